package tensorbang.experiment.claims;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import tensorbang.experiment.settings.Experiment;
import tensorbang.experiment.settings.SimpleNNLab;
import tensorbang.experiment.summary.Comparison.Row;
import tensorbang.experiment.summary.Comparison.Trial;
import tensorbang.model.ModelFolder;
import tensorbang.report.ScatterChart;
import tensorbang.report.ShortNumber;
import tensorbang.settings.Settings;
import tensorbang.train.MeanStd;

/** Statement 6: SimpleNN with L1 and with L2 of several strengths, and the share of small weights at equal accuracy. */
final class Sparsity implements Claim {
  private static final String NAME = "penalties";
  private static final String NONE = "no penalty";
  private static final double[] L1 = {1e-4, 3e-4, 1e-3};
  private static final double[] L2 = {1e-3, 3e-3, 1e-2};
  private static final double[] THRESHOLDS = {1e-4, 1e-3, 1e-2};

  /** The threshold of the chart and of the first reason. */
  private static final double SHOWN = 1e-3;

  /** Percentage points of test accuracy by which two means may differ and still count as equal. */
  private static final double EQUAL_ACCURACY = 1;

  /** An L1 and the L2 whose accuracy is nearest to its own. */
  record Pair(Row l1, Row l2) {
    double gap() {
      return Math.abs(accuracy(l1) - accuracy(l2));
    }
  }

  @Override
  public int number() {
    return 6;
  }

  @Override
  public String statement() {
    return "An L1 penalty makes the weights sparser than an L2 penalty.";
  }

  @Override
  public List<Experiment> experiments(boolean quick) {
    Settings base = SimpleNNLab.GIVEN.set("limit", quick ? 500 : 5000).set("epochs", quick ? 3 : 20);
    Experiment experiment =
        Experiment.of(NAME, "L1 and L2 in SimpleNN", base).vary(NONE, Map.of("weight_decay", 0, "l1", 0));
    for (double strength : L1)
      if (!quick || strength == L1[1])
        experiment = experiment.vary("L1 " + ShortNumber.text(strength), Map.of("weight_decay", 0, "l1", strength));
    for (double strength : L2)
      if (!quick || strength == L2[1])
        experiment = experiment.vary("L2 " + ShortNumber.text(strength), Map.of("weight_decay", strength, "l1", 0));
    return List.of(Seeds.of(experiment, quick, 3));
  }

  @Override
  public Finding examine(Evidence evidence) {
    List<Row> rows = evidence.comparison(NAME).rows();
    List<Pair> pairs = pairs(rows);
    int comparisons = Math.max(1, pairs.size() * THRESHOLDS.length);
    List<Figure> figures = new ArrayList<>();
    List<Interval> cases = new ArrayList<>();
    for (Row row : rows)
      figures.add(
          Figure.of("test accuracy, " + row.label(), Interval.of(Evidence.values(row, Evidence::accuracy)), "%"));
    for (Row row : rows)
      figures.add(Figure.of(
          "weights below " + ShortNumber.text(SHOWN) + ", " + row.label(),
          Interval.of(Evidence.values(row, share(SHOWN))),
          "%"));
    for (Pair pair : pairs)
      for (double threshold : THRESHOLDS) {
        Interval more = Interval.of(Evidence.differences(pair.l1, pair.l2, share(threshold)), comparisons);
        figures.add(Figure.of(
            "weights below " + ShortNumber.text(threshold) + ", " + pair.l1.label() + " minus " + pair.l2.label(),
            more,
            "points"));
        cases.add(more);
      }
    return new Finding(
        verdict(cases), criterion(comparisons), figures, reasons(rows, pairs), sources(), List.of(chart(evidence)));
  }

  /** Of how much larger the shares of small weights are with L1. */
  static Verdict verdict(List<Interval> cases) {
    return Verdict.across(cases.stream()
        .map(more -> switch (more.side(0)) {
          case ABOVE -> Verdict.TRUE;
          case BELOW, EQUAL -> Verdict.FALSE;
          case OPEN -> Verdict.UNDECIDED;
        })
        .toList());
  }

