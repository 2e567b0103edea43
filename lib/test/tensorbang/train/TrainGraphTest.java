package tensorbang.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tensorbang.data.Batch;
import tensorbang.data.Normalization;
import tensorbang.nn.BatchNorm;
import tensorbang.nn.Net;
import tensorbang.nn.NetGraph;
import tensorbang.nn.Padding;
import tensorbang.nn.Variables;
import tensorbang.tf.Device;
import tensorbang.weights.FloatArray;

/** One training step at a time, against what the formulas and finite differences say. */
class TrainGraphTest {
  private static final int SIDE = 6;
  private static final int CLASSES = 3;
  private static final Normalization HALF = new Normalization(new float[] {0.5f}, new float[] {0.25f});

  private static final Net SMALL =
      (l, x) -> l.dense(l.flatten(l.maxPool(l.relu(l.batchNorm(l.conv(x, 4, 3, Padding.SAME))), 2)), CLASSES);
  private static final Net LINEAR = (l, x) -> l.dense(l.flatten(x), CLASSES);
  private static final Net DROPPING = (l, x) -> l.dense(l.dropout(l.flatten(x), 0.5f), CLASSES);

  private static final class Steps implements AutoCloseable {
    final NetGraph graph;
    final TrainGraph steps;

    Steps(Net net, double momentum, boolean nesterov, double weightDecay, double l1) {
      this(
          net,
          TrainConfig.DEFAULTS
              .with("momentum", momentum)
              .with("nesterov", nesterov)
              .with("weight_decay", weightDecay)
              .with("l1", l1)
              .with("label_smoothing", 0));
    }

    Steps(Net net, TrainConfig config) {
      graph = new NetGraph(net, SIDE, SIDE, HALF);
      steps = TrainGraph.of(net, graph, config, new int[CLASSES], Device.CPU, 1);
      graph.variables().initialize(steps.session(), 5);
    }

    float[] get(String name) {
      return all().get(name).values().clone();
    }

    Map<String, FloatArray> all() {
      return Variables.read(steps.session(), graph.variables().all());
    }

    void set(Map<String, FloatArray> values) {
      graph.variables().load(steps.session(), values);
    }

    double meanLoss(Batch batch) {
      return steps.test(batch).lossSum() / batch.size();
    }

    @Override
    public void close() {
      steps.close();
      graph.close();
    }
  }

  private static Batch batch() {
    byte[] pixels = new byte[8 * SIDE * SIDE];
    new java.util.Random(3).nextBytes(pixels);
    return new Batch(pixels, new int[] {0, 1, 2, 0, 1, 2, 0, 1});
  }

  /** With momentum 0 and rate 1 a step moves a weight by minus its gradient. */
  @Test
  void theStepIsTheGradientThatFiniteDifferencesGive() {
    try (Steps s = new Steps(LINEAR, 0, false, 0, 0)) {
      Map<String, FloatArray> start = s.all();
      Batch batch = batch();
      s.steps.train(batch, 1, 1, new TrainingTime(0, 1, 100));
      float[] moved = s.get("dense1/kernel");
      float[] before = start.get("dense1/kernel").values();
      float h = 1e-2f;
      for (int i = 0; i < before.length; i += 7) {
        double up = lossWith(s, start, i, h, batch);
        double down = lossWith(s, start, i, -h, batch);
        assertEquals((up - down) / (2 * h), before[i] - moved[i], 2e-3, "weight " + i);
      }
    }
  }

  private static double lossWith(Steps s, Map<String, FloatArray> start, int i, float h, Batch batch) {
    s.set(start);
    FloatArray kernel = start.get("dense1/kernel");
    float[] values = kernel.values().clone();
    values[i] += h;
    s.set(Map.of("dense1/kernel", new FloatArray(kernel.shape(), values)));
    return s.meanLoss(batch);
  }

  /** v = m v + g, w = w - r v; the gradients are taken from a twin that starts each step from the same weights. */
  @Test
  void momentumAccumulatesGradients() {
    assertFollows(false);
  }

  @Test
  void nesterovLooksAhead() {
    assertFollows(true);
  }

