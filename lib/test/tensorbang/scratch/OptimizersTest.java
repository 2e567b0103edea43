package tensorbang.scratch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptimizersTest {
  private final Parameter kernel = Parameter.kernel(1, 1, 1);
  private final Parameter bias = Parameter.vector("bias", 1, 0);

  private float[] weights(Optimizer optimizer, double rate, float... gradients) {
    kernel.value().data()[0] = 1;
    float[] weights = new float[gradients.length];
    for (int i = 0; i < gradients.length; i++) {
      kernel.gradient().data()[0] = gradients[i];
      optimizer.step(rate);
      weights[i] = kernel.value().data()[0];
    }
    return weights;
  }

  private Sgd sgd(double momentum, double weightDecay, boolean nesterov) {
    return new Sgd(List.of(kernel, bias), momentum, weightDecay, nesterov);
  }

  @Test
  void plainDescentFollowsTheGradient() {
    assertArrayEquals(new float[] {0.8f, 0.9f}, weights(sgd(0, 0, false), 0.1, 2, -1), 1e-6f);
  }

  /** v: −0.2, then 0.5·(−0.2) + 0.1 = 0, then −0.4. */
  @Test
  void momentumKeepsAPartOfTheLastStep() {
    assertArrayEquals(new float[] {0.8f, 0.8f, 0.4f}, weights(sgd(0.5, 0, false), 0.1, 2, -1, 4), 1e-6f);
  }

  /** The steps are 0.5·(−0.2) − 0.2 = −0.3 and 0.5·0 + 0.1. */
  @Test
  void nesterovStepsToWhereTheVelocityLeads() {
    assertArrayEquals(new float[] {0.7f, 0.8f}, weights(sgd(0.5, 0, true), 0.1, 2, -1), 1e-6f);
  }

  /** The rate is in the velocity: v ← 0.5·(−0.2) − 0.01·2, whatever the rate is now. */
  @Test
  void aChangedRateLeavesTheVelocityAsItWas() {
    Sgd sgd = sgd(0.5, 0, false);
    weights(sgd, 0.1, 2);
    assertEquals(0.88f, weights(sgd, 0.01, 2)[0], 1e-6f);
  }

  @Test
  void weightDecayPullsKernelsAndLeavesBiasesAlone() {
    bias.value().data()[0] = 1;
    assertArrayEquals(new float[] {0.95f, 0.9025f}, weights(sgd(0, 0.5, false), 0.1, 0, 0), 1e-6f);
    assertEquals(1, bias.value().data()[0]);
  }

  /** The first step is η·sign(g) whatever the gradient's size; the second by the algorithm's own lines. */
  @Test
  void adamFollowsItsAlgorithm() {
    double m = 0.9 * 0.1 * 3 + 0.1 * -1;
    double v = 0.999 * 0.001 * 9 + 0.001 * 1;
    double second = 0.1 * (m / (1 - 0.81)) / (Math.sqrt(v / (1 - 0.999 * 0.999)) + 1e-8);
    Adam adam = new Adam(List.of(kernel), 0.9, 0.999, 1e-8, 0);
    assertArrayEquals(new float[] {0.9f, (float) (0.9 - second)}, weights(adam, 0.1, 3, -1), 1e-6f);
  }

  /** The gradient is the decay alone, 0.5 · 1, whose sign the first step follows. */
  @Test
  void weightDecayIsPartOfAdamsGradientForKernelsAlone() {
    bias.value().data()[0] = 1;
    Adam adam = new Adam(List.of(kernel, bias), 0.9, 0.999, 1e-8, 0.5);
    assertArrayEquals(new float[] {0.9f}, weights(adam, 0.1, 0), 1e-6f);
    assertEquals(1, bias.value().data()[0]);
  }

  /** Gradient −1 and decay 3 · 1: together 2, and so downwards; η·2/(2 + ε). */
  @Test
  void adamAddsTheDecayAndEpsilon() {
    Adam adam = new Adam(List.of(kernel), 0.9, 0.999, 2, 3);
    assertArrayEquals(new float[] {1 - 0.1f * 2 / 4}, weights(adam, 0.1, -1), 1e-6f);
  }

  @Test
  void adamRefusesNonsense() {
    for (double[] s :
        new double[][] {{1, 0.9, 1, 0}, {-0.1, 0.9, 1, 0}, {0.9, 1, 1, 0}, {0.9, 0.9, 0, 0}, {0.9, 0.9, 1, -1}})
      assertThrows(IllegalArgumentException.class, () -> new Adam(List.of(kernel), s[0], s[1], s[2], s[3]));
  }

  @Test
  void nonsenseIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> sgd(1, 0, false));
    assertThrows(IllegalArgumentException.class, () -> sgd(0.9, -1, false));
    assertThrows(IllegalArgumentException.class, () -> sgd(Double.NaN, 0, false));
  }
}
