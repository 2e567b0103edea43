package tensorbang.experiment.claims;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import tensorbang.experiment.settings.Experiment;
import tensorbang.experiment.summary.Comparison.Row;
import tensorbang.experiment.summary.Comparison.Trial;
import tensorbang.report.LineChart;
import tensorbang.settings.Settings;
import tensorbang.train.MeanStd;

/** Statement 4: epochs to a given accuracy for plain networks of several depths, with batch norm, dropout or neither. */
final class Convergence implements Claim {
  private static final String NEITHER = "neither";
  private static final String BATCH_NORM = "batch norm";
  private static final String DROPOUT = "dropout";
  private static final List<String> VARIATIONS = List.of(NEITHER, BATCH_NORM, DROPOUT);
  private static final double RATE_OF_DROPOUT = 0.3;
  private static final double RATE = 0.02;

  private static List<Integer> depths(boolean quick) {
    return quick ? List.of(3, 6) : List.of(4, 8, 16);
  }

  private static String name(int depth) {
    return "plain" + depth;
  }

  @Override
  public int number() {
    return 4;
  }

  @Override
  public String statement() {
    return "Without batch norm CNNs hardly converge or very slowly, and so without dropout.";
  }

  @Override
  public List<Experiment> experiments(boolean quick) {
    Settings base = Settings.NONE
        .set("net", "plain")
        .set("width", 0.5)
        .set("limit", quick ? 500 : 5000)
        .set("epochs", quick ? 3 : 15)
        .set("batch_size", 64)
        .set("lr", RATE)
        .set("momentum", 0.9)
        .set("nesterov", false)
        .set("weight_decay", 1e-4)
        .set("label_smoothing", 0)
        .set("schedule", "constant")
        .set("augment", "none")
        .set("precision", "bfloat16");
    List<Experiment> experiments = new ArrayList<>();
    for (int depth : depths(quick))
      experiments.add(Seeds.of(
          Experiment.of(name(depth), depth + " plain convolutions", base.set("depth", depth))
              .vary(NEITHER, Map.of("batch_norm", false, "dropout", 0))
              .vary(BATCH_NORM, Map.of("batch_norm", true, "dropout", 0))
              .vary(DROPOUT, Map.of("batch_norm", false, "dropout", RATE_OF_DROPOUT)),
          quick,
          6));
    return experiments;
  }

  @Override
  public Finding examine(Evidence evidence) {
    List<Integer> depths = depths(evidence.isQuick());
    Row first = evidence.row(name(depths.get(0)), NEITHER);
    int classes =
        evidence.dataset(first.trials().get(0).metrics().config()).classes().size();
    double target = target(classes);
    int comparisons = 2 * depths.size();
    List<Figure> figures = new ArrayList<>();
    List<Verdict> ofBatchNorm = new ArrayList<>();
    List<Verdict> ofDropout = new ArrayList<>();
    List<String> measured = new ArrayList<>();
    for (int depth : depths) {
      SlowDown[] slow = new SlowDown[VARIATIONS.size()];
      for (int i = 0; i < slow.length; i++) {
        Row row = evidence.row(name(depth), VARIATIONS.get(i));
        double[] epochs = Evidence.values(row, epochsTo(target));
        long reached = Arrays.stream(epochs).filter(Double::isFinite).count();
        String which = depth + " convolutions, " + row.label();
        figures.add(Figure.of("seeds that get there, " + which, reached, "of " + epochs.length));
        if (reached == epochs.length)
          figures.add(Figure.of("epochs to get there, " + which, Interval.of(epochs), "epochs"));
        slow[i] =
            SlowDown.of(Evidence.values(evidence.row(name(depth), NEITHER), epochsTo(target)), epochs, comparisons);
      }
      for (int i = 1; i < slow.length; i++)
        if (Double.isFinite(slow[i].ratio().mean()))
          figures.add(Figure.of(
              "epochs without " + VARIATIONS.get(i) + " over epochs with, " + depth + " convolutions",
              slow[i].ratio(),
              "times"));
      ofBatchNorm.add(slow[1].verdict());
      ofDropout.add(slow[2].verdict());
      measured.add(depth + " convolutions: " + slow[1].text(BATCH_NORM) + ", " + slow[2].text(DROPOUT));
    }
    Verdict batchNorm = Verdict.across(ofBatchNorm);
    Verdict dropout = Verdict.across(ofDropout);
    return new Finding(
        Verdict.every(List.of(batchNorm, dropout)),
        criterion(target, comparisons),
        figures,
        reasons(measured, target, batchNorm, dropout),
        List.of(
            "K. He and others, Delving Deep into Rectifiers, ICCV 2015: initial weights with which 30 layers converge"
                + " without batch norm.",
            "S. Ioffe and C. Szegedy, Batch Normalization, ICML 2015."),
        charts(evidence, depths, target));
  }

