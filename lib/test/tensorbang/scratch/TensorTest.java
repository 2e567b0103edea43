package tensorbang.scratch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TensorTest {
  @Test
  void numbersMustFillTheShape() {
    assertThrows(IllegalArgumentException.class, () -> Tensor.of(new float[5], 2, 3));
    assertThrows(IllegalArgumentException.class, () -> Tensor.of(new float[4], -2, -2));
    assertEquals(6, Tensor.of(new float[6], 2, 3).size());
  }

  @Test
  void reshapingSharesTheNumbersAndCopyingDoesNot() {
    Tensor x = Tensor.zeros(2, 3);
    assertSame(x.data(), x.reshape(3, 2).data());
    assertNotSame(x.data(), x.copy().data());
    assertTrue(x.copy().hasShapeOf(x));
    assertFalse(x.reshape(3, 2).hasShapeOf(x));
  }

  @Test
  void argmaxIsTheFirstLargestOfEachRow() {
    Tensor x = Tensor.of(new float[] {0, 2, 2, -1, -3, -2}, 2, 3);
    assertArrayEquals(new int[] {1, 0}, x.argmax());
  }

  @Test
  void aBufferIsReusedForTheSameShapeOnly() {
    Tensor old = Tensor.zeros(2, 3);
    assertSame(old, Tensor.reuse(old, 2, 3));
    assertEquals(4, Tensor.reuse(old, 2, 2).size());
  }
}
