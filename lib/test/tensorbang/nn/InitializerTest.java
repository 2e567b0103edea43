package tensorbang.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import tensorbang.random.RandomStreams;

class InitializerTest {
  private static final int[] SHAPE = {3, 3, 16, 64};

  private static float[] drawn(Initializer initializer, long seed) {
    float[] values = new float[3 * 3 * 16 * 64];
    initializer.fill(values, SHAPE, RandomStreams.of(seed, "conv1/kernel", 0));
    return values;
  }

  private static double variance(float[] values) {
    double sum = 0;
    double squares = 0;
    for (float v : values) {
      sum += v;
      squares += (double) v * v;
    }
    return squares / values.length - Math.pow(sum / values.length, 2);
  }

  @Test
  void heNormalHasTwoOverFanInAsVariance() {
    assertEquals(2.0 / (3 * 3 * 16), variance(drawn(Initializer.HE_NORMAL, 1)), 0.05 * 2.0 / (3 * 3 * 16));
  }

  /** Every filter of a depthwise convolution sees one channel: its fan-in is the window alone. */
  @Test
  void heNormalOfADepthwiseKernelHasTwoOverTheWindowAsVariance() {
    float[] values = new float[3 * 3 * 2000];
    Initializer.HE_NORMAL_DEPTHWISE.fill(
        values, new int[] {3, 3, 2000, 1}, RandomStreams.of(1, "depthwise1/kernel", 0));
    assertEquals(2.0 / (3 * 3), variance(values), 0.05 * 2.0 / (3 * 3));
  }

  @Test
  void aConstantIsThatOfAllValues() {
    float[] values = new float[3];
    Initializer.constant(2.5f).fill(values, new int[] {3}, RandomStreams.of(1, "bn1/gamma", 0));
    assertArrayEquals(new float[] {2.5f, 2.5f, 2.5f}, values);
  }

  @Test
  void glorotUniformStaysWithinItsBoundAndHasTwoOverBothFansAsVariance() {
    float[] values = drawn(Initializer.GLOROT_UNIFORM, 1);
    double bound = Math.sqrt(6.0 / (3 * 3 * (16 + 64)));
    for (float v : values) assertTrue(Math.abs(v) <= bound);
    assertEquals(2.0 / (3 * 3 * (16 + 64)), variance(values), 0.05 * 2.0 / (3 * 3 * (16 + 64)));
  }

  @Test
  void fanInUniformIsWithinTheRootOfOneOverFanIn() {
    float[] values = drawn(Initializer.FAN_IN_UNIFORM, 1);
    double bound = 1 / Math.sqrt(3 * 3 * 16);
    for (float v : values) assertTrue(Math.abs(v) <= bound);
    assertEquals(bound * bound / 3, variance(values), 0.05 * bound * bound / 3);
  }

  @Test
  void smallNormalHasTheSameDeviationWhateverTheShape() {
    assertEquals(1e-4, variance(drawn(Initializer.SMALL_NORMAL, 1)), 0.05 * 1e-4);
  }

  @Test
  void theSeedDecidesTheValues() {
    assertArrayEquals(drawn(Initializer.HE_NORMAL, 7), drawn(Initializer.HE_NORMAL, 7));
    assertFalse(Arrays.equals(drawn(Initializer.HE_NORMAL, 7), drawn(Initializer.HE_NORMAL, 8)));
  }

  @Test
  void identityPassesEachInputChannelOnAndDrawsTheFiltersBeyond() {
    float[] values = new float[3 * 3 * 2 * 3];
    Initializer.IDENTITY.fill(values, new int[] {3, 3, 2, 3}, RandomStreams.of(1, "conv2/kernel", 0));
    int drawn = 0;
    for (int at = 0; at < 9; at++)
      for (int in = 0; in < 2; in++) {
        for (int out = 0; out < 2; out++) assertEquals(at == 4 && in == out ? 1 : 0, values[(at * 2 + in) * 3 + out]);
        if (values[(at * 2 + in) * 3 + 2] != 0) drawn++;
      }
    assertEquals(18, drawn);
  }

  @Test
  void identityOfFewerFiltersThanChannelsPassesOnTheFirstChannels() {
    float[] values = new float[3 * 3 * 3 * 2];
    Initializer.IDENTITY.fill(values, new int[] {3, 3, 3, 2}, RandomStreams.of(1, "conv2/kernel", 0));
    for (int at = 0; at < 9; at++)
      for (int in = 0; in < 3; in++)
        for (int out = 0; out < 2; out++) assertEquals(at == 4 && in == out ? 1 : 0, values[(at * 3 + in) * 2 + out]);
  }
}
