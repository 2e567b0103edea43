package tensorbang.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class FloatArrayTest {
  @Test
  void aScalarHasNoDimensionsAndOneElement() {
    FloatArray scalar = FloatArray.scalar(3);
    assertArrayEquals(new int[0], scalar.shape());
    assertEquals(1, scalar.size());
  }

  @Test
  void aZeroDimensionMeansNoElementsHoweverLargeTheOthersAre() {
    int[] shape = {Integer.MAX_VALUE, Integer.MAX_VALUE, 0};
    assertEquals(0, FloatArray.of(shape).size());
  }

  @Test
  void refusesAShapeWithAnotherNumberOfElements() {
    var e = assertThrows(IllegalArgumentException.class, () -> FloatArray.of(new int[] {2, 3}, 1, 2, 3));
    assertEquals("shape [2, 3] has 6 elements, not 3", e.getMessage());
  }

  @Test
  void refusesNegativeDimensionsEvenIfTheirProductFits() {
    assertThrows(IllegalArgumentException.class, () -> FloatArray.of(new int[] {-1, -2}, 1, 2));
    assertThrows(IllegalArgumentException.class, () -> FloatArray.of(new int[] {-1, 0}));
  }

  @Test
  void refusesAShapeWhoseElementCountOverflows() {
    int[] twoTo64 = {1 << 16, 1 << 16, 1 << 16, 1 << 16};
    assertThrows(IllegalArgumentException.class, () -> new FloatArray(twoTo64, new float[0]));
  }

  @Test
  void equalityIsByShapeAndContent() {
    FloatArray array = FloatArray.of(new int[] {1, 2}, 1, Float.NaN);
    FloatArray same = FloatArray.of(new int[] {1, 2}, 1, Float.NaN);
    assertEquals(same, array);
    assertEquals(same.hashCode(), array.hashCode());
    assertNotEquals(FloatArray.of(new int[] {2, 1}, 1, Float.NaN), array);
    assertNotEquals(FloatArray.vector(0f), FloatArray.vector(-0f));
  }

  @Test
  void theShapeCannotBeChangedFromOutside() {
    int[] shape = {2};
    FloatArray array = FloatArray.of(shape, 1, 2);
    shape[0] = 7;
    array.shape()[0] = 8;
    assertArrayEquals(new int[] {2}, array.shape());
  }
}
