package tensorbang.scratch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tensorbang.scratch.Numbers.normal;
import static tensorbang.scratch.Numbers.set;
import static tensorbang.scratch.Numbers.tensor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Conv2DTest {
  private static final Tensor NINE = tensor(new int[] {1, 3, 3, 1}, 1, 2, 3, 4, 5, 6, 7, 8, 9);

  @Test
  void slidesTheKernelOverTheImageUnflipped() {
    Conv2D conv = new Conv2D(1, 1, 2);
    set(conv.parameters().get(0), 1, 2, 3, 4);
    set(conv.parameters().get(1), 0.5f);
    Tensor y = conv.forward(NINE, true);
    assertArrayEquals(new int[] {1, 2, 2, 1}, y.shape());
    assertArrayEquals(new float[] {37.5f, 47.5f, 67.5f, 77.5f}, y.data());
  }

  @Test
  void gradientsOfAHandComputedExample() {
    Conv2D conv = new Conv2D(1, 1, 2);
    set(conv.parameters().get(0), 1, 2, 3, 4);
    conv.forward(NINE, true);
    Tensor dx = conv.backward(tensor(new int[] {1, 2, 2, 1}, 1, 0, 0, 10));
    assertArrayEquals(new float[] {1, 2, 0, 3, 14, 20, 0, 30, 40}, dx.data());
    assertArrayEquals(
        new float[] {51, 62, 84, 95}, conv.parameters().get(0).gradient().data());
    assertArrayEquals(new float[] {11}, conv.parameters().get(1).gradient().data());
  }

  @Test
  void paddingAddsZerosAndStrideSkips() {
    Conv2D conv = new Conv2D(1, 1, 3, 2, 1, 1, false);
    set(conv.parameters().get(0), 1, 1, 1, 1, 1, 1, 1, 1, 1);
    Tensor y = conv.forward(NINE, true);
    assertArrayEquals(new float[] {12, 16, 24, 28}, y.data());
  }

  @Test
  void channelsAreSummedAndOutputsLieSideBySide() {
    Conv2D conv = new Conv2D(2, 3, 1, 1, 0, 1, true);
    set(conv.parameters().get(0), 1, 2, 3, 10, 20, 30);
    set(conv.parameters().get(1), 0, 0, 100);
    Tensor y = conv.forward(tensor(new int[] {1, 1, 2, 2}, 1, 2, 3, 4), true);
    assertArrayEquals(new float[] {21, 42, 163, 43, 86, 229}, y.data());
  }

  @Test
  void groupsSeeTheirOwnChannelsOnly() {
    Conv2D conv = new Conv2D(4, 2, 1, 1, 0, 2, false);
    assertArrayEquals(new int[] {1, 1, 2, 2}, conv.parameters().get(0).value().shape());
    set(conv.parameters().get(0), 1, 10, 2, 20);
    Tensor y = conv.forward(tensor(new int[] {1, 1, 1, 4}, 1, 2, 3, 4), true);
    assertArrayEquals(new float[] {1 + 2 * 2, 3 * 10 + 4 * 20}, y.data());
  }

  /** Many images, blocks that end in the middle of an image, padding wider than the kernel reaches. */
  @ParameterizedTest
  @CsvSource({
    "1,5,4,3,2,3,1,0,1",
    "3,9,8,2,6,3,1,1,1",
    "19,7,7,4,4,3,2,1,2",
    "40,6,5,3,3,2,1,1,3",
    "2,33,31,3,5,5,1,0,1",
    "2,4,4,2,2,2,3,2,1",
    "5,8,8,6,12,1,2,0,6",
    "1,24,24,16,3,3,1,1,1"
  })
  void agreesWithTheDefinition(
      int n, int height, int width, int in, int out, int kernel, int stride, int padding, int groups) {
    Conv2D conv = new Conv2D(in, out, kernel, stride, padding, groups, true);
    Numbers.randomize(conv, 7);
    Tensor x = normal(1, n, height, width, in);
    Tensor y = conv.forward(x, true);
    Tensor dy = normal(2, y.shape());
    Tensor dx = conv.backward(dy);

    Definition right = new Definition(conv, x, y, dy, kernel, stride, padding, groups);
    assertClose(right.y, y);
    assertClose(right.dx, dx);
    assertClose(right.dw, conv.parameters().get(0).gradient());
    assertClose(right.db, conv.parameters().get(1).gradient());
  }

  private static void assertClose(double[] expected, Tensor actual) {
    double largest = 0;
    for (double e : expected) largest = Math.max(largest, Math.abs(e));
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual.data()[i], 2e-6 * largest, "number " + i);
    }
  }

  /** The sums of the definition, term by term. */
  private static final class Definition {
    final double[] y;
    final double[] dx;
    final double[] dw;
    final double[] db;

    Definition(Conv2D conv, Tensor x, Tensor out, Tensor dy, int kernel, int stride, int padding, int groups) {
      Tensor w = conv.parameters().get(0).value();
      float[] bias = conv.parameters().get(1).value().data();
      y = new double[out.size()];
      dx = new double[x.size()];
      dw = new double[w.size()];
      db = new double[bias.length];
      int outputs = out.extent(3);
      int inputs = x.extent(3);
      int depth = inputs / groups;
      for (int i = 0; i < y.length; i++) {
        int o = i % outputs;
        int ox = i / outputs % out.extent(2);
        int oy = i / outputs / out.extent(2) % out.extent(1);
        int n = i / outputs / out.extent(2) / out.extent(1);
        y[i] = bias[o];
        db[o] += dy.data()[i];
        for (int ky = 0; ky < kernel; ky++) {
          for (int kx = 0; kx < kernel; kx++) {
            int iy = oy * stride - padding + ky;
            int ix = ox * stride - padding + kx;
            if (iy < 0 || iy >= x.extent(1) || ix < 0 || ix >= x.extent(2)) continue;
            for (int c = 0; c < depth; c++) {
              int from = ((n * x.extent(1) + iy) * x.extent(2) + ix) * inputs + o / (outputs / groups) * depth + c;
              int weight = ((ky * kernel + kx) * depth + c) * outputs + o;
              y[i] += (double) x.data()[from] * w.data()[weight];
              dx[from] += (double) dy.data()[i] * w.data()[weight];
              dw[weight] += (double) dy.data()[i] * x.data()[from];
            }
          }
        }
      }
    }
  }

  @Test
  void theParametersGetTheSameGradientWithoutThatOfTheInput() {
    Conv2D conv = new Conv2D(3, 4, 3);
    Numbers.randomize(conv, 1);
    Tensor y = conv.forward(normal(1, 2, 6, 6, 3), true);
    Tensor dy = normal(2, y.shape());
    conv.backward(dy);
    float[] expected = conv.parameters().get(0).gradient().data().clone();
    conv.backwardToParameters(dy);
    assertArrayEquals(expected, conv.parameters().get(0).gradient().data());
  }

  @Test
  void saysWhatDoesNotFit() {
    Conv2D conv = new Conv2D(3, 4, 5);
    assertMessage("5x5 does not fit an image of 4x8", () -> conv.forward(Tensor.zeros(1, 4, 8, 3), true));
    assertMessage("3 channels got Tensor[1, 8, 8, 1]", () -> conv.forward(Tensor.zeros(1, 8, 8, 1), true));
    assertMessage("4 axes", () -> conv.forward(Tensor.zeros(8, 3), true));
    assertMessage("2 groups do not divide", () -> new Conv2D(3, 4, 5, 1, 0, 2, true));
    conv.forward(Tensor.zeros(1, 8, 8, 3), true);
    assertMessage("takes shape [1, 4, 4, 4]", () -> conv.backward(Tensor.zeros(1, 8, 8, 4)));
  }

  private static void assertMessage(String part, org.junit.jupiter.api.function.Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(part), message);
  }
}
