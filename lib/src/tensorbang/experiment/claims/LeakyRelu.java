package tensorbang.experiment.claims;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import tensorbang.data.ImageSet;
import tensorbang.experiment.claims.Interval.Side;
import tensorbang.experiment.settings.Experiment;
import tensorbang.experiment.summary.Comparison.Row;
import tensorbang.experiment.summary.Comparison.Trial;
import tensorbang.report.LineChart;
import tensorbang.report.ShortNumber;
import tensorbang.settings.Settings;
import tensorbang.train.Epoch;
import tensorbang.train.MeanStd;

/** Statement 7: dead units and the unrest of the loss for slopes of leaky ReLU and learning rates, without batch norm. */
final class LeakyRelu implements Claim {
  private static final double[] SLOPES = {0, 0.01, 0.1, 0.3};
  private static final double[] RATES = {0.02, 0.1, 0.2};
  static final int IMAGES = 500;

  /** Percent of the units that do not matter. */
  private static final double FEW = 1;

  /** Nats by which the rises of a loss may differ without mattering. */
  private static final double CALM = 0.02;

  private static double[] slopes(boolean quick) {
    return quick ? new double[] {0, 0.1} : SLOPES;
  }

  private static double[] rates(boolean quick) {
    return quick ? new double[] {0.02, 0.2} : RATES;
  }

  private static String experiment(double rate) {
    return "rate-" + ShortNumber.text(rate);
  }

  private static String variation(double slope) {
    return slope == 0 ? "ReLU" : "slope " + ShortNumber.text(slope);
  }

  @Override
  public int number() {
    return 7;
  }

  @Override
  public String statement() {
    return "Leaky ReLU cures dead neurons, but may make training unstable.";
  }

  @Override
  public List<Experiment> experiments(boolean quick) {
    Settings base = Settings.NONE
        .set("net", "plain")
        .set("depth", 6)
        .set("width", 0.5)
        .set("batch_norm", false)
        .set("limit", quick ? 500 : 5000)
        .set("epochs", quick ? 2 : 8)
        .set("batch_size", 128)
        .set("momentum", 0.9)
        .set("nesterov", false)
        .set("weight_decay", 0)
        .set("label_smoothing", 0)
        .set("schedule", "constant")
        .set("augment", "none");
    List<Experiment> experiments = new ArrayList<>();
    for (double rate : rates(quick)) {
      Experiment experiment =
          Experiment.of(experiment(rate), "Slopes at rate " + ShortNumber.text(rate), base.set("lr", rate));
      for (double slope : slopes(quick))
        experiment = experiment.vary(variation(slope), Map.of("negative_slope", slope));
      experiments.add(Seeds.of(experiment, quick, 5));
    }
    return experiments;
  }

  @Override
  public Finding examine(Evidence evidence) {
    double[] slopes = slopes(evidence.isQuick());
    double[] rates = rates(evidence.isQuick());
    int comparisons = rates.length * (slopes.length - 1);
    List<Figure> figures = new ArrayList<>();
    List<Verdict> unrests = new ArrayList<>();
    for (double rate : rates) {
      Row relu = evidence.row(experiment(rate), variation(0));
      for (double slope : slopes) {
        Row row = evidence.row(experiment(rate), variation(slope));
        String where = "rate " + ShortNumber.text(rate) + ", " + row.label();
        if (diverged(row) < row.trials().size()) {
          figures.add(Figure.of("units never positive, " + where, Interval.of(finite(shares(row, evidence))), "%"));
          figures.add(Figure.of("deviation of the last training loss over the seeds, " + where, spread(row), "nats"));
        }
        figures.add(Figure.of(
            "trainings that diverged, " + where,
            diverged(row),
            "of " + row.trials().size()));
        if (slope == 0) continue;
        Interval unrest = Interval.of(Evidence.differences(row, relu, LeakyRelu::rises), comparisons);
        if (diverged(row) + diverged(relu) == 0)
          figures.add(Figure.of("more rises of the training loss than ReLU, " + where, unrest, "nats"));
        unrests.add(unrest(unrest, diverged(row), diverged(relu), row.trials().size()));
      }
    }
    List<Verdict> cures = new ArrayList<>();
    for (double slope : slopes) {
      if (slope == 0) continue;
      Interval fewer = fewer(slope, rates, slopes.length - 1, evidence);
      if (fewer == null) continue;
      figures.add(Figure.of("fewer units never positive than ReLU, " + variation(slope), fewer, "points"));
      cures.add(cure(fewer));
    }
    Verdict cure = Verdict.across(cures);
    Verdict unrest = Verdict.some(unrests);
    return new Finding(
        Verdict.every(List.of(cure, unrest)),
        criterion(slopes.length - 1, comparisons),
        figures,
        reasons(evidence, slopes, rates, cure, unrest),
        List.of("A. Maas, A. Hannun and A. Ng, Rectifier Nonlinearities Improve Neural Network Acoustic Models, ICML"
            + " Workshop 2013."),
        List.of(deadChart(evidence, slopes, rates), layersChart(evidence, slopes, rates[rates.length - 1])));
  }

