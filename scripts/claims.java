//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tensorbang.cli.HelpOption;
import tensorbang.cli.Main;
import tensorbang.experiment.ExperimentOptions;
import tensorbang.experiment.claims.Claims;
import tensorbang.experiment.claims.ClaimsRun;

@Command(
    name = "claims.java",
    sortOptions = false,
    description = {
      "Puts ten textbook statements on training networks to the test, each by an experiment of its own: a verdict"
          + " (true, false, depends, or undecided where the figures do not separate), the figures it rests on, a chart"
          + " and the reasons. What is trained already is not trained again.",
      "Each statement has its own networks, numbers of images and epochs and seeds, lower numbers with --quick; of the"
          + " settings below, --limit, --epochs, --batch-size, --precision, --seeds and those of the data set change"
          + " all of them.",
      ""
    })
class claims implements Callable<Integer> {
  @Option(
      names = "--only",
      paramLabel = "N,N,…",
      split = ",",
      hideParamSyntax = true,
      description = "Examine only the statements with these numbers (default: all).")
  List<Integer> only;

  @Mixin
  ExperimentOptions options = new ExperimentOptions();

  @Mixin
  HelpOption help;

  public static void main(String... arguments) {
    Main.run(new claims(), arguments);
  }

  @Override
  public Integer call() {
    return new ClaimsRun(Claims.ALL, options).run(only);
  }
}
