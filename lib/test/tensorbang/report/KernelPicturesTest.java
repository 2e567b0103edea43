package tensorbang.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import tensorbang.InputException;
import tensorbang.weights.FloatArray;

class KernelPicturesTest {
  @Test
  void everyFilterHasTheWholeRangeOfColoursForItself() {
    // One row of two positions, three channels, two filters.
    float[] weights = {-1, 10, 0, 20, 1, 30, 1, 10, 1, 10, -1, 30};
    List<BufferedImage> pictures = KernelPictures.of(FloatArray.of(new int[] {1, 2, 3, 2}, weights));
    assertEquals(2, pictures.size());
    assertEquals(0x0080FF, pictures.get(0).getRGB(0, 0) & 0xFFFFFF);
    assertEquals(0xFFFF00, pictures.get(0).getRGB(1, 0) & 0xFFFFFF);
    assertEquals(0x0080FF, pictures.get(1).getRGB(0, 0) & 0xFFFFFF);
    assertEquals(0x0000FF, pictures.get(1).getRGB(1, 0) & 0xFFFFFF);
  }

  @Test
  void otherChannelsThanThreeAreRefused() {
    assertThrows(InputException.class, () -> KernelPictures.of(FloatArray.of(new int[] {1, 1, 4, 1}, 1, 2, 3, 4)));
  }
}
