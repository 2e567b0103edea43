//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.cli.AllRuns;
import tensorbang.cli.Destination;
import tensorbang.cli.HelpOption;
import tensorbang.cli.Main;
import tensorbang.cli.Workspace;
import tensorbang.experiment.course.Course;
import tensorbang.experiment.course.CourseSheet;
import tensorbang.experiment.page.FoundRuns;
import tensorbang.experiment.page.Latencies;
import tensorbang.experiment.page.LocalData;
import tensorbang.experiment.page.RunReport;

@Command(
    name = "report.java",
    sortOptions = false,
    description = {
      "Writes one HTML file that needs no network: results, curves, confusion matrix, mistakes, settings, data, weights"
          + " and layers of one run, several, or all under results.",
      ""
    })
class report implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "RUN",
      description = "Run folders, folders with runs in them, or files of metrics (default: all runs under results,"
          + " whose index is then written anew, too).")
  List<Path> runs = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The HTML file (default: report.html in the folder of the run, or under results).")
  Path out;

  @Option(names = "--title", paramLabel = "TEXT", description = "Of the page (default: networks and data sets).")
  String title;

  @Option(
      names = "--evaluations",
      paramLabel = "N",
      description =
          "Test the models of the N best configurations for confusion matrix and mistakes, where model and data"
              + " are here (default: ${DEFAULT-VALUE}).")
  int evaluations = 3;

  @Option(
      names = "--course",
      paramLabel = "KEY",
      description =
          "Instead, the sheet of an assignment: csci8000, ece661, pynet, kse527 or cs7643. What the runs do not"
              + " give is named, with the command that makes it; there is room for words of your own.")
  String course;

  @Option(names = "--data", paramLabel = "DIR", description = "Folder of data sets (default: data in the checkout).")
  Path data;

  @Spec
  CommandSpec spec;

  @Mixin
  HelpOption help;

  public static void main(String... arguments) {
    Main.run(new report(), arguments);
  }

  @Override
  public Integer call() {
    Destination.checkFile("out", out);
    if (evaluations < 0) throw new InputException("--evaluations " + evaluations + ": must be at least 0");
    Course asked = course == null ? null : Course.of(course);
    for (String option : List.of("--title", "--evaluations"))
      if (asked != null && spec.commandLine().getParseResult().hasMatchedOption(option))
        throw new InputException(option + ": has no meaning with --course");
    FoundRuns found = runs.isEmpty() ? FoundRuns.inResults(Workspace.results()) : FoundRuns.in(runs);
    found.leftOut().forEach(reason -> System.err.println("left out: " + reason));
    LocalData local = new LocalData(data == null ? Workspace.data() : data);
    Latencies latencies = Latencies.in(Workspace.results());
    if (asked != null) return writeSheet(new CourseSheet(asked, found, local, latencies, Workspace.results()));
    if (found.all().isEmpty()) throw new InputException("no run to report: run train.java first, or name one");
    RunReport report = new RunReport(found, local, latencies, evaluations);
    Path file = out != null ? out : standard();
    AtomicFile.writeText(file, report.html(title == null ? report.title() : title));
    System.out.println("report   " + file);
    if (runs.isEmpty()) AllRuns.update(Workspace.results());
    return 0;
  }

  private int writeSheet(CourseSheet sheet) {
    Path file = out != null ? out : Workspace.results().resolve(course + ".html");
    AtomicFile.writeText(file, sheet.html());
    sheet.missing().forEach(command -> System.err.println("missing: " + command));
    System.out.println("sheet    " + file);
    return 0;
  }

  private Path standard() {
    boolean isOneFolder = runs.size() == 1 && Files.isDirectory(runs.get(0));
    return (isOneFolder ? runs.get(0) : Workspace.results()).resolve("report.html");
  }
}
