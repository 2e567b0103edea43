///usr/bin/env true; s=$(readlink -f "$0"); exec "${s%/*}/../jbang" "$s" "$@"
//MAIN augment_compare
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
    name = "augment-compare.java",
    sortOptions = false,
    description = {
      "SimpleNN on the images as they are, and on crops and mirror images of them."
    })
class augment_compare implements Callable<Integer> {
  static final Experiment EXPERIMENT =
      Experiment.of("augment-compare", "Augmentation for SimpleNN", SimpleNNLab.GIVEN)
          .vary("no augmentation", Map.of("augment", "none"))
          .vary("crop and flip", Map.of("augment", "crop,flip"));

  @Mixin ExperimentOptions options = new ExperimentOptions(EXPERIMENT.base());
  @Mixin HelpOption help;

  public static void main(String... arguments) {
    Main.run(new augment_compare(), arguments);
  }

  @Override
  public Integer call() {
    return options.run(EXPERIMENT);
  }
}