  /** Each L1 with the L2 that is nearest in accuracy, where that is near enough. */
  static List<Pair> pairs(List<Row> rows) {
    List<Row> others = rows.stream().filter(row -> row.label().startsWith("L2")).toList();
    return rows.stream()
        .filter(row -> row.label().startsWith("L1"))
        .flatMap(row -> others.stream()
            .map(other -> new Pair(row, other))
            .filter(pair -> pair.gap() <= EQUAL_ACCURACY)
            .min(Comparator.comparingDouble(Pair::gap))
            .stream())
        .toList();
  }

  private static double accuracy(Row row) {
    return Interval.of(Evidence.values(row, Evidence::accuracy)).mean();
  }

  /** The share of all kernels' weights whose magnitude is below a threshold, in percent. */
  static ToDoubleFunction<Trial> share(double threshold) {
    return trial -> {
      if (!trial.isFinished()) return Double.NaN;
      ModelFolder model = ModelFolder.open(trial.folder().model());
      long all = 0;
      long small = 0;
      for (var array : model.weights("last", model.graph()).entrySet()) {
        if (!array.getKey().endsWith("/kernel")) continue;
        all += array.getValue().values().length;
        for (float w : array.getValue().values()) if (Math.abs(w) < threshold) small++;
      }
      return 100.0 * small / all;
    };
  }

  private static String criterion(int comparisons) {
    return "Each L1 is compared with the L2 whose mean accuracy is nearest, where that is within "
        + ShortNumber.text(EQUAL_ACCURACY) + " point; at each threshold the difference of the shares of small weights,"
        + " seed by seed, has to be above zero with its whole interval (" + Interval.level(comparisons)
        + " each, so that all hold together with 95 %). True where all are above, false where none is, depends where"
        + " they differ, undecided where an interval holds zero or no pair is that near.";
  }

  private static List<String> reasons(List<Row> rows, List<Pair> pairs) {
    String measured = "No L1 ended within " + ShortNumber.text(EQUAL_ACCURACY) + " point of an L2, so nothing can be"
        + " compared at equal accuracy.";
    if (!pairs.isEmpty()) {
      Pair pair = pairs.get(pairs.size() - 1);
      measured = String.format(
          Locale.ROOT,
          "At nearly equal accuracy (%s at %.1f %%, %s at %.1f %%) %.1f %% of the weights are below %s in magnitude"
              + " with L1 and %.1f %% with L2; without a penalty it is %.1f %%.",
          pair.l1.label(),
          accuracy(pair.l1),
          pair.l2.label(),
          accuracy(pair.l2),
          mean(pair.l1),
          ShortNumber.text(SHOWN),
          mean(pair.l2),
          mean(rows.get(0)));
    }
    return List.of(
        measured,
        "L1 pulls at every weight with the same force until it is at zero, and L2 in proportion to the weight, so that"
            + " it shrinks large weights and leaves small ones alone (Tibshirani 1996, section 2.2).",
        "Weights below a threshold are counted because gradient steps leave them near zero instead of at it; how many"
            + " there are depends on the strength, which is why accuracy is held equal.");
  }

  private static double mean(Row row) {
    return Interval.of(Evidence.values(row, share(SHOWN))).mean();
  }

  private static List<String> sources() {
    return List.of("R. Tibshirani, Regression Shrinkage and Selection via the Lasso, Journal of the Royal Statistical"
        + " Society B 58, 1996.");
  }

  private static Chart chart(Evidence evidence) {
    ScatterChart chart = new ScatterChart(
        evidence.comparison(NAME).title(),
        "test accuracy (%)",
        "weights below " + ShortNumber.text(SHOWN) + " in magnitude (%)");
    for (Row row : evidence.comparison(NAME).rows())
      if (Double.isFinite(accuracy(row)))
        chart.add(
            row.label().substring(0, 2).replace("no", NONE),
            row.label().replaceFirst("^L[12] ", ""),
            accuracy(row),
            MeanStd.of(Evidence.values(row, share(SHOWN))));
    return new Chart(
        "small-weights", "Share of small weights against accuracy, for each strength of the penalties.", chart::write);
  }
}
