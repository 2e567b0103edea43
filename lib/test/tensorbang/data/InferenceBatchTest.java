package tensorbang.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class InferenceBatchTest {
  @Test
  void largerImagesComeInSmallerBatches() {
    assertEquals(500, InferenceBatch.size(500, 32 * 32 * 3));
    assertEquals(500, InferenceBatch.size(500, 28 * 28));
    assertEquals(10, InferenceBatch.size(500, 224 * 224 * 3));
    assertEquals(1, InferenceBatch.size(500, 4000 * 3000 * 3));
  }
}
