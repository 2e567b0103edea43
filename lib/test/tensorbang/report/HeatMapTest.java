package tensorbang.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class HeatMapTest {
  private static BufferedImage red(int side) {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < side; y++) for (int x = 0; x < side; x++) image.setRGB(x, y, 0xFF0000);
    return image;
  }

  @Test
  void whereTheMapIsZeroThePictureIsGrey() {
    BufferedImage over = HeatMap.over(red(32), new float[2][2]);
    assertEquals(192, over.getWidth());
    assertEquals(0x4C4C4C, over.getRGB(10, 10) & 0xFFFFFF);
  }

  @Test
  void theLargestValueIsColouredAndTheRestLess() {
    BufferedImage over = HeatMap.over(red(32), new float[][] {{5, 0}, {0, 0}});
    assertEquals(0x4C4C4C, over.getRGB(191, 191) & 0xFFFFFF);
    int strong = over.getRGB(0, 0) & 0xFFFFFF;
    assertNotEquals(0x4C4C4C, strong);
    assertTrue((strong >> 8 & 0xFF) > (over.getRGB(96, 0) >> 8 & 0xFF), "green falls towards the middle");
  }

  @Test
  void rowsOfTheMapAreRowsOfThePicture() {
    BufferedImage over = HeatMap.over(red(32), new float[][] {{0, 5}, {0, 0}});
    assertNotEquals(0x4C4C4C, over.getRGB(191, 0) & 0xFFFFFF, "upper right");
    assertEquals(0x4C4C4C, over.getRGB(0, 191) & 0xFFFFFF, "lower left");
  }

  @Test
  void aLargePictureKeepsItsSize() {
    assertEquals(300, HeatMap.over(red(300), new float[][] {{1}}).getWidth());
  }
}
