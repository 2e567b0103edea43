package tensorbang.experiment.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tensorbang.data.shapes.Arrows;
import tensorbang.experiment.settings.Experiment;
import tensorbang.experiment.settings.SimpleNNLab;
import tensorbang.experiment.summary.Comparison.Row;
import tensorbang.report.BarChart;
import tensorbang.settings.Settings;
import tensorbang.train.MeanStd;

/**
 * Statement 3: crop and flip against none, for a small and a large network trained shortly and for longer, and on images
 * where a flip changes the class.
 */
final class AugmentationBenefit implements Claim {
  private static final String NONE = "none";
  private static final String CROP = "crop";
  private static final String CROP_FLIP = "crop and flip";
  private static final String ARROWS = "arrows";

  /** Percentage points of accuracy that do not matter. */
  private static final double MARGIN = 0.5;

  /** A comparison of a network with and without augmentation. */
  private record Case(String name, String title, Settings base) {}

  private static List<Case> cases(boolean quick) {
    Settings small = SimpleNNLab.GIVEN.set("limit", quick ? 500 : 10_000);
    Settings large =
        Settings.NONE.set("net", "convnet").set("limit", quick ? 200 : 5000).set("precision", "bfloat16");
    Case smallShort = new Case("small-short", "SimpleNN, short", small.set("epochs", quick ? 1 : 3));
    Case smallLong = new Case("small-long", "SimpleNN, longer", small.set("epochs", quick ? 4 : 30));
    Case largeShort = new Case("large-short", "convnet, short", large.set("epochs", quick ? 1 : 3));
    Case largeLong = new Case("large-long", "convnet, longer", large.set("epochs", 15));
    Case arrows = new Case(
        ARROWS,
        "SimpleNN, arrows",
        SimpleNNLab.GIVEN.set("limit", quick ? 500 : 4000).set("epochs", quick ? 4 : 10));
    return quick
        ? List.of(smallShort, smallLong, largeShort, arrows)
        : List.of(smallShort, smallLong, largeShort, largeLong, arrows);
  }

  @Override
  public int number() {
    return 3;
  }

  @Override
  public String statement() {
    return "Data augmentation is always beneficial, for any CNN and any images.";
  }

  @Override
  public List<Experiment> experiments(boolean quick) {
    List<Experiment> experiments = new ArrayList<>();
    for (Case each : cases(quick)) {
      Experiment experiment = Experiment.of(each.name, "Crop and flip against none", each.base);
      if (each.name.equals(ARROWS))
        experiment = experiment
            .vary(NONE, Map.of("augment", "none", "dataset", Arrows.NAME))
            .vary(CROP, Map.of("augment", "crop", "dataset", Arrows.NAME))
            .vary(CROP_FLIP, Map.of("augment", "crop,flip", "dataset", Arrows.NAME));
      else
        experiment = experiment.vary(NONE, Map.of("augment", "none")).vary(CROP_FLIP, Map.of("augment", "crop,flip"));
      experiments.add(Seeds.of(experiment, quick, 3));
    }
    return experiments;
  }

  @Override
  public Finding examine(Evidence evidence) {
    List<Case> cases = cases(evidence.isQuick());
    List<Figure> figures = new ArrayList<>();
    List<Interval> gains = new ArrayList<>();
    for (Case each : cases) {
      Row without = evidence.row(each.name, NONE);
      Row with = evidence.row(each.name, CROP_FLIP);
      Interval gain = evidence.gain(with, without, cases.size());
      gains.add(gain);
      for (Row row : evidence.comparison(each.name).rows())
        figures.add(Figure.of(
            "test accuracy, " + title(each, evidence) + ", " + row.label(),
            Interval.of(Evidence.values(row, Evidence::accuracy)),
            "%"));
      figures.add(Figure.of("gain by crop and flip, " + title(each, evidence), gain, "points"));
    }
    return new Finding(
        verdict(gains),
        criterion(cases.size()),
        figures,
        reasons(cases, gains, evidence),
        List.of("C. Shorten and T. M. Khoshgoftaar, A Survey on Image Data Augmentation for Deep Learning, Journal of"
            + " Big Data 6, 2019: on augmentations that do not keep the label."),
        List.of(chart(cases, evidence)));
  }

