package tensorbang.experiment.claims;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tensorbang.InputException;
import tensorbang.cli.Main;
import tensorbang.experiment.ExperimentOptions;
import tensorbang.experiment.settings.Experiment;
import tensorbang.experiment.settings.Run;
import tensorbang.experiment.summary.Comparison;
import tensorbang.settings.Settings;

/** Examines claims one after the other: trains what is missing for one, judges it, and goes on to the next. */
public final class ClaimsRun {
  private static final String NAME = "claims";

  /** What a user may change for all claims at once. The others are what claims compare. */
  private static final Set<String> FREE =
      Set.of("dataset", "limit", "epochs", "batch_size", "precision", "seed", "size", "test_share", "skip_unreadable");

  /** An experiment as the options changed it, and its runs. */
  private record Part(Experiment experiment, List<Run> runs) {}

  private final List<Claim> claims;
  private final ExperimentOptions options;

  public ClaimsRun(List<Claim> claims, ExperimentOptions options) {
    this.claims = List.copyOf(claims);
    this.options = options;
  }

  /**
   * Examines claims and writes what was found.
   *
   * @param only their numbers; null for all
   * @return the exit code
   */
  public int run(List<Integer> only) {
    if (options.isTask()) return options.trainTask();
    List<Claim> chosen = chosen(only);
    for (String setting : options.given().names())
      if (!FREE.contains(setting)) throw InputException.of(setting, "", "each claim sets it itself");
    options.check();
    Path folder = options.folder(NAME);
    Map<Claim, List<Part>> parts = new LinkedHashMap<>();
    for (Claim claim : chosen) parts.put(claim, parts(claim, ClaimRecord.folder(folder, claim.number())));
    List<Run> all = parts.values().stream()
        .flatMap(List::stream)
        .flatMap(part -> part.runs.stream())
        .toList();
    if (options.isDryRun()) return options.list(all);
    if (options.isSubmitting() && !options.missing(all).isEmpty())
      return options.train(NAME, folder, options.missing(all));
    int worst = 0;
    for (Claim claim : chosen) {
      int exit = examine(claim, parts.get(claim), folder);
      if (exit == Main.INTERRUPTED || exit == Main.BAD_INPUT) return exit;
      worst = Math.max(worst, exit);
    }
    ClaimSummary.write(claims, folder);
    return worst;
  }

  private List<Claim> chosen(List<Integer> only) {
    if (only == null) return claims;
    Map<Integer, Claim> byNumber = claims.stream().collect(Collectors.toMap(Claim::number, claim -> claim));
    List<Claim> chosen = new ArrayList<>();
    for (int number : new LinkedHashSet<>(only)) {
      Claim claim = byNumber.get(number);
      if (claim == null)
        throw InputException.of(
            "only",
            number,
            "expected numbers of statements: "
                + String.join(
                    ", ", claims.stream().map(c -> String.valueOf(c.number())).toList()));
      chosen.add(claim);
    }
    return chosen;
  }

  private List<Part> parts(Claim claim, Path folder) {
    List<Part> parts = new ArrayList<>();
    for (Experiment defined : claim.experiments(options.isQuick())) {
      Settings given = options.given();
      if (defined.decides("dataset")) given = given.without(Set.of("dataset"));
      Experiment experiment = options.changed(defined, given);
      parts.add(new Part(experiment, options.runs(experiment, folder.resolve(defined.name()))));
    }
    return parts;
  }

  private int examine(Claim claim, List<Part> parts, Path folder) {
    List<Run> runs = parts.stream().flatMap(part -> part.runs.stream()).toList();
    List<Run> missing = options.missing(runs);
    if (!options.isQuiet())
      System.err.printf(Locale.ROOT, "%d. %s%s%n", claim.number(), claim.statement(), toTrain(missing));
    int exit = options.train(NAME, folder, missing);
    if (exit == Main.INTERRUPTED || exit == Main.BAD_INPUT) return exit;
    if (!runs.stream().allMatch(run -> run.folder().isDone())) {
      System.err.println("claim " + claim.number() + " is not examined: not all of its trainings are done");
      return exit;
    }
    Map<String, Comparison> comparisons = new LinkedHashMap<>();
    for (Part part : parts) comparisons.put(part.experiment.name(), options.comparison(part.experiment, part.runs));
    Path own = ClaimRecord.folder(folder, claim.number());
    write(claim, claim.examine(new Evidence(own, comparisons, options)), runs, folder);
    return exit;
  }

  private static String toTrain(List<Run> missing) {
    return missing.isEmpty() ? "" : " (" + Run.count(missing.size()) + " to train)";
  }

  private void write(Claim claim, Finding finding, List<Run> runs, Path folder) {
    Path own = ClaimRecord.folder(folder, claim.number());
    List<ClaimRecord.ChartFile> charts = new ArrayList<>();
    for (Chart chart : finding.charts()) {
      chart.writer().write(own.resolve(chart.name() + ".png"), own.resolve(chart.name() + ".svg"));
      charts.add(new ClaimRecord.ChartFile(chart.name() + ".png", chart.caption()));
    }
    List<String> datasets =
        runs.stream().map(run -> run.config().dataset()).distinct().toList();
    ClaimRecord found = new ClaimRecord(
        ClaimRecord.SCHEMA,
        claim.number(),
        claim.statement(),
        finding.verdict(),
        finding.criterion(),
        options.isQuick(),
        datasets.isEmpty() ? null : String.join(", ", datasets),
        runs.stream().map(run -> run.config().seed()).distinct().toList(),
        runs.size(),
        finding.figures(),
        finding.reasons(),
        finding.sources(),
        charts);
    found.write(folder);
    System.out.println(claim.number() + ". " + claim.statement());
    System.out.println(finding.verdict() + ": " + String.join(" ", finding.reasons()));
    System.out.println();
  }
}
