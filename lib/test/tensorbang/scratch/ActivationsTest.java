package tensorbang.scratch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tensorbang.scratch.Numbers.tensor;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ActivationsTest {
  private static float[] forward(Layer layer, float... x) {
    return layer.forward(tensor(new int[] {1, x.length}, x), true).data();
  }

  /** The gradient for dy = 1. */
  private static float[] slope(Layer layer, float... x) {
    forward(layer, x);
    float[] ones = new float[x.length];
    Arrays.fill(ones, 1);
    return layer.backward(tensor(new int[] {1, x.length}, ones)).data();
  }

  @Test
  void reluCutsOffNegativeNumbers() {
    assertArrayEquals(new float[] {0, 0, 2}, forward(new ReLU(), -3, 0, 2));
    assertArrayEquals(new float[] {0, 0, 1, 1, 1}, slope(new ReLU(), -3, 0, 2, 1e-30f, Float.MAX_VALUE));
  }

  @Test
  void leakyReluKeepsAPart() {
    assertArrayEquals(new float[] {-0.5f, 0, 2}, forward(new LeakyReLU(0.25f), -2, 0, 2));
    assertArrayEquals(new float[] {0.25f, 0.25f, 1}, slope(new LeakyReLU(0.25f), -2, 0, 2));
  }

  @Test
  void sigmoidSaturatesWithoutOverflow() {
    assertArrayEquals(
        new float[] {0, 0.26894143f, 0.5f, 0.7310586f, 1}, forward(new Sigmoid(), -1e4f, -1, 0, 1, 1e4f), 1e-7f);
    assertArrayEquals(new float[] {0, 0.19661193f, 0.25f, 0}, slope(new Sigmoid(), -1e4f, -1, 0, 1e4f), 1e-7f);
  }

  @Test
  void swishIsTheNumberTimesItsSigmoid() {
    assertArrayEquals(new float[] {0, -0.26894143f, 0, 0.7310586f}, forward(new Swish(), -1e4f, -1, 0, 1), 1e-7f);
    assertArrayEquals(new float[] {0.5f, 0.9276705f, 1}, slope(new Swish(), 0, 1, 1e4f), 1e-7f);
  }

  @Test
  void notANumberStaysVisible() {
    for (Layer layer : new Layer[] {new ReLU(), new LeakyReLU(0.1f), new Sigmoid(), new Swish()}) {
      assertTrue(Float.isNaN(forward(layer, Float.NaN)[0]), layer.kind());
    }
  }

  @Test
  void theGradientIsMultipliedByTheSlope() {
    ReLU relu = new ReLU();
    forward(relu, 1, -1);
    assertEquals(-7, relu.backward(tensor(new int[] {1, 2}, -7, 5)).data()[0]);
  }
}
