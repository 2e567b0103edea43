package tensorbang.experiment.claims;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Mixin;
import tensorbang.cli.ScriptCall;
import tensorbang.experiment.ExperimentOptions;
import tensorbang.experiment.settings.Experiment;
import tensorbang.experiment.settings.Made;
import tensorbang.experiment.settings.Run;
import tensorbang.experiment.settings.RunFolder;
import tensorbang.experiment.settings.SimpleNNLab;
import tensorbang.experiment.summary.Comparison;
import tensorbang.experiment.summary.Comparison.Row;
import tensorbang.experiment.summary.Comparison.Trial;
import tensorbang.train.Epoch;
import tensorbang.train.Metrics;
import tensorbang.train.TrainConfig;

/** What claims measure in runs that nobody made, and which of them they compare with which. */
class ClaimsOnMadeRunsTest {
  private static final TrainConfig CONFIG = TrainConfig.of(SimpleNNLab.GIVEN);
  private static final Metrics.Status FINISHED = Metrics.Status.FINISHED;
  private static final Metrics.Status DIVERGED = Metrics.Status.DIVERGED;

  @TempDir
  Path folder;

  private Trial trial(String run, long seed, Metrics metrics) {
    return new Trial(seed, new RunFolder(folder.resolve(run + "-seed" + seed)), metrics);
  }

  /** A finished run for each accuracy, with seeds from 1 on. */
  private Row row(String label, double... accuracies) {
    List<Trial> trials = IntStream.range(0, accuracies.length)
        .mapToObj(i -> trial(label, i + 1, Made.metrics(CONFIG, FINISHED, accuracies[i])))
        .toList();
    return new Row(label, "", null, trials);
  }

  @Test
  void differencesAreHowMuchHigherTheFirstVariationIsSeedBySeed() {
    double[] points = Evidence.differences(row("a", 0.7, 0.8), row("b", 0.6, 0.5), Evidence::accuracy);
    assertArrayEquals(new double[] {10, 30}, points, 1e-9);
  }

  @Test
  void aTrainingThatDivergedHasNoAccuracy() {
    assertTrue(Double.isNaN(Evidence.accuracy(trial("a", 1, Made.metrics(CONFIG, DIVERGED, 0.7)))));
  }

  private double epochsTo(double target, double... accuracies) {
    return Convergence.epochsTo(target).applyAsDouble(trial("plain", 1, Made.metrics(CONFIG, FINISHED, accuracies)));
  }

  @Test
  void theEpochsToAnAccuracyLieOnAStraightLineBetweenTwoEpochs() {
    assertEquals(1.5, epochsTo(0.3, 0.2, 0.4), 1e-9);
    assertEquals(0.5, epochsTo(0.3, 0.6, 0.1), 1e-9);
    assertEquals(2, epochsTo(0.3, 0.1, 0.3, 0.5), 1e-9);
    assertTrue(Double.isNaN(epochsTo(0.3, 0.1, 0.25)));
  }

  @Test
  void theAccuracyToGetToIsThriceThatOfGuessingButNoMoreThanHalfWayToAll() {
    assertEquals(0.03, Convergence.target(100), 1e-12);
    assertEquals(0.3, Convergence.target(10), 1e-12);
    assertEquals(0.75, Convergence.target(2), 1e-12);
  }

  private static Metrics losses(Metrics.Status status, double... losses) {
    Metrics made = Made.metrics(CONFIG, status, new double[losses.length]);
    List<Epoch> epochs = IntStream.range(0, losses.length)
        .mapToObj(i -> new Epoch(i + 1, losses[i], 0.5, 1, 0.5, CONFIG.lr(), 50, 1000))
        .toList();
    return new Metrics(
        made.schema(), made.status(), made.config(), made.environment(), made.model(), epochs, made.last());
  }

