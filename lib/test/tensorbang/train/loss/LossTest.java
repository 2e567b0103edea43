package tensorbang.train.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tensorbang.InputException;
import tensorbang.tf.Device;

/** The losses against their papers' formulas in double precision, their gradients against central differences. */
class LossTest {
  private static final int[] IMAGES = {400, 90, 20, 5};
  private static final int CLASSES = IMAGES.length;
  private static final String EVERY_LOSS =
      "cross-entropy, focal:0, focal:0.01, focal:0.5, focal:1, focal, focal:100, sigmoid, sigmoid-focal:0.01,"
          + " sigmoid-focal:0.5, sigmoid-focal:1, sigmoid-focal:100, ldam, ldam:0.2,10, balanced-softmax, logit-adjust,"
          + " logit-adjust:0.3";

  private static Loss loss(String label) {
    return Loss.parse(label).forClassCounts(IMAGES);
  }

  /** Random logits of several magnitudes, each with every label. */
  private static float[][] logits() {
    Random random = new Random(7);
    float[][] logits = new float[10 * CLASSES][CLASSES];
    for (int i = 0; i < logits.length; i++)
      for (int k = 0; k < CLASSES; k++) logits[i][k] = (float) (random.nextGaussian() * (1 + i / CLASSES));
    return logits;
  }

  private static int[] labels() {
    return IntStream.range(0, 10 * CLASSES).map(i -> i % CLASSES).toArray();
  }