  private static void assertFollows(boolean nesterov) {
    float rate = 0.1f;
    float m = 0.9f;
    Batch batch = batch();
    try (Steps s = new Steps(LINEAR, m, nesterov, 0, 0);
        Steps twin = new Steps(LINEAR, 0, false, 0, 0)) {
      float[] velocity = new float[SIDE * SIDE * CLASSES];
      float[] w = s.get("dense1/kernel");
      for (int step = 0; step < 3; step++) {
        twin.set(s.all());
        float[] before = twin.get("dense1/kernel");
        twin.steps.train(batch, 1, 1, new TrainingTime(step, 1, 100));
        float[] after = twin.get("dense1/kernel");
        for (int i = 0; i < w.length; i++) {
          float gradient = before[i] - after[i];
          velocity[i] = m * velocity[i] + gradient;
          w[i] -= rate * (nesterov ? gradient + m * velocity[i] : velocity[i]);
        }
        s.steps.train(batch, rate, 1, new TrainingTime(step, 1, 100));
        assertArrayEquals(w, s.get("dense1/kernel"), 1e-5f);
      }
    }
  }

  @Test
  void penaltiesPullKernelsAndLeaveBiasesAlone() {
    Batch batch = batch();
    try (Steps plain = new Steps(LINEAR, 0, false, 0, 0);
        Steps penalized = new Steps(LINEAR, 0, false, 0.1, 0.01)) {
      float[] w = plain.get("dense1/kernel");
      plain.steps.train(batch, 1, 1, new TrainingTime(0, 1, 100));
      penalized.steps.train(batch, 1, 1, new TrainingTime(0, 1, 100));
      float[] expected = plain.get("dense1/kernel");
      for (int i = 0; i < w.length; i++) expected[i] -= 0.1f * w[i] + 0.01f * Math.signum(w[i]);
      assertArrayEquals(expected, penalized.get("dense1/kernel"), 1e-6f);
      assertArrayEquals(plain.get("dense1/bias"), penalized.get("dense1/bias"), 0);
    }
  }

  @Test
  void runningStatisticsMoveATenthOrWhatTheDecayLeavesTowardsTheBatchAndItsUnbiasedVariance() {
    Batch batch = batch();
    double mean = 0;
    for (byte p : batch.pixels()) mean += normalized(p) / batch.pixels().length;
    double variance = 0;
    for (byte p : batch.pixels()) variance += Math.pow(normalized(p) - mean, 2) / (batch.pixels().length - 1);
    Map<Double, BatchNorm> norms =
        Map.of(0.1, BatchNorm.standard(), 0.4, BatchNorm.standard().decay(0.6f));
    for (double moved : norms.keySet()) {
      Net net = (l, x) -> l.dense(l.flatten(l.batchNorm(x, norms.get(moved))), CLASSES);
      try (Steps s = new Steps(net, 0, false, 0, 0)) {
        s.steps.train(batch, 0.1, 1, new TrainingTime(0, 1, 100));
        assertEquals(moved * mean, s.get("bn1/moving_mean")[0], 1e-5);
        assertEquals(1 - moved + moved * variance, s.get("bn1/moving_variance")[0], 1e-5);
      }
    }
  }

  private static double normalized(byte pixel) {
    return ((pixel & 0xff) / 255.0 - 0.5) / 0.25;
  }

  @Test
  void testingChangesNothing() {
    try (Steps s = new Steps(SMALL, 0.9, true, 5e-4, 0)) {
      Map<String, FloatArray> before = s.all();
      s.steps.test(batch());
      assertEquals(before, s.all());
    }
  }

  @Test
  void trainingAndTestingShareTheirWeights() {
    Batch batch = batch();
    try (Steps s = new Steps(SMALL, 0.9, true, 0, 0)) {
      for (int step = 0; step < 60; step++) s.steps.train(batch, 0.05, 1, new TrainingTime(step, 1, 100));
      assertEquals(batch.size(), s.steps.test(batch).correct());
    }
  }

  @Test
  void dropoutDrawsAnewEveryStepAndTheSameForTheSameStep() {
    float[] first = weightsAfter(11, 0);
    assertArrayEquals(first, weightsAfter(11, 0), 0);
    assertFalse(Arrays.equals(first, weightsAfter(11, 1)));
    assertFalse(Arrays.equals(first, weightsAfter(12, 0)));
  }

