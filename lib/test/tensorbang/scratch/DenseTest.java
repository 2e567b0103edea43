package tensorbang.scratch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static tensorbang.scratch.Numbers.set;
import static tensorbang.scratch.Numbers.tensor;

import org.junit.jupiter.api.Test;

class DenseTest {
  private static Dense twoToThree() {
    Dense dense = new Dense(2, 3);
    set(dense.parameters().get(0), 1, 2, 3, 4, 5, 6);
    set(dense.parameters().get(1), 0, 0, 10);
    return dense;
  }

  @Test
  void multipliesByTheKernelAndAddsTheBias() {
    Tensor y = twoToThree().forward(tensor(new int[] {2, 2}, 1, 2, 0, -1), true);
    assertArrayEquals(new float[] {9, 12, 25, -4, -5, 4}, y.data());
  }

  @Test
  void gradientsOfAHandComputedExample() {
    Dense dense = twoToThree();
    dense.forward(tensor(new int[] {2, 2}, 1, 2, 0, -1), true);
    Tensor dx = dense.backward(tensor(new int[] {2, 3}, 1, 0, 2, 0, 1, 0));
    assertArrayEquals(new float[] {7, 16, 2, 5}, dx.data());
    assertArrayEquals(
        new float[] {1, 0, 2, 2, -1, 4}, dense.parameters().get(0).gradient().data());
    assertArrayEquals(
        new float[] {1, 1, 2}, dense.parameters().get(1).gradient().data());
  }

  @Test
  void refusesAnotherNumberOfInputs() {
    assertThrows(IllegalArgumentException.class, () -> twoToThree().forward(Tensor.zeros(1, 3), true));
  }
}
