package tensorbang.experiment.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tensorbang.experiment.settings.Experiment;
import tensorbang.experiment.settings.SimpleNNLab;
import tensorbang.experiment.summary.Comparison.Row;
import tensorbang.report.BarChart;
import tensorbang.report.ShortNumber;
import tensorbang.settings.Settings;
import tensorbang.train.MeanStd;

/** Statement 5: SimpleNN with and without dropout, each without a penalty, with L2 and with L1. */
final class DropoutWithPenalty implements Claim {
  private static final String NAME = "grid";
  private static final double DROPOUT = 0.2;
  private static final double L2 = 5e-3;
  private static final double L1 = 3e-4;
  private static final List<String> PENALTIES = List.of("L2", "L1");
  private static final String NONE = "no penalty";
  private static final String WITHOUT = "no dropout";
  private static final String WITH = "dropout";

  /** Percentage points of accuracy that do not matter. */
  private static final double MARGIN = 0.5;

  /** How much better dropout together with a penalty is than each of them alone. */
  record Gain(Interval overDropout, Interval overPenalty) {
    Verdict verdict() {
      return Verdict.every(List.of(better(overDropout), better(overPenalty)));
    }

    private static Verdict better(Interval gain) {
      return switch (gain.side(MARGIN)) {
        case ABOVE -> Verdict.TRUE;
        case BELOW, EQUAL -> Verdict.FALSE;
        case OPEN -> Verdict.UNDECIDED;
      };
    }
  }

  @Override
  public int number() {
    return 5;
  }

  @Override
  public String statement() {
    return "Dropout together with an L2 or L1 penalty is better still than either alone.";
  }

  @Override
  public List<Experiment> experiments(boolean quick) {
    Settings base = SimpleNNLab.GIVEN.set("limit", quick ? 500 : 5000).set("epochs", quick ? 3 : 20);
    Experiment experiment = Experiment.of(NAME, "Dropout and penalties in SimpleNN", base);
    for (String dropout : List.of(WITHOUT, WITH)) {
      double rate = dropout.equals(WITH) ? DROPOUT : 0;
      experiment = experiment
          .vary(label(dropout, NONE), Map.of("dropout", rate, "weight_decay", 0, "l1", 0))
          .vary(label(dropout, "L2"), Map.of("dropout", rate, "weight_decay", L2, "l1", 0))
          .vary(label(dropout, "L1"), Map.of("dropout", rate, "weight_decay", 0, "l1", L1));
    }
    return List.of(Seeds.of(experiment, quick, 10));
  }

  private static String label(String dropout, String penalty) {
    return dropout + ", " + penalty;
  }

  @Override
  public Finding examine(Evidence evidence) {
    List<Figure> figures = new ArrayList<>();
    for (Row row : evidence.comparison(NAME).rows())
      figures.add(
          Figure.of("test accuracy, " + row.label(), Interval.of(Evidence.values(row, Evidence::accuracy)), "%"));
    List<Gain> gains = new ArrayList<>();
    for (String penalty : PENALTIES) {
      Gain gain = new Gain(gain(evidence, penalty, WITH, NONE), gain(evidence, penalty, WITHOUT, penalty));
      gains.add(gain);
      figures.add(Figure.of("dropout with " + penalty + " minus dropout alone", gain.overDropout, "points"));
      figures.add(Figure.of("dropout with " + penalty + " minus " + penalty + " alone", gain.overPenalty, "points"));
    }
    return new Finding(
        verdict(gains),
        criterion(),
        figures,
        reasons(evidence, gains),
        List.of(
            "N. Srivastava and others, Dropout: A Simple Way to Prevent Neural Networks from Overfitting, Journal of"
                + " Machine Learning Research 15, 2014, section 6.5 and table 9."),
        List.of(chart(evidence)));
  }

  static Verdict verdict(List<Gain> gains) {
    return Verdict.across(gains.stream().map(Gain::verdict).toList());
  }

  /** Of dropout with a penalty over another cell of the grid. */
  private static Interval gain(Evidence evidence, String penalty, String thanDropout, String thanPenalty) {
    Row both = evidence.row(NAME, label(WITH, penalty));
    Row than = evidence.row(NAME, label(thanDropout, thanPenalty));
    return evidence.gain(both, than, 2 * PENALTIES.size());
  }

  private static String criterion() {
    return String.format(
        Locale.ROOT,
        "For each penalty the final test accuracy of dropout (%s) and penalty (L2 of %s, L1 of %s) together, minus"
            + " that of each of them alone, seed by seed, with intervals of %s (together 95 %%). A penalty counts as"
            + " true where both differences are above zero, as false where one is below zero or all of it within %.1f"
            + " points of zero; it depends where the penalties differ, and is undecided where an interval leaves it"
            + " open.",
        ShortNumber.text(DROPOUT),
        ShortNumber.text(L2),
        ShortNumber.text(L1),
        Interval.level(2 * PENALTIES.size()),
        MARGIN);
  }

  private static List<String> reasons(Evidence evidence, List<Gain> gains) {
    return List.of(
        String.format(
            Locale.ROOT,
            "Without either SimpleNN ends at %.1f %%, with dropout at %.1f %%, with L2 at %.1f %%, with L1 at %.1f %%;"
                + " dropout with L2 ends at %.1f %% and with L1 at %.1f %%.",
            mean(evidence, WITHOUT, NONE),
            mean(evidence, WITH, NONE),
            mean(evidence, WITHOUT, "L2"),
            mean(evidence, WITHOUT, "L1"),
            mean(evidence, WITH, "L2"),
            mean(evidence, WITH, "L1")),
        String.format(
            Locale.ROOT,
            "Both fight the same overfitting, so that what the second adds can be little or too much: the penalty adds"
                + " %s (L2) and %s (L1) points to dropout.",
            gains.get(0).overDropout.text(1),
            gains.get(1).overDropout.text(1)),
        "This is one rate of dropout and one strength of each penalty in one small network; Srivastava et al. (2014)"
            + " report their best results for dropout with a bound on the weights' norms, each tuned.");
  }

  private static double mean(Evidence evidence, String dropout, String penalty) {
    return Interval.of(Evidence.values(evidence.row(NAME, label(dropout, penalty)), Evidence::accuracy))
        .mean();
  }

  private static Chart chart(Evidence evidence) {
    List<String> penalties = List.of(NONE, "L2", "L1");
    BarChart chart = new BarChart(evidence.comparison(NAME).title(), "final test accuracy (%)", penalties);
    for (String dropout : List.of(WITHOUT, WITH))
      chart.add(
          dropout,
          penalties.stream()
              .map(p -> MeanStd.of(Evidence.values(evidence.row(NAME, label(dropout, p)), Evidence::accuracy)))
              .toList());
    return new Chart("grid", "Final test accuracy with and without dropout, for each penalty.", chart::write);
  }
}
