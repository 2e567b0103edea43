package tensorbang.experiment.summary;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import tensorbang.experiment.settings.Run;
import tensorbang.experiment.settings.RunFolder;
import tensorbang.experiment.settings.SettingText;
import tensorbang.report.BarChart;
import tensorbang.report.LineChart;
import tensorbang.train.Epoch;
import tensorbang.train.MeanStd;
import tensorbang.train.Metrics;

/** A comparison drawn: final test accuracies, and the test accuracy and the training loss of every epoch. */
final class ComparisonCharts {
  /** A swept setting that spans this factor or more stands on a logarithmic axis. */
  private static final double WIDE = 10;

  /** Losses above this many times the lowest first one are off the scale, so that the other curves stay readable. */
  private static final double CUT_OFF = 3;

  private final Comparison comparison;
  private final Summary summary;
  private final Path folder;
  private final List<Path> written = new ArrayList<>();

  private ComparisonCharts(Comparison comparison, Summary summary, Path folder) {
    this.comparison = comparison;
    this.summary = summary;
    this.folder = folder;
  }

  /** Writes the charts as PNG and SVG; says which PNGs. */
  static List<Path> write(Comparison comparison, Summary summary, Path folder) {
    if (comparison.rows().stream().allMatch(row -> epochs(row).isEmpty())) return List.of();
    ComparisonCharts charts = new ComparisonCharts(comparison, summary, folder);
    charts.writeFinalAccuracy();
    charts.writeCurves();
    return charts.written;
  }

  private void writeFinalAccuracy() {
    String label = "final test accuracy (%)";
    if (comparison.swept() == null) {
      BarChart bars = new BarChart(
          comparison.title(), label, comparison.rows().stream().map(this::name).toList());
      write(
          "final-accuracy",
          bars.add(
              "test accuracy", comparison.rows().stream().map(this::percent).toList())::write);
      return;
    }
    LineChart chart = new LineChart(comparison.title(), SettingText.axis(comparison.swept()), label);
    comparison.bySeries().forEach((series, rows) -> addSweep(chart, series, rows));
    double[] positive = comparison.rows().stream()
        .mapToDouble(Comparison.Row::x)
        .filter(x -> x > 0)
        .toArray();
    boolean noneNegative = comparison.rows().stream().allMatch(row -> row.x() >= 0);
    double largest = Arrays.stream(positive).max().orElse(0);
    if (noneNegative
        && largest > 0
        && largest >= WIDE * Arrays.stream(positive).min().orElseThrow()) chart.logX();
    write("final-accuracy", chart::write);
  }

  private void addSweep(LineChart chart, String series, List<Comparison.Row> unsorted) {
    List<Comparison.Row> rows =
        unsorted.stream().sorted(Comparator.comparing(Comparison.Row::x)).toList();
    double[] x = rows.stream().mapToDouble(Comparison.Row::x).toArray();
    double[] mean = rows.stream().mapToDouble(row -> percent(row).mean()).toArray();
    double[] std = rows.stream().mapToDouble(row -> percent(row).std()).toArray();
    int diverged = rows.stream().mapToInt(row -> row.diverged().size()).sum();
    String name = series.isEmpty() ? "test accuracy" : series;
    if (diverged > 0) name += " (" + Run.count(diverged) + " diverged)";
    if (rows.stream().anyMatch(row -> row.finished().size() > 1)) chart.errorBars(name, x, mean, std);
    else chart.line(name, x, mean);
  }

  private MeanStd percent(Comparison.Row row) {
    MeanStd accuracy = summary.of(Result.TEST_ACCURACY, row);
    return new MeanStd(100 * accuracy.mean(), 100 * accuracy.std(), accuracy.n());
  }

