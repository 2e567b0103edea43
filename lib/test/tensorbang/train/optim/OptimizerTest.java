package tensorbang.train.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tensorbang.data.Batch;
import tensorbang.data.ImageSet;
import tensorbang.data.Normalization;
import tensorbang.nn.Net;
import tensorbang.nn.NetGraph;
import tensorbang.nn.Variables;
import tensorbang.settings.Settings;
import tensorbang.tf.Device;
import tensorbang.train.TrainConfig;
import tensorbang.train.TrainGraph;
import tensorbang.train.TrainingTime;
import tensorbang.weights.FloatArray;

/** Several steps of each optimizer, against the papers' formulas in double precision. */
class OptimizerTest {
  private static final int SIDE = 5;
  private static final int CLASSES = 3;
  private static final int STEPS = 6;
  private static final double RATE = 0.01;
  private static final float CLOSE = 2e-6f;
  private static final String KERNEL = "dense1/kernel";
  private static final String BIAS = "dense1/bias";
  private static final Net LINEAR = (l, x) -> l.dense(l.flatten(x), CLASSES);
  private static final Net WITH_BATCH_NORM = (l, x) -> l.dense(l.flatten(l.batchNorm(x)), CLASSES);

  /** A network and its training step. */
  private static final class Training implements AutoCloseable {
    final NetGraph graph;
    final TrainGraph steps;

    Training(Net net, Map<String, ?> settings) {
      Settings chosen =
          Settings.NONE.set("label_smoothing", 0).set("weight_decay", 0).with(settings);
      graph = new NetGraph(net, SIDE, SIDE, new Normalization(new float[] {0.5f}, new float[] {0.25f}));
      steps = TrainGraph.of(net, graph, TrainConfig.of(chosen), new int[CLASSES], Device.CPU, 1);
      graph.variables().initialize(steps.session(), 5);
    }

    Map<String, FloatArray> all() {
      return Variables.read(steps.session(), graph.variables().all());
    }

    Map<String, double[]> weights() {
      Map<String, double[]> weights = new LinkedHashMap<>();
      Variables.read(steps.session(), graph.variables().trainable())
          .forEach((name, array) -> weights.put(name, doubles(array.values())));
      return weights;
    }

    void step(double rate, int number) {
      steps.train(batch(number), rate, 1, new TrainingTime(number, STEPS, 1));
    }

    @Override
    public void close() {
      steps.close();
      graph.close();
    }
  }

  /** How a weight changes in step {@code t}, from 1. */
  @FunctionalInterface
  private interface Formula {
    void apply(String name, double[] weight, double[] gradient, int t);
  }

  /** Takes each gradient from plain descent at rate 1 from the same weights. */
  private static void assertFollows(Map<String, ?> settings, Formula formula) {
    try (Training training = new Training(LINEAR, settings);
        Training plain = new Training(LINEAR, Map.of("momentum", 0))) {
      Map<String, double[]> expected = training.weights();
      for (int t = 1; t <= STEPS; t++) {
        plain.graph.variables().load(plain.steps.session(), training.all());
        Map<String, double[]> before = plain.weights();
        plain.step(1, t);
        Map<String, double[]> after = plain.weights();
        for (String name : before.keySet()) {
          double[] gradient = new double[before.get(name).length];
          for (int i = 0; i < gradient.length; i++)
            gradient[i] = before.get(name)[i] - after.get(name)[i];
          formula.apply(name, expected.get(name), gradient, t);
        }
        training.step(RATE, t);
        for (String name : expected.keySet())
          assertArrayEquals(expected.get(name), training.weights().get(name), CLOSE, name + ", step " + t);
      }
    }
  }

  /** Kingma and Ba 2015, algorithm 1. */
  private static final class AdamFormula {
    final double beta1;
    final double beta2;
    final double epsilon;
    final Map<String, double[]> means = new LinkedHashMap<>();
    final Map<String, double[]> squares = new LinkedHashMap<>();

    AdamFormula(double beta1, double beta2, double epsilon) {
      this.beta1 = beta1;
      this.beta2 = beta2;
      this.epsilon = epsilon;
    }

    void apply(String name, double[] w, double[] gradient, int t) {
      double[] m = means.computeIfAbsent(name, n -> new double[w.length]);
      double[] v = squares.computeIfAbsent(name, n -> new double[w.length]);
      for (int i = 0; i < w.length; i++) {
        double g = gradient[i];
        m[i] = beta1 * m[i] + (1 - beta1) * g;
        v[i] = beta2 * v[i] + (1 - beta2) * g * g;
        w[i] -= RATE * m[i] / (1 - Math.pow(beta1, t)) / (Math.sqrt(v[i] / (1 - Math.pow(beta2, t))) + epsilon);
      }
    }
  }

  @Test
  void adamFollowsTheAlgorithmOfThePaper() {
    AdamFormula adam = new AdamFormula(0.9, 0.999, 1e-8);
    assertFollows(Map.of("optimizer", "adam"), adam::apply);
  }

