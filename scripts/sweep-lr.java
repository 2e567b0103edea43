//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//MAIN sweep_lr
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
 * What came out on CIFAR-10 after 30 epochs (three seeds; figures and charts in results/reference/simplenn): without
 * batch norm the best rate is 0.01 (69.9 %), and a rate ten times as large costs eighteen points (52.1 %). With batch
 * norm 0.05 and 0.01 are alike (72.0 and 71.7 %), and 0.1 costs four points (67.6 %): normalised activations do not
 * grow with the kernels, so a large step changes the direction of a kernel and not the scale of all that follows. At
 * 1.0 nothing learns, with batch norm or without, and every image gets the same class: the dense layers have no batch
 * norm. At 0.001 both are merely slow. Batch norm widens the range of good rates upwards; it does not make the rate
 * unimportant.
 */
@Command(
    name = "sweep-lr.java",
    sortOptions = false,
    description = {
      "Learning rates of SimpleNN from 1 to 0.001, with and without batch norm: how large a rate each of them bears."
    })
class sweep_lr implements Callable<Integer> {
  static final Experiment EXPERIMENT = Experiment.of("sweep-lr", "Learning rates of SimpleNN", SimpleNNLab.AUGMENTED)
      .vary("batch norm", Map.of("batch_norm", true))
      .vary("no batch norm", Map.of("batch_norm", false))
      .sweep("lr", 1.0, 0.1, 0.05, 0.01, 0.005, 0.001);

  @Mixin
  ExperimentOptions options = new ExperimentOptions(EXPERIMENT.base());

  @Mixin
  HelpOption help;

  public static void main(String... arguments) {
    Main.run(new sweep_lr(), arguments);
  }

  @Override
  public Integer call() {
    return options.run(EXPERIMENT);
  }
}