  @Test
  void theUnrestOfALossIsTheSumOfItsRises() {
    assertEquals(0.5, LeakyRelu.rises(trial("a", 1, losses(FINISHED, 2, 1, 1.5, 1.2))), 1e-9);
    assertEquals(0, LeakyRelu.rises(trial("a", 1, losses(FINISHED, 2, 1, 0.5))), 1e-9);
    assertTrue(Double.isNaN(LeakyRelu.rises(trial("a", 1, losses(DIVERGED, 2, 3)))));
  }

  /** Runs that end with so many of 100 units dead; a negative number is a run that diverged. */
  private Row dead(String rate, String label, int... never) {
    Evidence evidence = new Evidence(folder, Map.of(), null);
    List<Trial> trials = IntStream.range(0, never.length)
        .mapToObj(i -> trial(rate + label, i + 1, Made.metrics(CONFIG, never[i] < 0 ? DIVERGED : FINISHED, 0.5)))
        .toList();
    for (int i = 0; i < never.length; i++) {
      DeadUnits units = new DeadUnits(List.of("relu1"), List.of(100), List.of(never[i]));
      evidence.measured(trials.get(i), "dead-units.json", LeakyRelu.IMAGES, DeadUnits.class, () -> units);
    }
    return new Row(label, "", null, trials);
  }

  private static Comparison comparison(Row... rows) {
    return new Comparison("Made", null, List.of(rows));
  }

  @Test
  void fewerDeadUnitsThanReluIsTheMeanOfTheRatesAtWhichReluHasSomeAndNoneDiverges() {
    Map<String, Comparison> rates = Map.of(
        "rate-0.02",
        comparison(dead("0.02", "ReLU", 1, 0), dead("0.02", "slope 0.1", 50, 50)),
        "rate-0.1",
        comparison(dead("0.1", "ReLU", 20, 40), dead("0.1", "slope 0.1", 10, 10)),
        "rate-0.2",
        comparison(dead("0.2", "ReLU", 60, 60), dead("0.2", "slope 0.1", 20, 30)),
        "rate-0.5",
        comparison(dead("0.5", "ReLU", 90, -1), dead("0.5", "slope 0.1", 0, 0)));
    Evidence evidence = new Evidence(folder, rates, null);
    Interval fewer = LeakyRelu.fewer(0.1, new double[] {0.02, 0.1, 0.2, 0.5}, 1, evidence);
    assertEquals(27.5, fewer.mean(), 1e-9); // seed 1: of 10 and 40; seed 2: of 30 and 30
    assertEquals(2, fewer.n());
    assertNull(LeakyRelu.fewer(0.1, new double[] {0.02, 0.5}, 1, evidence));
  }

  @Test
  void anL1IsComparedWithTheL2OfTheNearestAccuracyWhereThatIsNear() {
    Row weak = row("L1 1e-4", 0.70, 0.72);
    Row strong = row("L1 1e-3", 0.60, 0.60);
    Row near = row("L2 1e-3", 0.704, 0.704);
    Row nearest = row("L2 3e-3", 0.713, 0.713);
    Row far = row("L2 1e-2", 0.62, 0.62);
    List<Row> rows = List.of(row("no penalty", 0.71, 0.71), weak, strong, near, nearest, far);
    assertEquals(List.of(new Sparsity.Pair(weak, nearest)), Sparsity.pairs(rows));
  }

  /** A claim's quick experiments on 40 images, with made runs instead of trainings. */
  private static final class Examination implements Callable<Integer> {
    @Mixin
    private ExperimentOptions options = new ExperimentOptions();

    private final Claim claim;
    private final BiFunction<String, String, double[]> accuracies;
    private final Path folder;
    private Finding found;

    Examination(Claim claim, BiFunction<String, String, double[]> accuracies, Path folder) {
      this.claim = claim;
      this.accuracies = accuracies;
      this.folder = folder;
    }

    @Override
    public Integer call() {
      options.check();
      Map<String, Comparison> comparisons = new HashMap<>();
      for (Experiment defined : claim.experiments(options.isQuick())) {
        Experiment experiment = options.changed(defined, options.given());
        List<Run> runs = options.runs(experiment, folder.resolve(defined.name()));
        for (Run run : runs) {
          run.folder().create(run.config());
          double[] made = accuracies.apply(defined.name(), run.variation().label());
          Made.metrics(run.config(), FINISHED, made).write(run.folder().path());
        }
        comparisons.put(defined.name(), options.comparison(experiment, runs));
      }
      found = claim.examine(new Evidence(folder, comparisons, options));
      return 0;
    }
  }

