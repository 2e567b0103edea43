//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tensorbang.cli.Destination;
import tensorbang.cli.HelpOption;
import tensorbang.cli.Main;
import tensorbang.cli.Workspace;
import tensorbang.experiment.summary.CollectedRuns;
import tensorbang.experiment.summary.ExtraChart;
import tensorbang.experiment.summary.SummaryReport;

@Command(
    name = "collect.java",
    sortOptions = false,
    description = {
      "Compares runs of any origin in a table and charts like those of an experiment. Runs that differ in their seed"
          + " alone are one row; runs on different data sets have a table each, and a folder each for the"
          + " charts. A folder whose metrics cannot be compared is named and left out."
    })
class collect implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "FOLDER", description = "Runs, or folders with runs in them.")
  List<Path> folders;

  @Option(names = "--out", paramLabel = "DIR", description = "Folder for the summary (default: results/collected).")
  Path out;

  @Option(
      names = "--title",
      paramLabel = "TEXT",
      defaultValue = "Collected runs",
      description = "Of the table and the charts (default: ${DEFAULT-VALUE}).")
  String title;

  @Mixin
  HelpOption help;

  public static void main(String... arguments) {
    Main.run(new collect(), arguments);
  }

  @Override
  public Integer call() {
    Path folder = out == null ? Workspace.results().resolve("collected") : out;
    Destination.checkFolder("out", folder);
    CollectedRuns runs = CollectedRuns.in(folders, title);
    runs.leftOut().forEach(reason -> System.err.println("left out: " + reason));
    boolean one = runs.byDataset().size() == 1;
    runs.byDataset().forEach((dataset, comparison) -> {
      SummaryReport.write(comparison, List.of(), ExtraChart.NONE, one ? folder : folder.resolve(dataset));
      if (!one) System.out.println();
    });
    return 0;
  }
}
