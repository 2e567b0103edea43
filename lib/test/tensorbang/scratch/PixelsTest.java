package tensorbang.scratch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PixelsTest {
  private static final float[] MEAN = {0.2f, 0.4f};
  private static final float[] DEVIATION = {0.5f, 0.1f};

  @Test
  void bytesAreUnsignedAndEachChannelHasItsOwnMean() {
    Tensor x = Pixels.normalize(new byte[] {51, 102, (byte) 255, 0}, 1, 2, MEAN, DEVIATION, null);
    assertArrayEquals(new int[] {1, 1, 2, 2}, x.shape());
    assertArrayEquals(new float[] {0, 0, 1.6f, -4}, x.data(), 1e-6f);
  }

  @Test
  void aTensorOfTheRightShapeIsUsedAgain() {
    Tensor x = Pixels.normalize(new byte[4], 1, 2, MEAN, DEVIATION, null);
    assertSame(x, Pixels.normalize(new byte[4], 1, 2, MEAN, DEVIATION, x));
  }

  @Test
  void bytesMustBeWholeImages() {
    assertThrows(IllegalArgumentException.class, () -> Pixels.normalize(new byte[5], 1, 2, MEAN, DEVIATION, null));
  }
}