  private void writeCurves() {
    Map<String, List<Comparison.Row>> bySeries = comparison.bySeries();
    Set<String> slugs = new HashSet<>();
    bySeries.forEach((series, rows) -> {
      if (rows.stream().allMatch(row -> epochs(row).isEmpty())) return;
      boolean one = bySeries.size() == 1;
      String tail = one ? "" : "-" + unused(RunFolder.slug(series), slugs);
      String title = comparison.title() + (one ? "" : ", " + series);
      double limit = CUT_OFF * firstLoss(rows);
      LineChart accuracy = new LineChart(title, "epoch", "test accuracy (%)");
      LineChart loss = new LineChart(title, "epoch", trainingLoss(rows) + " (nats)");
      for (Comparison.Row row : rows) {
        if (epochs(row).isEmpty()) continue;
        add(accuracy, name(row), row, e -> 100 * e.testAccuracy());
        boolean cut = epochs(row).stream().flatMap(List::stream).anyMatch(e -> e.trainLoss() > limit);
        String name = name(row) + (cut ? " (partly off the scale)" : "");
        add(loss, name, row, e -> e.trainLoss() <= limit ? e.trainLoss() : Double.NaN);
      }
      write("test-accuracy" + tail, accuracy::write);
      write("train-loss" + tail, loss::write);
    });
  }

  /** {@code slug}, else {@code slug-2}, …: names such as +BN and -BN have the same. */
  private static String unused(String slug, Set<String> used) {
    String free = slug;
    for (int n = 2; !used.add(free); n++) free = slug + "-" + n;
    return free;
  }

  private static String trainingLoss(List<Comparison.Row> rows) {
    List<String> losses = rows.stream()
        .flatMap(row -> row.begun().stream())
        .map(metrics -> metrics.config().trainingLoss())
        .distinct()
        .toList();
    if (losses.size() != 1) return "training loss, each of its own kind";
    return ("training loss " + losses.get(0)).strip();
  }

  private static void add(LineChart chart, String name, Comparison.Row row, ToDoubleFunction<Epoch> value) {
    List<List<Epoch>> runs = epochs(row);
    int longest = runs.stream().mapToInt(List::size).max().orElseThrow();
    double[] x = new double[longest];
    MeanStd[] points = new MeanStd[longest];
    for (int i = 0; i < longest; i++) {
      int epoch = i;
      x[i] = i + 1;
      points[i] = MeanStd.of(runs.stream()
          .filter(run -> run.size() > epoch)
          .map(run -> value.applyAsDouble(run.get(epoch)))
          .toList());
    }
    double[] mean = Arrays.stream(points).mapToDouble(MeanStd::mean).toArray();
    if (runs.size() == 1) chart.line(name, x, mean);
    else
      chart.band(name, x, mean, Arrays.stream(points).mapToDouble(MeanStd::std).toArray());
  }

  /** Of the finished runs, or of the others where none is. */
  private static List<List<Epoch>> epochs(Comparison.Row row) {
    List<Metrics> runs = row.finished().isEmpty() ? row.begun() : row.finished();
    return runs.stream()
        .map(Metrics::epochs)
        .filter(epochs -> !epochs.isEmpty())
        .toList();
  }

  private String name(Comparison.Row row) {
    boolean one = comparison.swept() == null || comparison.bySeries().size() == 1;
    String name = one ? row.label() : SettingText.describe(comparison.swept(), row.x());
    int diverged = row.diverged().size();
    if (diverged == 0) return name;
    return name + (diverged == row.trials().size() ? " (diverged)" : " (" + diverged + " diverged)");
  }

  /** The lowest training loss that any run had after its first epoch. */
  private static double firstLoss(List<Comparison.Row> rows) {
    return rows.stream()
        .flatMap(row -> epochs(row).stream())
        .flatMapToDouble(run -> DoubleStream.of(run.get(0).trainLoss()))
        .min()
        .orElseThrow();
  }

  private void write(String name, BiConsumer<Path, Path> chart) {
    Path png = folder.resolve(name + ".png");
    chart.accept(png, folder.resolve(name + ".svg"));
    written.add(png);
  }
}