  /** Of how much smaller the share of units never positive is with a slope. */
  static Verdict cure(Interval fewer) {
    return switch (fewer.side(FEW)) {
      case ABOVE -> Verdict.TRUE;
      case BELOW, EQUAL -> Verdict.FALSE;
      case OPEN -> Verdict.UNDECIDED;
    };
  }

  /**
   * How much smaller the share is with a slope than with ReLU: the mean over the rates at which ReLU has such units and
   * every seed finishes with both; null where there is no such rate.
   */
  static Interval fewer(double slope, double[] rates, int comparisons, Evidence evidence) {
    List<double[]> differences = new ArrayList<>();
    for (double rate : rates) {
      double[] relu = shares(evidence.row(experiment(rate), variation(0)), evidence);
      double[] leaky = shares(evidence.row(experiment(rate), variation(slope)), evidence);
      boolean allFinished =
          DoubleStream.concat(DoubleStream.of(relu), DoubleStream.of(leaky)).allMatch(Double::isFinite);
      if (allFinished && mean(relu) > FEW) differences.add(minus(relu, leaky));
    }
    if (differences.isEmpty()) return null;
    double[] means = IntStream.range(0, differences.get(0).length)
        .mapToDouble(
            seed -> differences.stream().mapToDouble(d -> d[seed]).average().orElseThrow())
        .toArray();
    return Interval.of(means, comparisons);
  }

  /** Of one slope at one rate. */
  static Verdict unrest(Interval moreRises, int diverged, int divergedOfRelu, int seeds) {
    if (seeds > 1 && diverged == seeds && divergedOfRelu == 0) return Verdict.TRUE;
    Side side = moreRises.side(CALM);
    return side == Side.ABOVE ? Verdict.TRUE : side == Side.OPEN ? Verdict.UNDECIDED : Verdict.FALSE;
  }

  /** Percent of units never positive for each seed; NaN where the training diverged. */
  private static double[] shares(Row row, Evidence evidence) {
    return Evidence.values(
        row, trial -> trial.isFinished() ? units(trial, evidence).share() : Double.NaN);
  }

  private static DeadUnits units(Trial trial, Evidence evidence) {
    return evidence.measured(trial, "dead-units.json", IMAGES, DeadUnits.class, () -> {
      ImageSet images = evidence.dataset(trial.folder().config()).train();
      ImageSet first = images.first(Math.min(IMAGES, images.size()));
      return DeadUnits.of(trial.folder().model(), first, evidence.device(), evidence.threads());
    });
  }

  /** The sum of all rises of the training loss from one epoch to the next; NaN where the training diverged. */
  static double rises(Trial trial) {
    if (!trial.isFinished()) return Double.NaN;
    double[] losses =
        trial.metrics().epochs().stream().mapToDouble(Epoch::trainLoss).toArray();
    return IntStream.range(1, losses.length)
        .mapToDouble(i -> Math.max(0, losses[i] - losses[i - 1]))
        .sum();
  }

  private static double spread(Row row) {
    double[] last = row.trials().stream()
        .filter(Trial::isFinished)
        .mapToDouble(
            t -> t.metrics().epochs().get(t.metrics().epochs().size() - 1).trainLoss())
        .toArray();
    return last.length == 0 ? Double.NaN : MeanStd.of(last).std();
  }

  private static int diverged(Row row) {
    return (int) row.trials().stream().filter(t -> !t.isFinished()).count();
  }

  private static double[] minus(double[] one, double[] other) {
    return IntStream.range(0, one.length).mapToDouble(i -> one[i] - other[i]).toArray();
  }

