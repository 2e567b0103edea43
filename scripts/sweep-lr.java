///usr/bin/env true; s=$(readlink -f "$0"); exec "${s%/*}/../jbang" "$s" "$@"
//MAIN sweep_lr
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
    name = "sweep-lr.java",
    sortOptions = false,
    description = {
      "Learning rates of SimpleNN from 1 to 0.001, with and without batch norm: how large a rate each of them bears."
    })
class sweep_lr implements Callable<Integer> {
  static final Experiment EXPERIMENT =
      Experiment.of("sweep-lr", "Learning rates of SimpleNN", SimpleNNLab.AUGMENTED)
          .vary("batch norm", Map.of("batch_norm", true))
          .vary("no batch norm", Map.of("batch_norm", false))
          .sweep("lr", 1.0, 0.1, 0.05, 0.01, 0.005, 0.001);

  @Mixin ExperimentOptions options = new ExperimentOptions(EXPERIMENT.base());
  @Mixin HelpOption help;

  public static void main(String... arguments) {
    Main.run(new sweep_lr(), arguments);
  }

  @Override
  public Integer call() {
    return options.run(EXPERIMENT);
  }
}