  @Test
  void dropoutSilencesAboutItsShareOfInputs() {
    try (Steps s = new Steps(DROPPING, 0, false, 0, 0)) {
      float[] before = s.get("dense1/kernel");
      s.steps.train(
          new Batch(java.util.Arrays.copyOf(batch().pixels(), SIDE * SIDE), new int[] {0}),
          1,
          1,
          new TrainingTime(0, 1, 100));
      float[] after = s.get("dense1/kernel");
      int still = 0;
      for (int i = 0; i < before.length; i += CLASSES) if (before[i] == after[i]) still++;
      assertTrue(still > 8 && still < 28, still + " of 36 inputs were dropped");
    }
  }

  private static float[] weightsAfter(long seed, long step) {
    try (Steps s = new Steps(DROPPING, 0, false, 0, 0)) {
      s.steps.train(batch(), 1, seed, new TrainingTime(step, 1, 100));
      return s.get("dense1/kernel");
    }
  }

  /**
   * Szegedy et al. 2016, equation 8 of section 7: a share of the target is spread over all classes, the true one
   * included. The loss is linear in the target, and at a rate near 0 the weights stay.
   */
  @ParameterizedTest
  @ValueSource(strings = {"none", "mixup"})
  void smoothingSpreadsAShareOfTheTargetOverAllClasses(String augment) {
    double smoothing = 0.3;
    TrainConfig config = TrainConfig.DEFAULTS.with("augment", augment).with("label_smoothing", smoothing);
    Batch batch = batch();
    int[] second = {2, 1, 0, 1, 2, 0, 0, 0};
    float[] shares = {0, 0.25f, 0.5f, 0.75f, 1, 0.1f, 0.3f, 0.9f};
    boolean mixed = config.augment().mixesLabels();
    double expected = 0;
    try (Steps s = new Steps(LINEAR, config)) {
      for (int i = 0; i < batch.size(); i++) {
        byte[] pixels = Arrays.copyOfRange(batch.pixels(), i * SIDE * SIDE, (i + 1) * SIDE * SIDE);
        for (int c = 0; c < CLASSES; c++) {
          double target = smoothing / CLASSES;
          if (c == batch.labels()[i]) target += (1 - smoothing) * (mixed ? 1 - shares[i] : 1);
          if (mixed && c == second[i]) target += (1 - smoothing) * shares[i];
          expected += target * s.steps.test(new Batch(pixels, new int[] {c})).lossSum();
        }
      }
      Batch trained = mixed ? new Batch(batch.pixels(), batch.labels(), second, shares) : batch;
      Score score = s.steps.train(trained, 1e-30, 1, new TrainingTime(0, 1, 1));
      assertEquals(expected, score.lossSum(), 1e-5 * expected);
    }
  }

  /** The loss is linear in the target; at a rate near 0 the weights stay. */
  @Test
  void aMixedImagesLossIsTheMeanOfItsLabelsLossesByTheirShares() {
    Batch batch = batch();
    int[] second = {2, 1, 0, 1, 2, 0, 0, 0};
    float[] shares = {0, 0.25f, 0.5f, 0.75f, 1, 0.1f, 0.3f, 0.9f};
    double expected = 0;
    double correct = 0;
    try (Steps s =
        new Steps(LINEAR, TrainConfig.DEFAULTS.with("augment", "mixup").with("label_smoothing", 0))) {
      for (int i = 0; i < batch.size(); i++) {
        byte[] pixels = Arrays.copyOfRange(batch.pixels(), i * SIDE * SIDE, (i + 1) * SIDE * SIDE);
        Score one = s.steps.test(new Batch(pixels, new int[] {batch.labels()[i]}));
        Score other = s.steps.test(new Batch(pixels, new int[] {second[i]}));
        expected += (1 - shares[i]) * one.lossSum() + shares[i] * other.lossSum();
        if (shares[i] != 0.5) correct += shares[i] < 0.5 ? one.correct() : other.correct();
        else correct += batch.labels()[i] < second[i] ? one.correct() : other.correct();
      }
      Score mixed =
          s.steps.train(new Batch(batch.pixels(), batch.labels(), second, shares), 1e-30, 1, new TrainingTime(0, 1, 1));
      assertEquals(expected, mixed.lossSum(), 1e-5 * expected);
      assertEquals(correct, mixed.correct());
      Score plain = s.steps.train(batch, 1e-30, 1, new TrainingTime(1, 1, 1));
      assertEquals(s.steps.test(batch).lossSum(), plain.lossSum(), 1e-5 * plain.lossSum());
    }
  }
}
