///usr/bin/env true; s=$(readlink -f "$0"); exec "${s%/*}/../jbang" "$s" "$@"
//MAIN activation_compare
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
    name = "activation-compare.java",
    sortOptions = false,
    description = {
      "SimpleNN with ReLU, with leaky ReLU and with Swish, all with batch norm and the rate 0.1."
    })
class activation_compare implements Callable<Integer> {
  static final Experiment EXPERIMENT =
      Experiment.of("activation-compare", "Activations of SimpleNN", SimpleNNLab.BATCH_NORM.with("lr", 0.1))
          .vary("ReLU", Map.of("activation", "relu"))
          .vary("leaky ReLU", Map.of("activation", "leaky-relu"))
          .vary("Swish", Map.of("activation", "swish"));

  @Mixin ExperimentOptions options = new ExperimentOptions(EXPERIMENT.base());
  @Mixin HelpOption help;

  public static void main(String... arguments) {
    Main.run(new activation_compare(), arguments);
  }

  @Override
  public Integer call() {
    return options.run(EXPERIMENT);
  }
}
