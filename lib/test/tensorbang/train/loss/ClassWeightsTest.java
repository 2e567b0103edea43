package tensorbang.train.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import tensorbang.InputException;

class ClassWeightsTest {
  private static final int[] CIFAR10_LT = {5000, 2997, 1796, 1077, 645, 387, 232, 139, 83, 50};

  @Test
  void noneLeavesTheLossAsItIs() {
    Loss loss = Loss.parse("cross-entropy");
    assertSame(loss, ClassWeights.parse("none").applyTo(loss));
    assertNull(loss.classWeights(0));
  }

  /** The effective number as a geometric series: 1 + beta + ... + beta^(n-1), Cui et al. 2019, eq. 2. */
  @Test
  void balancedWeightsAreTheInverseEffectiveNumbersAndSumToTheNumberOfClasses() {
    double beta = 0.999;
    double[] inverse = new double[CIFAR10_LT.length];
    double sum = 0;
    for (int c = 0; c < inverse.length; c++) {
      double effective = 0;
      for (int i = CIFAR10_LT[c] - 1; i >= 0; i--) effective += Math.pow(beta, i);
      inverse[c] = 1 / effective;
      sum += inverse[c];
    }
    float[] weights = ClassWeights.parse("balanced:0.999").of(CIFAR10_LT, 0);
    for (int c = 0; c < inverse.length; c++) assertEquals(inverse[c] / sum * 10, weights[c], 1e-6, "class " + c);
  }

  @Test
  void betaZeroGivesEqualWeightsAndBetaOneTheInverseFrequency() {
    int[] images = {60, 20, 5};
    assertArrayEquals(new float[] {1, 1, 1}, ClassWeights.parse("balanced:0").of(images, 0), 1e-7f);
    assertArrayEquals(
        new float[] {3 / 16f, 9 / 16f, 36 / 16f},
        ClassWeights.parse("balanced:1").of(images, 0),
        1e-6f);
    assertArrayEquals(
        ClassWeights.parse("balanced:1").of(images, 0),
        ClassWeights.parse("balanced:0.9999999").of(images, 0),
        1e-4f);
  }

  @Test
  void deferredWeightsSetInLateAndLeaveTheMeanOverTheTrainingImagesAtOne() {
    ClassWeights deferred = ClassWeights.parse("deferred:0.9999,0.8");
    assertArrayEquals(new float[] {1, 1, 1}, deferred.of(new int[] {60, 20, 5}, 0.7999), 0);
    float[] late = deferred.of(CIFAR10_LT, 0.8);
    float[] balanced = ClassWeights.parse("balanced:0.9999").of(CIFAR10_LT, 0.8);
    double mean = 0;
    for (int c = 0; c < late.length; c++) {
      assertEquals(balanced[c] / balanced[0], late[c] / late[0], 1e-5);
      mean += late[c] * CIFAR10_LT[c] / 12406;
    }
    assertEquals(1, mean, 1e-6);
  }

  @Test
  void aWeightedLossKeepsAllElseOfItsLoss() {
    Loss weighted =
        ClassWeights.parse("balanced:1").applyTo(Loss.parse("sigmoid")).forClassCounts(new int[] {1, 3});
    assertEquals("sigmoid", weighted.label());
    assertEquals(Loss.parse("sigmoid").lastBias(5), weighted.lastBias(5));
    assertArrayEquals(new float[] {1.5f, 0.5f}, weighted.classWeights(0.5), 1e-6f);
  }

  @Test
  void aClassWithoutImagesIsRefused() {
    Loss loss = Loss.parse("cross-entropy");
    for (String label : new String[] {"balanced", "deferred"})
      assertThrows(
          InputException.class, () -> ClassWeights.parse(label).applyTo(loss).forClassCounts(new int[] {1, 0}), label);
  }

  @Test
  void labelsLeaveOutDefaults() {
    assertEquals("balanced", ClassWeights.parse("balanced:0.9999").label());
    assertEquals("balanced:0.99", ClassWeights.parse("balanced:0.99").label());
    assertEquals(
        "deferred:0.9999,0.5", ClassWeights.parse("deferred:0.9999,0.5").label());
    assertThrows(InputException.class, () -> ClassWeights.parse("balanced:1.5"));
  }
}