  private static String criterion(int slopes, int cases) {
    return String.format(
        Locale.ROOT,
        "A unit counts as dead where it is never positive on %d training images. A slope cures where their share is"
            + " smaller than with ReLU, in the mean over the rates at which ReLU has more than %.0f %% of them and no"
            + " training diverges, seed by seed, with the whole interval (%s each, together 95 %%) and not within %.0f"
            + " point; slopes that differ make it depend. A slope makes training unstable where at one rate the"
            + " training loss rises more between epochs than with ReLU, with the whole interval (%s each) and not"
            + " within %.2f nats, or where every seed diverges and none with ReLU; not to see it is no proof that it"
            + " may not be. The statement needs both halves.",
        IMAGES,
        FEW,
        Interval.level(slopes),
        FEW,
        Interval.level(cases),
        CALM);
  }

  private static List<String> reasons(
      Evidence evidence, double[] slopes, double[] rates, Verdict cure, Verdict unrest) {
    double rate = rates[rates.length - 1];
    List<String> dead = new ArrayList<>();
    for (double slope : slopes) {
      double share = mean(shares(evidence.row(experiment(rate), variation(slope)), evidence));
      dead.add(variation(slope)
          + (Double.isNaN(share) ? " none that finished" : String.format(Locale.ROOT, " %.1f %%", share)));
    }
    int relu = 0;
    int leaky = 0;
    for (double r : rates)
      for (double slope : slopes) {
        int count = diverged(evidence.row(experiment(r), variation(slope)));
        if (slope == 0) relu += count;
        else leaky += count;
      }
    return List.of(
        String.format(
            Locale.ROOT,
            "Never positive at the largest rate, %s, are these shares of the units of finished trainings: %s; by itself"
                + " the half on dead units is %s and the half on instability %s.",
            ShortNumber.text(rate),
            String.join(", ", dead),
            cure,
            unrest),
        "A ReLU that is negative on every image has the gradient zero and stays so, while a slope below zero lets a"
            + " part of the gradient through (Maas et al. 2013, section 2.1), so that the unit can come back.",
        String.format(
            Locale.ROOT,
            "Of the trainings %d diverged with ReLU and %d with a slope, and the figures list how the losses spread;"
                + " this is a network without batch norm at constant rates, so other recipes may be calmer or wilder.",
            relu,
            leaky));
  }

  private static double mean(double[] values) {
    return DoubleStream.of(values).filter(Double::isFinite).average().orElse(Double.NaN);
  }

  private static Chart deadChart(Evidence evidence, double[] slopes, double[] rates) {
    LineChart chart = new LineChart("Dead units", "learning rate", "units never positive (%)").logX();
    for (double slope : slopes) {
      List<double[]> shares = Arrays.stream(rates)
          .mapToObj(rate -> finite(shares(evidence.row(experiment(rate), variation(slope)), evidence)))
          .toList();
      chart.errorBars(
          variation(slope),
          rates,
          shares.stream().mapToDouble(LeakyRelu::mean).toArray(),
          shares.stream()
              .mapToDouble(s -> s.length == 0 ? 0 : MeanStd.of(s).std())
              .toArray());
    }
    return new Chart("dead-units", "Units that are never positive, by learning rate and slope.", chart::write);
  }

  private static double[] finite(double[] values) {
    return DoubleStream.of(values).filter(Double::isFinite).toArray();
  }

  private static Chart layersChart(Evidence evidence, double[] slopes, double rate) {
    LineChart chart = new LineChart(
        "Dead units at rate " + ShortNumber.text(rate), "activation, from the input", "units never positive (%)");
    for (double slope : slopes) {
      List<DeadUnits> all = evidence.row(experiment(rate), variation(slope)).trials().stream()
          .filter(Trial::isFinished)
          .map(trial -> units(trial, evidence))
          .toList();
      if (all.isEmpty()) continue;
      int layers = all.get(0).layers().size();
      chart.line(
          variation(slope),
          IntStream.rangeClosed(1, layers).asDoubleStream().toArray(),
          IntStream.range(0, layers)
              .mapToDouble(i -> all.stream()
                  .mapToDouble(u -> 100.0 * u.never().get(i) / u.units().get(i))
                  .average()
                  .orElseThrow())
              .toArray());
    }
    return new Chart("layers", "The same layer by layer at the largest rate, means of the seeds.", chart::write);
  }
}
