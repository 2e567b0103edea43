package tensorbang.experiment.page;

import static j2html.TagCreator.b;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.StatUtils;
import tensorbang.experiment.settings.SettingText;
import tensorbang.report.html.Axis;
import tensorbang.report.html.Plot;
import tensorbang.report.html.Table;
import tensorbang.train.Epoch;
import tensorbang.train.MeanStd;
import tensorbang.train.Metrics;

/** The accuracies of a unit's groups, and what they cost. */
public final class Results {
  /** More points than colours cannot be told apart. */
  private static final int MOST_POINTS = 7;

  /** Networks whose costs are nearer to each other cost the same. */
  private static final double LEAST_RATIO = 1.05;

  private final Unit unit;
  private final Latencies latencies;

  public Results(Unit unit, Latencies latencies) {
    this.unit = unit;
    this.latencies = latencies;
  }

  /** The figures of one configuration, the last epoch and the best one apart. */
  public static DomContent facts(Unit.Group group, Latencies latencies) {
    List<DomContent> facts = new ArrayList<>();
    Metrics metrics = group.first().metrics();
    if (metrics.last() != null) {
      fact(facts, "test accuracy after the last epoch", group.result(m -> m.last()
          .testAccuracy()));
      fact(
          facts,
          metrics.choice().hasValidation()
              ? "test accuracy in the epoch chosen by validation"
              : "test accuracy in the best epoch, chosen by it",
          group.result(m -> m.last().bestTestAccuracy()));
      fact(
          facts, "validation accuracy in that epoch", group.result(m -> m.last().bestValidationAccuracy()));
      fact(facts, "top-5 test accuracy", group.result(m -> m.last().testTop5Accuracy()));
      fact(facts, "training accuracy, last epoch", group.result(m -> m.last().trainAccuracy()));
      facts.add(
          fact("test loss, last epoch", group.result(m -> m.last().testLoss()).format(4, "")));
      facts.add(fact(
          group.measured().size() == 1 ? "best epoch" : "best epochs",
          group.measured().stream()
              .map(run -> String.valueOf(run.metrics().last().bestEpoch()))
              .collect(Collectors.joining(", "))));
    }
    facts.add(fact("epochs", metrics.epochs().size() + " of " + metrics.config().epochs()));
    facts.add(fact(
        group.runs().size() == 1 ? "seed" : "seeds",
        group.runs().stream().map(run -> String.valueOf(run.seed())).collect(Collectors.joining(", "))));
    facts.add(fact(
        "trainable parameters",
        String.format(Locale.ROOT, "%,d", metrics.model().parameters())));
    facts.add(fact(
        "multiply-accumulates an image",
        String.format(Locale.ROOT, "%,d", metrics.model().macs())));
    if (!metrics.epochs().isEmpty()) {
      facts.add(fact("training images a second, median", String.format(Locale.ROOT, "%,.0f", speed(metrics))));
      facts.add(fact("time in training passes", duration(metrics.last().seconds())));
    }
    double latency = latencies.median(metrics);
    if (!Double.isNaN(latency))
      facts.add(fact("latency of one image, median", String.format(Locale.ROOT, "%.2f ms", latency)));
    return div(each(facts, f -> f)).withClass("facts");
  }

  private static void fact(List<DomContent> facts, String name, MeanStd fraction) {
    if (fraction != null && !Double.isNaN(fraction.mean())) facts.add(fact(name, fraction.percent()));
  }

  private static DomContent fact(String name, String value) {
    return div(b(value), span(name)).withClass("fact");
  }

  private static String duration(double seconds) {
    if (seconds < 90) return String.format(Locale.ROOT, "%.0f s", seconds);
    if (seconds < 5400) return String.format(Locale.ROOT, "%.1f min", seconds / 60);
    return String.format(Locale.ROOT, "%.1f h", seconds / 3600);
  }

  /** Of the training passes: the median over the epochs. */
  private static double speed(Metrics metrics) {
    return StatUtils.percentile(
        metrics.epochs().stream().mapToDouble(Epoch::imagesPerSecond).toArray(), 50);
  }