  /** One case without a gain is enough against a statement of all cases. */
  static Verdict verdict(List<Interval> gains) {
    return Verdict.every(gains.stream()
        .map(gain -> switch (gain.side(MARGIN)) {
          case ABOVE -> Verdict.TRUE;
          case BELOW, EQUAL -> Verdict.FALSE;
          case OPEN -> Verdict.UNDECIDED;
        })
        .toList());
  }

  /** With the number of epochs that were trained. */
  private static String title(Case each, Evidence evidence) {
    int epochs =
        evidence.row(each.name, NONE).trials().get(0).metrics().config().epochs();
    return each.title + " (" + epochs + (epochs == 1 ? " epoch)" : " epochs)");
  }

  private static String criterion(int cases) {
    return String.format(
        Locale.ROOT,
        "In each case the difference of the final test accuracies with and without crop and flip, seed by seed, with"
            + " its interval (%s each, so that all hold together with 95 %%). True where every interval is above zero"
            + " and not all of it below %.1f points; false where one is below zero or within %.1f points of it;"
            + " undecided otherwise.",
        Interval.level(cases),
        MARGIN,
        MARGIN);
  }

  private static List<String> reasons(List<Case> cases, List<Interval> gains, Evidence evidence) {
    List<String> measured = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++)
      measured.add(title(cases.get(i), evidence) + " "
          + String.format(Locale.ROOT, "%+.1f", gains.get(i).mean()));
    Row flipped = evidence.row(ARROWS, CROP_FLIP);
    Row cropped = evidence.row(ARROWS, CROP);
    return List.of(
        "Crop and flip change the final test accuracy by these points: " + String.join(", ", measured) + ".",
        String.format(
            Locale.ROOT,
            "It helps by showing variants that keep the class, which fights overfitting in a network large enough and"
                + " trained long enough to overfit; a flip of a left arrow is a right arrow, and there crop and flip"
                + " end at %.1f %% where crop alone ends at %.1f %%.",
            mean(flipped),
            mean(cropped)),
        String.format(
            Locale.ROOT,
            "One case where it does not help is enough against \"always\"; of the %d cases %s.",
            cases.size(),
            count(gains)));
  }

  private static double mean(Row row) {
    return Interval.of(Evidence.values(row, Evidence::accuracy)).mean();
  }

  /** {@code 2 gain and 1 loses with their whole intervals}. */
  private static String count(List<Interval> gains) {
    Map<Interval.Side, Long> sides =
        gains.stream().collect(Collectors.groupingBy(gain -> gain.side(MARGIN), Collectors.counting()));
    return String.format(
        Locale.ROOT,
        "%d gain and %d lose with their whole intervals, %d show no difference that matters, and %d are open",
        sides.getOrDefault(Interval.Side.ABOVE, 0L),
        sides.getOrDefault(Interval.Side.BELOW, 0L),
        sides.getOrDefault(Interval.Side.EQUAL, 0L),
        sides.getOrDefault(Interval.Side.OPEN, 0L));
  }

  private static Chart chart(List<Case> cases, Evidence evidence) {
    BarChart chart = new BarChart(
            "Crop and flip against none",
            "test accuracy (%)",
            cases.stream().map(each -> title(each, evidence)).toList())
        .upTo(100);
    for (String variation : List.of(NONE, CROP_FLIP))
      chart.add(
          variation,
          cases.stream()
              .map(each -> MeanStd.of(Evidence.values(evidence.row(each.name, variation), Evidence::accuracy)))
              .toList());
    return new Chart("accuracy", "Final test accuracy with crop and flip and without, in each case.", chart::write);
  }
}
