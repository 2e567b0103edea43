//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//MAIN decay_compare
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tensorbang.cli.HelpOption;
import tensorbang.cli.Main;
import tensorbang.experiment.ExperimentOptions;
import tensorbang.experiment.settings.Experiment;
import tensorbang.experiment.settings.SimpleNNLab;

/**
 * What came out on CIFAR-10 after 30 epochs from the rate 0.1, with batch norm (three seeds; figures in
 * results/reference/simplenn): at a constant rate 67.6 %, up and down by as much as two points from epoch to epoch;
 * with the rate divided by ten after half of the epochs and again after three quarters, 72.9 %, five points of it won
 * in the one epoch after the first division; with a cosine 74.3 %. A large rate finds the right region and cannot
 * settle in it: the noise of its steps keeps the loss up. Decay is worth more than any other single change to
 * SimpleNN that was tried here.
 */
@Command(
    name = "decay-compare.java",
    sortOptions = false,
    description = {
      "SimpleNN with a learning rate that stays at 0.1, and with rates that fall from there: in steps, and as a cosine."
    })
class decay_compare implements Callable<Integer> {
  static final Experiment EXPERIMENT = Experiment.of(
          "decay-compare", "Decay of the learning rate of SimpleNN", SimpleNNLab.BATCH_NORM.set("lr", 0.1))
      .vary("no decay", Map.of("schedule", "constant"))
      .vary("steps", Map.of("schedule", "step"))
      .vary("cosine", Map.of("schedule", "cosine"));

  @Mixin
  ExperimentOptions options = new ExperimentOptions(EXPERIMENT.base());

  @Mixin
  HelpOption help;

  public static void main(String... arguments) {
    Main.run(new decay_compare(), arguments);
  }

  @Override
  public Integer call() {
    return options.run(EXPERIMENT);
  }
}
