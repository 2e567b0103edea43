package tensorbang.scratch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static tensorbang.scratch.Numbers.set;
import static tensorbang.scratch.Numbers.tensor;

import org.junit.jupiter.api.Test;

class BatchNormTest {
  /** Two channels: 1, 3, 5, 7 with mean 4 and variance 5, and 0, 0, 10, 10 with mean 5 and variance 25. */
  private static final Tensor X = tensor(new int[] {2, 1, 2, 2}, 1, 0, 3, 0, 5, 10, 7, 10);

  private static BatchNorm scaled() {
    BatchNorm norm = new BatchNorm(2, 0.9f, 1e-12f);
    set(norm.parameters().get(0), 2, 1);
    set(norm.parameters().get(1), 0, 100);
    return norm;
  }

  @Test
  void trainingNormalisesEachChannelOfTheBatch() {
    float r = (float) (2 / Math.sqrt(5));
    assertArrayEquals(
        new float[] {-3 * r, 99, -r, 99, r, 101, 3 * r, 101},
        scaled().forward(X, true).data(),
        1e-5f);
  }

  /** Its variance is 0 in the batch and, at momentum 0, in the moving average; epsilon keeps the deviation from 0. */
  @Test
  void aChannelThatDoesNotVaryGivesTheShift() {
    BatchNorm norm = new BatchNorm(1, 0, 1e-3f);
    set(norm.parameters().get(1), 7);
    Tensor constant = tensor(new int[] {2, 1, 1, 1}, 5, 5);
    assertArrayEquals(new float[] {7, 7}, norm.forward(constant, true).data());
    assertArrayEquals(new float[] {7, 7}, norm.forward(constant, false).data());
  }

  @Test
  void movingAveragesMoveATenthTowardsTheBatchWithTheUnbiasedVariance() {
    BatchNorm norm = scaled();
    norm.forward(X, true);
    assertArrayEquals(new float[] {0.4f, 0.5f}, norm.movingMean(), 1e-6f);
    assertArrayEquals(new float[] {0.9f + 0.1f * 20 / 3, 0.9f + 0.1f * 100 / 3}, norm.movingVariance(), 1e-5f);
  }

  @Test
  void inferenceUsesTheMovingAveragesAndLeavesThemAlone() {
    BatchNorm norm = scaled();
    norm.movingMean()[0] = 1;
    norm.movingVariance()[0] = 4;
    assertArrayEquals(
        new float[] {0, 100, 2, 100, 4, 110, 6, 110}, norm.forward(X, false).data(), 1e-4f);
    assertArrayEquals(new float[] {1, 0}, norm.movingMean());
  }

  /** With γ = 1 and dy = (1, 0, 0, 0) over x = 1, 3, 5, 7: dβ = 1, dγ = −3/√5, dx = (1 − 1/4 − 9/20, …)/√5. */
  @Test
  void gradientsOfAHandComputedExample() {
    BatchNorm norm = new BatchNorm(1, 0.9f, 1e-12f);
    norm.forward(tensor(new int[] {4, 1}, 1, 3, 5, 7), true);
    Tensor dx = norm.backward(tensor(new int[] {4, 1}, 1, 0, 0, 0));
    float r = (float) (1 / Math.sqrt(5));
    assertArrayEquals(new float[] {0.3f * r, -0.4f * r, -0.1f * r, 0.2f * r}, dx.data(), 1e-6f);
    assertArrayEquals(new float[] {-3 * r}, norm.parameters().get(0).gradient().data(), 1e-6f);
    assertArrayEquals(new float[] {1}, norm.parameters().get(1).gradient().data(), 1e-6f);
  }

  @Test
  void aLargeMeanDoesNotDrownTheVariance() {
    BatchNorm norm = new BatchNorm(1);
    Tensor y = norm.forward(tensor(new int[] {4, 1}, 9999, 10001, 9999, 10001), true);
    assertArrayEquals(new float[] {-1, 1, -1, 1}, y.data(), 1e-4f);
  }

  @Test
  void oneNumberHasNoVarianceToTrainOn() {
    assertThrows(IllegalArgumentException.class, () -> new BatchNorm(2).forward(Tensor.zeros(1, 1, 1, 2), true));
    assertThrows(IllegalArgumentException.class, () -> new BatchNorm(2).forward(Tensor.zeros(4, 3), true));
  }
}
