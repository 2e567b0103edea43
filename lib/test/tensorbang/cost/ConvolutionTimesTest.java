package tensorbang.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tensorbang.tf.Device;
import tensorbang.tf.Precision;

class ConvolutionTimesTest {
  @Test
  void derivesIntensityAndSpeed() {
    // N = 8, M = 4, 3x3, maps of 10x10, 2 images, float32: 10, 2 and 3 ms forward; 30, 4 and 2 ms with the backward
    // pass.
    var times = new ConvolutionTimes(new SeparableConvolution(8, 4, 3, 10), 2, 4, 10, 2, 3, 30, 4, 2);
    assertEquals(2, times.speedUp());
    assertEquals(5, times.speedUpWithBackward());
    // 2 * 2 * 28,800 operations; (2 * 100 * 12 + 288) values of 4 bytes
    assertEquals(115_200 / (4.0 * 2_688), times.standardIntensity(), 1e-9);
    // 2 * 2 * 3,600 operations; (2 * 100 * 8 + 36) values of 4 bytes
    assertEquals(14_400 / (4.0 * 1_636), times.depthwiseIntensity(), 1e-9);
    assertEquals(115_200 / 0.010 / 1e9, times.standardGflops(), 1e-9);
    assertEquals(14_400 / 0.002 / 1e9, times.depthwiseGflops(), 1e-9);
    assertEquals(4 * 1_600 / 0.002 / 1e9, times.depthwiseGigabytes(), 1e-9);
  }

  @Test
  void eachKindIsMeasuredForwardAndThenWithTheBackwardPass() {
    var times = ConvolutionTimes.of(new SeparableConvolution(8, 4, 3, 10), 2, 4, new double[] {1, 2, 3, 4, 5, 6});
    assertEquals(1, times.standard());
    assertEquals(2, times.standardWithBackward());
    assertEquals(3, times.depthwise());
    assertEquals(4, times.depthwiseWithBackward());
    assertEquals(5, times.pointwise());
    assertEquals(6, times.pointwiseWithBackward());
  }

  @ParameterizedTest
  @EnumSource(
      value = Precision.class,
      names = {"FLOAT32", "BFLOAT16"})
  void measuresEveryPart(Precision precision) {
    var times = ConvolutionTimes.measure(new SeparableConvolution(8, 8, 3, 8), 2, 3, Device.CPU, 1, precision);
    assertEquals(precision == Precision.FLOAT32 ? 4 : 2, times.bytes());
    assertTrue(times.standard() > 0 && times.depthwise() > 0 && times.pointwise() > 0);
    assertTrue(times.standardWithBackward() > 0 && times.depthwiseWithBackward() > 0);
  }
}
