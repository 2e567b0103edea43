//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tensorbang.cli.HelpOption;
import tensorbang.cli.Main;
import tensorbang.experiment.ExperimentOptions;
import tensorbang.experiment.settings.ExperimentFile;

@Command(
    name = "experiment.java",
    sortOptions = false,
    description = {
      "Compares variations of one training, defined in a YAML file:",
      "",
      "  name: momentum                   # of its folder under results",
      "  title: Momentum of SimpleNN      # of its charts",
      "  base: {net: simplenn, lr: 0.01}  # for all runs; settings are options with _ for -",
      "  variations:                      # what differs from the base",
      "    plain: {nesterov: false}",
      "    Nesterov: {nesterov: true}",
      "  sweep:                           # each variation at each value of one setting",
      "    momentum: [0, 0.5, 0.9, 0.99]",
      "  seeds: [42, 43, 44]",
      "",
      "Options on the command line change the file's base; defaults below are for what the file leaves out."
    })
class experiment implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The experiment.")
  Path file;

  @Mixin
  ExperimentOptions options = new ExperimentOptions();

  @Mixin
  HelpOption help;

  public static void main(String... arguments) {
    Main.run(new experiment(), arguments);
  }

  @Override
  public Integer call() {
    return options.run(ExperimentFile.read(file));
  }
}