  /** @param accuracies the test accuracies of every seed, epoch by epoch, by experiment and variation */
  private Finding examine(Claim claim, BiFunction<String, String, double[]> accuracies) {
    Examination script = new Examination(claim, accuracies, folder);
    String[] call = {"--quick", "--dataset", "shapes10", "--limit", "40", "--data", folder.toString()};
    ScriptCall examined = ScriptCall.of(script, call);
    assertEquals(0, examined.exit(), examined.err());
    return script.found;
  }

  private static Figure figure(Finding finding, String name) {
    return finding.figures().stream()
        .filter(figure -> figure.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void cropAndFlipGainWhereTheyEndHigherThanNone() {
    Finding finding = examine(
        new AugmentationBenefit(), (experiment, variation) -> new double[] {variation.equals("none") ? 0.6 : 0.7});
    assertEquals(Verdict.TRUE, finding.verdict());
    Figure gain = figure(finding, "gain by crop and flip, SimpleNN, arrows (4 epochs)");
    assertEquals(10, gain.value(), 1e-9);
    assertEquals(7.5, gain.low(), 1e-9); // one of 40 test images less
    assertEquals(12.5, gain.high(), 1e-9);
  }

  @Test
  void dropoutWithAPenaltyIsComparedWithDropoutAndWithThePenalty() {
    Map<String, Double> ends = Map.of(
        "no dropout, no penalty",
        0.40,
        "no dropout, L2",
        0.50,
        "no dropout, L1",
        0.55,
        "dropout, no penalty",
        0.45,
        "dropout, L2",
        0.60,
        "dropout, L1",
        0.48);
    Finding finding = examine(new DropoutWithPenalty(), (experiment, variation) -> new double[] {ends.get(variation)});
    assertEquals(Verdict.DEPENDS, finding.verdict());
    assertEquals(15, figure(finding, "dropout with L2 minus dropout alone").value(), 1e-9);
    assertEquals(10, figure(finding, "dropout with L2 minus L2 alone").value(), 1e-9);
    assertEquals(3, figure(finding, "dropout with L1 minus dropout alone").value(), 1e-9);
    assertEquals(-7, figure(finding, "dropout with L1 minus L1 alone").value(), 1e-9);
    assertEquals(
        "Without either SimpleNN ends at 40.0 %, with dropout at 45.0 %, with L2 at 50.0 %, with L1 at 55.0 %;"
            + " dropout with L2 ends at 60.0 % and with L1 at 48.0 %.",
        finding.reasons().get(0));
  }

  @Test
  void slowerIsToTakeMoreEpochsWithoutSomethingThanWithIt() {
    double[] slow = {0.1, 0.2, 0.4};
    double[] fast = {0.6};
    Finding finding =
        examine(new Convergence(), (experiment, variation) -> variation.equals("batch norm") ? fast : slow);
    assertEquals(Verdict.FALSE, finding.verdict());
    assertEquals(
        5,
        figure(finding, "epochs without batch norm over epochs with, 3 convolutions")
            .value(),
        1e-9);
    assertEquals(
        1,
        figure(finding, "epochs without dropout over epochs with, 3 convolutions")
            .value(),
        1e-9);
    String reason = finding.reasons().get(0);
    assertTrue(reason.endsWith("the half on batch norm is true and the half on dropout false."), reason);
  }

  @Test
  void lateDownsamplingIsWorthWhatItEndsAboveEarlyDownsampling() {
    Finding finding = examine(new LateComputation(), (experiment, variation) ->
        new double[] {variation.equals("late downsampling") ? 0.7 : 0.6});
    assertEquals(10, figure(finding, "late minus early downsampling").value(), 1e-9);
  }
}