  /** A row for each configuration. */
  public DomContent table() {
    double best = unit.groups().stream()
        .mapToDouble(Unit.Group::rank)
        .filter(Double::isFinite)
        .max()
        .orElse(Double.NaN);
    Table table = new Table(
        "configuration",
        "test accuracy",
        "in best epoch",
        "validation accuracy",
        "train accuracy",
        "test loss",
        "train loss",
        "seeds",
        "unfinished",
        "parameters",
        "MACs",
        "images/s",
        "latency (ms)");
    for (Unit.Group group : unit.groups()) {
      Metrics metrics = group.first().metrics();
      Table.Cell name = Table.Cell.of(group.label());
      table.row(
          unit.groups().size() > 1 && group.rank() == best ? name.marked() : name,
          accuracy(group, m -> m.last().testAccuracy()),
          accuracy(group, m -> m.last().bestTestAccuracy()),
          accuracy(group, m -> m.last().bestValidationAccuracy()),
          accuracy(group, m -> m.last().trainAccuracy()),
          loss(group, m -> m.last().testLoss()),
          loss(group, m -> m.epochs().get(m.epochs().size() - 1).trainLoss()),
          Table.Cell.of(group.runs().size(), String.valueOf(group.runs().size())),
          unfinished(group),
          whole(metrics.model().parameters()),
          whole(metrics.model().macs()),
          metrics.epochs().isEmpty() ? Table.Cell.NONE : whole(Math.round(speed(metrics))),
          Table.Cell.of(latencies.median(metrics), String.format(Locale.ROOT, "%.2f", latencies.median(metrics))));
    }
    return table.html();
  }

  /** What the table's marks and columns mean. */
  public DomContent note() {
    boolean hasValidation = unit.groups().stream().anyMatch(group -> group.measured().stream()
        .anyMatch(run -> run.metrics().choice().hasValidation()));
    String best = "Accuracies are of the weights after the last epoch, and in the epoch with the highest accuracy on "
        + (hasValidation ? "the validation images." : "the test images, which flatters it.");
    String spread = unit.groups().stream().anyMatch(group -> group.measured().size() > 1)
        ? " ± is one standard deviation of the population, over the seeds."
        : "";
    return p(best
            + spread
            + (unit.groups().size() > 1
                ? " The configuration with the highest " + (hasValidation ? "validation " : "") + "accuracy is marked."
                : ""))
        .withClass("note");
  }

  private static Table.Cell accuracy(Unit.Group group, ToDoubleFunction<Metrics> of) {
    MeanStd result = group.result(of);
    return result == null ? Table.Cell.NONE : Table.Cell.of(result.mean(), result.percent());
  }

  private static Table.Cell loss(Unit.Group group, ToDoubleFunction<Metrics> of) {
    MeanStd result = group.result(of);
    return result == null ? Table.Cell.NONE : Table.Cell.of(result.mean(), result.format(4, ""));
  }

