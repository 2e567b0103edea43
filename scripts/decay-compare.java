///usr/bin/env true; s=$(readlink -f "$0"); exec "${s%/*}/../jbang" "$s" "$@"
//MAIN decay_compare
//SOURCES ../lib/src/tensorbang/Toolkit.java

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tensorbang.cli.HelpOption;
import tensorbang.cli.Main;
import tensorbang.experiment.Experiment;
import tensorbang.experiment.ExperimentOptions;
import tensorbang.experiment.SimpleNNLab;

@Command(
    name = "decay-compare.java",
    sortOptions = false,
    description = {
      "SimpleNN with a learning rate that stays at 0.1, and with rates that fall from there: in steps, and as a cosine."
    })
class decay_compare implements Callable<Integer> {
  static final Experiment EXPERIMENT =
      Experiment.of("decay-compare", "Decay of the learning rate of SimpleNN", SimpleNNLab.BATCH_NORM.with("lr", 0.1))
          .vary("no decay", Map.of("schedule", "constant"))
          .vary("steps", Map.of("schedule", "step"))
          .vary("cosine", Map.of("schedule", "cosine"));

  @Mixin ExperimentOptions options = new ExperimentOptions(EXPERIMENT.base());
  @Mixin HelpOption help;

  public static void main(String... arguments) {
    Main.run(new decay_compare(), arguments);
  }

  @Override
  public Integer call() {
    return options.run(EXPERIMENT);
  }
}