  private static void check(String label, Formula formula, double smoothing) {
    float[][] logits = logits();
    float[][] targets = LossGraph.targets(labels(), CLASSES, smoothing);
    LossGraph.Computed computed = LossGraph.compute(loss(label), logits, targets);
    double largest = 0;
    for (int i = 0; i < logits.length; i++) {
      double[] z = doubles(logits[i]);
      double[] t = doubles(targets[i]);
      double value = formula.of(z, t);
      assertEquals(
          value, computed.losses()[i], 1e-5 * Math.max(1, Math.abs(value)), label + " of " + Arrays.toString(z));
      double[] gradient = formula.gradient(z, t);
      for (int k = 0; k < CLASSES; k++) {
        double tolerance = 2e-5 * Math.max(1, Math.abs(gradient[k]));
        assertEquals(gradient[k], computed.gradients()[i][k], tolerance, label + " at " + Arrays.toString(z));
        largest = Math.max(largest, Math.abs(gradient[k]));
      }
    }
    assertTrue(largest > 0.1, label + " has no gradient above " + largest);
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1})
  void crossEntropyIsMinusTheMeanLogProbabilityOverTheTarget(double smoothing) {
    check("cross-entropy", Formula.CROSS_ENTROPY, smoothing);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01, 0.5, 1, 2, 5})
  void focalLossWeighsByThePowerOfTheMissingProbability(double gamma) {
    check("focal:" + gamma, Formula.focal(gamma), 0);
    check("focal:" + gamma, Formula.focal(gamma), 0.1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1})
  void sigmoidCrossEntropySumsOneLogisticRegressionAClass(double smoothing) {
    check("sigmoid", Formula.sigmoidFocal(0), smoothing);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01, 0.5, 1, 2, 5})
  void sigmoidFocalLossWeighsEachSigmoid(double gamma) {
    check("sigmoid-focal:" + gamma, Formula.sigmoidFocal(gamma), 0);
    check("sigmoid-focal:" + gamma, Formula.sigmoidFocal(gamma), 0.1);
  }

  @Test
  void ldamLowersTheLogitOfTheLabelByAMarginThatIsLargerForSmallClasses() {
    check("ldam", Formula.ldam(IMAGES, 0.5, 30), 0);
    check("ldam:0.2,10", Formula.ldam(IMAGES, 0.2, 10), 0);
    check("ldam:0.2,10", Formula.ldam(IMAGES, 0.2, 10), 0.1);
  }

  @Test
  void balancedSoftmaxCountsEachExponentialAsOftenAsItsClassHasImages() {
    check("balanced-softmax", Formula.balancedSoftmax(IMAGES), 0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 1, 1.5})
  void logitAdjustmentWeighsTheOtherClassesByTheirShare(double tau) {
    check("logit-adjust:" + tau, Formula.logitAdjustment(IMAGES, tau), 0);
  }

  @Test
  void noLossHasAValueOrGradientThatIsNoNumberHoweverLargeTheLogits() {
    float[] values = {-1e30f, -1e4f, -88, 0, 20, 88, 1e4f, 1e30f};
    float[][] logits = new float[values.length * values.length * CLASSES][CLASSES];
    int[] labels = new int[logits.length];
    for (int i = 0; i < logits.length; i++) {
      logits[i][0] = values[i % values.length];
      logits[i][1] = values[i / values.length % values.length];
      labels[i] = i / (values.length * values.length);
    }
    for (String label : EVERY_LOSS.split(", ")) {
      for (double smoothing : new double[] {0, 0.1}) {
        LossGraph.Computed computed =
            LossGraph.compute(loss(label), logits, LossGraph.targets(labels, CLASSES, smoothing));
        for (int i = 0; i < logits.length; i++) {
          String where = label + " of " + Arrays.toString(logits[i]) + ", class " + labels[i];
          assertTrue(
              Float.isFinite(computed.losses()[i]), where + ": " + computed.losses()[i]);
          for (float g : computed.gradients()[i])
            assertTrue(
                Float.isFinite(g), where + ": " + Arrays.toString(computed.gradients()[i]));
        }
      }
    }
  }

  @Test
  void aSampleThatIsAnsweredWithCertaintyIsLeftAlone() {
    float[][] certain = {{1e4f, -1e4f, -1e4f, -1e4f}, {-200, -200, -200, 200}};
    float[][] targets = LossGraph.targets(new int[] {0, 3}, CLASSES, 0);
    for (String label : EVERY_LOSS.split(", ")) {
      LossGraph.Computed computed = LossGraph.compute(loss(label), certain, targets);
      assertArrayEquals(new float[2], computed.losses(), 1e-30f, label);
      for (float[] row : computed.gradients()) assertArrayEquals(new float[CLASSES], row, 1e-12f, label);
    }
  }

  @Test
  void withSigmoidsEveryClassBeginsWithItsShareOfTheProbability() {
    for (String label : new String[] {"sigmoid", "sigmoid-focal:1"})
      assertEquals(0.1, 1 / (1 + Math.exp(-Loss.parse(label).lastBias(10))), 1e-7, label);
    for (String label : new String[] {"cross-entropy", "focal", "ldam"})
      assertEquals(0, Loss.parse(label).lastBias(10), label);
  }

  @Test
  void adjustmentAfterTrainingPredictsWhatIsRightForEquallyFrequentClasses() {
    float[] probabilities = {0.6f, 0.3f, 0.08f, 0.02f};
    double sum = 0;
    for (int k = 0; k < CLASSES; k++) sum += probabilities[k] / IMAGES[k];
    float[] expected = new float[CLASSES];
    for (int k = 0; k < CLASSES; k++) expected[k] = (float) (probabilities[k] / IMAGES[k] / sum);
    assertArrayEquals(expected, new LogitAdjustment(1).postHoc(probabilities, IMAGES), 1e-6f);
    float[] certain = {1, 0, 0, 0};
    assertArrayEquals(certain, new LogitAdjustment(1).postHoc(certain, IMAGES), 0);
  }

  @Test
  void aClassWithoutImagesIsRefusedWhereTheLossDividesByThem() {
    int[] images = {5, 0, 3};
    for (String label : new String[] {"ldam", "balanced-softmax", "logit-adjust"}) {
      InputException refusal =
          assertThrows(InputException.class, () -> Loss.parse(label).forClassCounts(images), label);
      assertTrue(refusal.getMessage().contains("class 1 has none"), refusal.getMessage());
    }
    assertEquals("focal", Loss.parse("focal").forClassCounts(images).label());
  }

  @Test
  void labelsLeaveOutDefaults() {
    assertEquals("focal", Loss.parse("focal:2").label());
    assertEquals("sigmoid-focal:0.5", Loss.parse("sigmoid-focal:0.5").label());
    assertEquals("ldam", Loss.parse("ldam:0.5,30").label());
    assertEquals("ldam:0.5,10", Loss.parse("ldam:0.5,10").label());
    assertEquals("logit-adjust:1.5", loss("logit-adjust:1.5").label());
    assertThrows(InputException.class, () -> Loss.parse("focal:-1"));
    assertThrows(InputException.class, () -> Loss.parse("focal:NaN"));
  }

  /** The graph for a GPU computes cross-entropy otherwise: see {@link CrossEntropy}. */
  @ParameterizedTest
  @ValueSource(strings = {"cross-entropy", "ldam", "balanced-softmax", "logit-adjust", "focal:0"})
  void onAGpuLossAndGradientAreThoseOfTheCpu(String label) {
    float[][] logits = logits();
    float[][] targets = LossGraph.targets(labels(), CLASSES, 0.1);
    LossGraph.Computed cpu = LossGraph.compute(loss(label), logits, targets, Device.CPU);
    LossGraph.Computed gpu = LossGraph.compute(loss(label), logits, targets, Device.GPU);
    for (int i = 0; i < logits.length; i++) {
      assertEquals(cpu.losses()[i], gpu.losses()[i], 1e-5 * Math.max(1, cpu.losses()[i]), label + " " + i);
      assertArrayEquals(cpu.gradients()[i], gpu.gradients()[i], 5e-6f, label + " " + i);
    }
  }

  @Test
  void theDeviceDecidesWhetherCrossEntropyIsOneOperation() {
    String one = "SoftmaxCrossEntropyWithLogits";
    assertTrue(LossGraph.operations(new CrossEntropy(), Device.CPU).contains(one));
    assertFalse(LossGraph.operations(new CrossEntropy(), Device.GPU).contains(one));
    assertTrue(LossGraph.operations(new CrossEntropy(), Device.GPU).contains("LogSoftmax"));
  }
}