  private static Table.Cell unfinished(Unit.Group group) {
    Map<String, Long> others = group.runs().stream()
        .map(run -> run.metrics().status().name().toLowerCase(Locale.ROOT))
        .filter(status -> !status.equals("finished"))
        .collect(Collectors.groupingBy(status -> status, LinkedHashMap::new, Collectors.counting()));
    return Table.Cell.of(
        others.entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).collect(Collectors.joining(", ")));
  }

  private static Table.Cell whole(double value) {
    return Table.Cell.of(value, String.format(Locale.ROOT, "%,.0f", value));
  }

  /** Accuracy against the swept setting, and against what networks cost where they differ in it. */
  public List<DomContent> charts() {
    return Stream.of(
            sweep(),
            against("multiply-accumulates of one image", m -> m.model().macs()),
            against("trainable parameters", m -> m.model().parameters()),
            against("latency of one image (ms)", latencies::median))
        .filter(Objects::nonNull)
        .toList();
  }

  private DomContent sweep() {
    if (unit.swept() == null) return null;
    Map<String, List<Unit.Group>> bySeries = unit.groups().stream()
        .filter(group -> group.x() != null && !group.measured().isEmpty())
        .sorted(Comparator.comparing(Unit.Group::x))
        .collect(Collectors.groupingBy(Unit.Group::series, LinkedHashMap::new, Collectors.toList()));
    List<Double> values = unit.groups().stream()
        .map(Unit.Group::x)
        .filter(Objects::nonNull)
        .distinct()
        .sorted()
        .toList();
    if (values.size() < 2) return null;
    boolean isLog = values.get(0) > 0 && values.get(values.size() - 1) / values.get(0) >= 10;
    String name = SettingText.axis(unit.swept());
    Axis x = Axis.of(name).at(values);
    Plot plot = new Plot(
        "Test accuracy after the last epoch against " + name,
        isLog ? x.logarithmic() : x,
        Axis.of("test accuracy (%)").within(0, 100));
    int colour = 0;
    for (Map.Entry<String, List<Unit.Group>> series : bySeries.entrySet()) {
      String label = series.getKey().isEmpty() ? "test accuracy" : series.getKey();
      add(plot, label, colour++, Plot.Mark.MARKED_LINE, series.getValue(), Unit.Group::x);
    }
    return plot.html();
  }

  private DomContent against(String what, ToDoubleFunction<Metrics> cost) {
    List<Unit.Group> known = unit.groups().stream()
        .filter(group -> !group.measured().isEmpty())
        .filter(group -> Double.isFinite(cost.applyAsDouble(group.first().metrics())))
        .toList();
    Map<Double, List<Unit.Group>> byCost = known.stream()
        .collect(Collectors.groupingBy(group -> cost.applyAsDouble(group.first().metrics())));
    if (byCost.size() < 2 || known.size() > MOST_POINTS) return null;
    double low = byCost.keySet().stream().min(Double::compare).orElseThrow();
    double high = byCost.keySet().stream().max(Double::compare).orElseThrow();
    if (high < LEAST_RATIO * low) return null;
    Axis x = Axis.of(what);
    Plot plot = new Plot(
        "Test accuracy against " + what,
        low > 0 && high / low >= 10 ? x.logarithmic() : x,
        Axis.of("test accuracy (%)").within(0, 100));
    for (int i = 0; i < known.size(); i++)
      add(
          plot,
          known.get(i).label(),
          i,
          Plot.Mark.POINTS,
          List.of(known.get(i)),
          group -> cost.applyAsDouble(group.first().metrics()));
    return plot.html();
  }

  private static void add(
      Plot plot, String name, int colour, Plot.Mark mark, List<Unit.Group> groups, ToDoubleFunction<Unit.Group> x) {
    List<MeanStd> accuracies = groups.stream()
        .map(group -> group.result(m -> 100 * m.last().testAccuracy()))
        .toList();
    plot.add(new Plot.Series(
        name,
        colour,
        0,
        mark,
        groups.stream().mapToDouble(x).toArray(),
        accuracies.stream().mapToDouble(MeanStd::mean).toArray(),
        accuracies.stream().anyMatch(a -> a.n() > 1)
            ? accuracies.stream().mapToDouble(MeanStd::std).toArray()
            : null));
  }

  /** A row for each run. */
  public static DomContent runs(List<FoundRun> runs) {
    Table table = new Table(
        "run",
        "network",
        "data",
        "seed",
        "status",
        "epochs",
        "test accuracy",
        "best test accuracy",
        "best epoch",
        "minutes",
        "started (UTC)");
    for (FoundRun run : runs) {
      Metrics m = run.metrics();
      boolean has = m.last() != null;
      table.row(
          Table.Cell.of(run.name()),
          Table.Cell.of(m.config().net()),
          Table.Cell.of(m.config().dataset()),
          Table.Cell.of(run.seed(), String.valueOf(run.seed())),
          Table.Cell.of(m.status().name().toLowerCase(Locale.ROOT)),
          Table.Cell.of(m.epochs().size(), String.valueOf(m.epochs().size())),
          has ? percent(m.last().testAccuracy()) : Table.Cell.NONE,
          has ? percent(m.last().bestTestAccuracy()) : Table.Cell.NONE,
          has ? Table.Cell.of(m.last().bestEpoch(), String.valueOf(m.last().bestEpoch())) : Table.Cell.NONE,
          has
              ? Table.Cell.of(
                  m.last().seconds(),
                  String.format(Locale.ROOT, "%.1f", m.last().seconds() / 60))
              : Table.Cell.NONE,
          Table.Cell.of(started(m)));
    }
    return (runs.size() > 10 ? table.searchable("all-runs") : table).html();
  }

  private static Table.Cell percent(double fraction) {
    return Table.Cell.of(fraction, String.format(Locale.ROOT, "%.2f %%", 100 * fraction));
  }

  private static String started(Metrics metrics) {
    if (metrics.environment() == null || metrics.environment().started() == null) return "";
    return metrics.environment().started().replace('T', ' ').replace("Z", "");
  }
}