  @Test
  void adamTakesOtherBetasAndAnEpsilonOutsideTheRoot() {
    AdamFormula adam = new AdamFormula(0.5, 0.8, 0.1);
    assertFollows(Map.of("optimizer", "adam", "beta1", 0.5, "beta2", 0.8, "epsilon", 0.1), adam::apply);
  }

  @Test
  void adamTakesABetaOfZero() {
    AdamFormula adam = new AdamFormula(0, 0.9, 1e-8);
    assertFollows(Map.of("optimizer", "adam", "beta1", 0, "beta2", 0.9), adam::apply);
  }

  @Test
  void theWeightDecayOfAdamIsPartOfTheKernelsGradient() {
    AdamFormula adam = new AdamFormula(0.9, 0.999, 1e-8);
    assertFollows(Map.of("optimizer", "adam", "weight_decay", 0.1), (name, w, g, t) -> {
      for (int i = 0; i < w.length && name.equals(KERNEL); i++) g[i] += 0.1 * w[i];
      adam.apply(name, w, g, t);
    });
  }

  @Test
  void theWeightDecayOfAdamwShrinksKernelsBeforeTheStepAndLeavesBiasesAlone() {
    AdamFormula adam = new AdamFormula(0.9, 0.999, 1e-8);
    assertFollows(Map.of("optimizer", "adamw", "weight_decay", 2), (name, w, g, t) -> {
      for (int i = 0; i < w.length && name.equals(KERNEL); i++) w[i] -= RATE * 2 * w[i];
      adam.apply(name, w, g, t);
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"adam", "adamw"})
  void theL1PenaltyOfAdamIsPartOfTheKernelsGradient(String optimizer) {
    AdamFormula adam = new AdamFormula(0.9, 0.999, 1e-8);
    assertFollows(Map.of("optimizer", optimizer, "l1", 0.05), (name, w, g, t) -> {
      for (int i = 0; i < w.length && name.equals(KERNEL); i++) g[i] += 0.05 * Math.signum(w[i]);
      adam.apply(name, w, g, t);
    });
  }

  @Test
  void clippingScalesAllGradientsOfTheLossToTheNormAndLeavesPenaltiesAlone() {
    double limit = 0.3;
    Map<String, double[]> start;
    Map<String, double[]> moved;
    Map<String, double[]> clipped;
    try (Training plain = new Training(LINEAR, Map.of("momentum", 0));
        Training clipping = new Training(LINEAR, Map.of("momentum", 0, "clip_norm", limit, "weight_decay", 0.1))) {
      start = plain.weights();
      plain.step(1, 0);
      moved = plain.weights();
      clipping.step(1, 0);
      clipped = clipping.weights();
    }
    double squares = 0;
    for (String name : start.keySet())
      for (int i = 0; i < start.get(name).length; i++)
        squares += Math.pow(start.get(name)[i] - moved.get(name)[i], 2);
    double norm = Math.sqrt(squares);
    assertTrue(norm > 2 * limit, "the gradient's norm of " + norm + " is to be clipped");
    for (String name : start.keySet())
      for (int i = 0; i < start.get(name).length; i++) {
        double w = start.get(name)[i];
        double penalty = name.equals(KERNEL) ? 0.1 * w : 0;
        double gradient = (w - moved.get(name)[i]) * limit / (norm + 1e-6);
        assertEquals(w - gradient - penalty, clipped.get(name)[i], CLOSE, name + " " + i);
      }
  }

  @Test
  void aGradientShorterThanTheLimitIsNotClipped() {
    try (Training plain = new Training(LINEAR, Map.of());
        Training clipping = new Training(LINEAR, Map.of("clip_norm", 1000))) {
      plain.step(RATE, 0);
      clipping.step(RATE, 0);
      assertArrayEquals(plain.weights().get(KERNEL), clipping.weights().get(KERNEL));
      assertArrayEquals(plain.weights().get(BIAS), clipping.weights().get(BIAS));
    }
  }

  @Test
  void theRateOfBatchNormsCanDifferFromThatOfTheOtherWeights() {
    try (Training plain = new Training(WITH_BATCH_NORM, Map.of());
        Training faster = new Training(WITH_BATCH_NORM, Map.of("norm_rate", 8))) {
      Map<String, double[]> before = plain.weights();
      plain.step(0.01, 1);
      faster.step(0.01, 1);
      Map<String, double[]> moved = faster.weights();
      plain.weights().forEach((name, after) -> {
        int factor = name.startsWith("bn") ? 8 : 1;
        for (int i = 0; i < after.length; i++)
          assertEquals(
              factor * (after[i] - before.get(name)[i]),
              moved.get(name)[i] - before.get(name)[i],
              1e-6,
              name);
      });
    }
  }

  /** At rate 1 without momentum, what a penalty adds to a step is minus its gradient. */
  @Test
  void penaltiesCanApplyToBiasesAndAsStronglyToBatchNormsOfAnotherRate() {
    Map<String, Object> settings = Map.of("momentum", 0, "weight_decay", 0.1, "l1", 0.01, "norm_rate", 4);
    Map<String, Object> onAll = new LinkedHashMap<>(settings);
    onAll.put("decay_biases", true);
    try (Training kernels = new Training(WITH_BATCH_NORM, settings);
        Training all = new Training(WITH_BATCH_NORM, onAll)) {
      FloatArray bias = new FloatArray(new int[] {CLASSES}, new float[] {0.5f, -2, 1});
      for (Training training : new Training[] {kernels, all})
        training.graph.variables().load(training.steps.session(), Map.of(BIAS, bias));
      Map<String, double[]> before = all.weights();
      kernels.step(1, 1);
      all.step(1, 1);
      Map<String, double[]> found = all.weights();
      kernels.weights().forEach((name, expected) -> {
        for (int i = 0; i < expected.length; i++) {
          double w = before.get(name)[i];
          double penalty = name.equals(KERNEL) ? 0 : 0.1 * w + 0.01 * Math.signum(w);
          assertEquals(expected[i] - penalty, found.get(name)[i], 1e-5, name);
        }
      });
    }
  }

  @Test
  void theDecoupledDecayCanApplyToBiases() {
    Map<String, Object> settings = Map.of("optimizer", "adamw", "weight_decay", 0.3);
    Map<String, Object> onAll = new LinkedHashMap<>(settings);
    onAll.put("decay_biases", true);
    try (Training kernels = new Training(LINEAR, settings);
        Training all = new Training(LINEAR, onAll)) {
      FloatArray bias = new FloatArray(new int[] {CLASSES}, new float[] {0.5f, -2, 1});
      for (Training training : new Training[] {kernels, all}) {
        training.graph.variables().load(training.steps.session(), Map.of(BIAS, bias));
        training.step(0.1, 1);
      }
      assertArrayEquals(kernels.weights().get(KERNEL), all.weights().get(KERNEL));
      for (int i = 0; i < CLASSES; i++)
        assertEquals(
            kernels.weights().get(BIAS)[i] - 0.1 * 0.3 * bias.values()[i],
            all.weights().get(BIAS)[i],
            1e-6);
    }
  }

  @Test
  void aFasterRateOfBatchNormsLeavesTheirDecoupledDecayAsItIs() {
    Map<String, Object> settings = Map.of("optimizer", "adamw", "weight_decay", 0.3, "norm_rate", 8);
    Map<String, Object> onAll = new LinkedHashMap<>(settings);
    onAll.put("decay_biases", true);
    try (Training kernels = new Training(WITH_BATCH_NORM, settings);
        Training all = new Training(WITH_BATCH_NORM, onAll)) {
      kernels.step(0.1, 1);
      all.step(0.1, 1);
      double scale = kernels.weights().get("bn1/gamma")[0]; // 1 before the step
      assertEquals(scale - 0.1 * 0.3, all.weights().get("bn1/gamma")[0], 1e-6);
    }
  }

  @Test
  void theMovingAverageBeginsWithTheFirstStepsWeightsAndIncludesBatchNormsStatistics() {
    double decay = 0.7;
    try (Training training = new Training(WITH_BATCH_NORM, Map.of("ema", decay))) {
      Map<String, double[]> expected = new LinkedHashMap<>();
      for (int t = 1; t <= STEPS; t++) {
        training.step(0.1, t);
        Map<String, FloatArray> now =
            Variables.read(training.steps.session(), training.graph.variables().ofNetwork());
        for (String name : now.keySet()) {
          double[] w = doubles(now.get(name).values());
          double[] average = expected.computeIfAbsent(name, n -> w);
          for (int i = 0; i < w.length; i++) average[i] = decay * average[i] + (1 - decay) * w[i];
        }
        Map<String, FloatArray> saved = training.steps.weights();
        assertEquals(now.keySet(), saved.keySet());
        for (String name : expected.keySet())
          assertArrayEquals(expected.get(name), doubles(saved.get(name).values()), CLOSE, name + ", step " + t);
      }
      assertTrue(expected.containsKey("bn1/moving_mean"));
    }
  }

  @Test
  void theMovingAverageIsWhatIsTestedAndLeavesTheWeightsAsTheyWere() {
    try (Training training = new Training(LINEAR, Map.of("ema", 0.9));
        Training other = new Training(LINEAR, Map.of())) {
      for (int t = 0; t < STEPS; t++) training.step(1, t);
      Map<String, FloatArray> before = training.all();
      double tested = training.steps.test(images()).loss();
      assertEquals(before, training.all());
      other.graph.variables().load(other.steps.session(), training.steps.weights());
      assertEquals(other.steps.test(images()).loss(), tested);
      other.graph.variables().load(other.steps.session(), before);
      assertTrue(Math.abs(other.steps.test(images()).loss() - tested) > 1e-3, "the weights' own loss differs");
    }
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) doubles[i] = values[i];
    return doubles;
  }

  private static ImageSet images() {
    Batch batch = batch(3);
    return new ImageSet(batch.pixels(), batch.labels(), SIDE, SIDE, 1);
  }

  private static Batch batch(int number) {
    byte[] pixels = new byte[8 * SIDE * SIDE];
    new java.util.Random(number).nextBytes(pixels);
    return new Batch(pixels, new int[] {0, 1, 2, 0, 1, 2, 0, 1});
  }
}
