package tensorbang.scratch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static tensorbang.scratch.Numbers.tensor;

import org.junit.jupiter.api.Test;

class PoolTest {
  /** Four rows and five columns; the last column fits in no window of two. */
  private static final Tensor TWENTY =
      tensor(new int[] {1, 4, 5, 1}, 1, 8, 3, 4, 99, 5, 6, 7, 2, 99, -1, -2, -7, -4, 99, -5, -6, -3, -8, 99);

  @Test
  void maxPoolTakesTheLargestOfEachWindow() {
    Tensor y = new MaxPool(2).forward(TWENTY, true);
    assertArrayEquals(new int[] {1, 2, 2, 1}, y.shape());
    assertArrayEquals(new float[] {8, 7, -1, -3}, y.data());
  }

  @Test
  void maxPoolSendsTheGradientToTheLargest() {
    MaxPool pool = new MaxPool(2);
    pool.forward(TWENTY, true);
    Tensor dx = pool.backward(tensor(new int[] {1, 2, 2, 1}, 1, 2, 3, 4));
    float[] expected = new float[20];
    expected[1] = 1;
    expected[7] = 2;
    expected[10] = 3;
    expected[17] = 4;
    assertArrayEquals(expected, dx.data());
  }

  @Test
  void maxPoolSendsTheGradientOfEqualsToTheFirst() {
    MaxPool pool = new MaxPool(2);
    pool.forward(tensor(new int[] {1, 2, 2, 1}, 0, 5, 5, 5), true);
    assertArrayEquals(
        new float[] {0, 1, 0, 0},
        pool.backward(tensor(new int[] {1, 1, 1, 1}, 1)).data());
  }

  @Test
  void aWindowOfThreeTakesTheFirstOfTheLargestOfItsNine() {
    MaxPool pool = new MaxPool(3, 1);
    Tensor x = tensor(new int[] {1, 3, 4, 1}, -9, -8, -7, -9, -6, -2, -2, -9, -5, -4, -3, -1);
    assertArrayEquals(new float[] {-2, -1}, pool.forward(x, true).data());
    float[] expected = new float[12];
    expected[5] = 10;
    expected[11] = 20;
    Tensor dx = pool.backward(tensor(new int[] {1, 1, 2, 1}, 10, 20));
    assertArrayEquals(expected, dx.data());
  }

  @Test
  void averagePoolSharesTheGradientOutOverTheWindow() {
    AvgPool pool = new AvgPool(2, 2);
    pool.forward(Tensor.zeros(1, 2, 4, 1), true);
    Tensor dx = pool.backward(tensor(new int[] {1, 1, 2, 1}, 4, 8));
    assertArrayEquals(new float[] {1, 1, 2, 2, 1, 1, 2, 2}, dx.data());
  }

  @Test
  void maxPoolAddsTheGradientsOfOverlappingWindows() {
    MaxPool pool = new MaxPool(2, 1);
    pool.forward(tensor(new int[] {1, 2, 3, 1}, 0, 9, 0, 0, 0, 0), true);
    assertArrayEquals(
        new float[] {0, 3, 0, 0, 0, 0},
        pool.backward(tensor(new int[] {1, 1, 2, 1}, 1, 2)).data());
  }

  @Test
  void poolsTreatChannelsApart() {
    Tensor x = tensor(new int[] {1, 2, 2, 2}, 1, -1, 2, -2, 3, -3, 4, -4);
    assertArrayEquals(new float[] {4, -1}, new MaxPool(2).forward(x, true).data());
    assertArrayEquals(new float[] {2.5f, -2.5f}, new AvgPool(2).forward(x, true).data());
  }

  @Test
  void averagePoolTakesTheMeanOfEachWindow() {
    assertArrayEquals(
        new float[] {5, 4, -3.5f, -5.5f}, new AvgPool(2).forward(TWENTY, true).data());
  }

  @Test
  void averagePoolSharesTheGradient() {
    AvgPool pool = new AvgPool(2, 1);
    pool.forward(Tensor.zeros(1, 2, 3, 1), true);
    Tensor dx = pool.backward(tensor(new int[] {1, 1, 2, 1}, 4, 8));
    assertArrayEquals(new float[] {1, 3, 2, 1, 3, 2}, dx.data());
  }

  @Test
  void aWindowLargerThanTheImageIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new MaxPool(5).forward(TWENTY, true));
  }
}
