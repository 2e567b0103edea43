package tensorbang.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class StratifiedSplitTest {
  private final StratifiedSplit split = StratifiedSplit.of(new int[] {0, 0, 0, 1, 2, 2}, "test");

  @Test
  void takesFromNoImageToAllButOneOfEachClass() {
    assertEquals(3, split.most());
    assertEquals(0, split.take(0).taken().length);
    assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5}, split.take(0).rest());
    assertEquals(3, split.take(3).taken().length);
    assertThrows(IllegalArgumentException.class, () -> split.take(4));
    assertThrows(IllegalArgumentException.class, () -> split.take(-1));
  }
}