  /** Three times what guessing gives, but no more than half way from there to all. */
  static double target(int classes) {
    return Math.min(3.0 / classes, (1 + 1.0 / classes) / 2);
  }

  /** Epochs until the test accuracy is at the target, between two epochs by a straight line; NaN where it never is. */
  static ToDoubleFunction<Trial> epochsTo(double target) {
    return trial -> {
      double before = 0;
      for (var epoch : trial.metrics().epochs()) {
        double accuracy = epoch.testAccuracy();
        if (accuracy >= target) return epoch.epoch() - 1 + (target - before) / (accuracy - before);
        before = accuracy;
      }
      return Double.NaN;
    };
  }

  private static String criterion(double target, int comparisons) {
    return String.format(
        Locale.ROOT,
        "Very slowly is more than %.0f times the epochs to a test accuracy of %.0f %%, and hardly is not to get there"
            + " in the epochs of the training where the other does. For each depth the ratio of the epochs without and"
            + " with, seed by seed, with intervals of %s (together 95 %%): true where all of it is above %.0f or no"
            + " seed gets there without, false where all of it is below. Depths that differ make it depend; the"
            + " statement needs both its halves, so one that is false is enough against it.",
        SlowDown.VERY,
        100 * target,
        Interval.level(comparisons),
        SlowDown.VERY);
  }

  private static List<String> reasons(List<String> measured, double target, Verdict batchNorm, Verdict dropout) {
    return List.of(
        String.format(
            Locale.ROOT,
            "To get to %.0f %% test accuracy takes these networks (%s); by itself the half on batch norm is %s and the"
                + " half on dropout %s.",
            100 * target,
            String.join("; ", measured),
            batchNorm,
            dropout),
        "Batch norm keeps the scale of activations and gradients from layer to layer, which matters the more the"
            + " deeper the network is and the larger the rate; dropout adds noise to every step and is there against"
            + " overfitting, not for convergence.",
        "All trainings had one rate, " + RATE
            + ", that networks without batch norm bear, and He's initial weights, with"
            + " which plain networks of 30 layers have been trained without batch norm (He et al. 2015); a larger rate,"
            + " which batch norm would bear, is not compared.");
  }

  /** The epochs to the accuracy where any network gets there, and the curves of the deepest networks. */
  private static List<Chart> charts(Evidence evidence, List<Integer> depths, double target) {
    Chart curves = curves(evidence, depths.get(depths.size() - 1));
    boolean any = depths.stream()
        .flatMap(depth -> evidence.comparison(name(depth)).rows().stream())
        .anyMatch(row ->
            Double.isFinite(Interval.of(Evidence.values(row, epochsTo(target))).mean()));
    return any ? List.of(epochsChart(evidence, depths, target), curves) : List.of(curves);
  }

  private static Chart epochsChart(Evidence evidence, List<Integer> depths, double target) {
    LineChart chart = new LineChart(
        "Plain networks", "convolutions", String.format(Locale.ROOT, "epochs to %.0f %% test accuracy", 100 * target));
    double[] x = depths.stream().mapToDouble(d -> d).toArray();
    for (String variation : VARIATIONS) {
      List<MeanStd> epochs = depths.stream()
          .map(depth -> MeanStd.of(Evidence.values(evidence.row(name(depth), variation), epochsTo(target))))
          .toList();
      chart.errorBars(
          variation,
          x,
          epochs.stream().mapToDouble(MeanStd::mean).toArray(),
          epochs.stream().mapToDouble(MeanStd::std).toArray());
    }
    return new Chart(
        "epochs", "Epochs to the accuracy for each depth; no point where a seed does not get there.", chart::write);
  }

  private static Chart curves(Evidence evidence, int depth) {
    LineChart chart = new LineChart(depth + " plain convolutions", "epoch", "test accuracy (%)");
    for (String variation : VARIATIONS) {
      List<Trial> trials = evidence.row(name(depth), variation).trials();
      int epochs =
          trials.stream().mapToInt(t -> t.metrics().epochs().size()).min().orElseThrow();
      List<MeanStd> accuracy = IntStream.range(0, epochs)
          .mapToObj(e -> MeanStd.of(trials.stream()
              .map(t -> 100 * t.metrics().epochs().get(e).testAccuracy())
              .toList()))
          .toList();
      chart.band(
          variation,
          IntStream.rangeClosed(1, epochs).asDoubleStream().toArray(),
          accuracy.stream().mapToDouble(MeanStd::mean).toArray(),
          accuracy.stream().mapToDouble(MeanStd::std).toArray());
    }
    return new Chart("curves", "Test accuracy by epoch of the deepest networks.", chart::write);
  }
}
