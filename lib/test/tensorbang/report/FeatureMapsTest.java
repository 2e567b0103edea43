package tensorbang.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureMapsTest {
  @TempDir
  Path folder;

  private final BufferedImage input = input(32, 32);

  @Test
  void everyPixelOfTheInputIsASquareOfEqualPixels() throws IOException {
    BufferedImage picture = write(input, maps(32, 28, 28));
    assertBlocks(input, picture, 28, 92, 14);
  }

  @Test
  void everyValueOfEveryMapIsASquareOfEqualPixels() throws IOException {
    float[][][] maps = maps(32, 28, 28);
    BufferedImage picture = write(input, maps);
    for (int i = 0; i < maps.length; i++) {
      int left = 536 + i % 8 * (168 + 20);
      int top = 92 + i / 8 * (168 + 60 + 20);
      assertBlocks(FeatureMap.of(maps[i]).image(), picture, left, top, 6);
    }
  }

  @Test
  void eachMapHasTheWholeScaleForItself() {
    FeatureMap map = FeatureMap.of(new float[][] {{-2, 0}, {0.5f, 3}});
    assertEquals(ColourScale.VIRIDIS.rgb(0), map.image().getRGB(0, 0) & 0xFFFFFF);
    assertEquals(ColourScale.VIRIDIS.rgb(0.4), map.image().getRGB(1, 0) & 0xFFFFFF);
    assertEquals(ColourScale.VIRIDIS.rgb(0.5), map.image().getRGB(0, 1) & 0xFFFFFF);
    assertEquals(ColourScale.VIRIDIS.rgb(1), map.image().getRGB(1, 1) & 0xFFFFFF);
    assertEquals("-2.00 to 3.00", map.range());
  }

  @Test
  void tellsDeadMapsAndMapsThatAreNotNumbers() {
    assertEquals("0.00 everywhere", FeatureMap.of(new float[3][3]).range());
    assertEquals("not a number", FeatureMap.of(new float[][] {{Float.NaN}}).range());
    FeatureMap half = FeatureMap.of(new float[][] {{Float.NaN, 1, 2000}});
    assertEquals("1.00 to 2.0e+03", half.range());
    assertEquals(0x999999, half.image().getRGB(0, 0) & 0xFFFFFF);
  }

  @Test
  void takesMapsAndInputsOfAnySize() throws IOException {
    int[][] sizes = {{1, 1, 1}, {3, 5, 9}, {16, 32, 32}, {64, 8, 8}, {2, 200, 100}};
    for (int[] size : sizes) {
      BufferedImage picture = write(input(40, 20), maps(size[0], size[1], size[2]));
      assertTrue(picture.getWidth() > 536 && picture.getHeight() > 300);
    }
    write(input(1000, 700), maps(4, 28, 28));
  }

  private BufferedImage write(BufferedImage input, float[][][] maps) throws IOException {
    Path png = folder.resolve("a.png");
    FeatureMaps.write(input, maps, "outputs of the first layer", List.of("cat 93.1 %", "dog 4.2 %"), png);
    return ImageIO.read(png.toFile());
  }

  private static void assertBlocks(BufferedImage source, BufferedImage picture, int left, int top, int side) {
    for (int y = 0; y < source.getHeight() * side; y++) {
      for (int x = 0; x < source.getWidth() * side; x++) {
        if (source.getRGB(x / side, y / side) != picture.getRGB(left + x, top + y)) {
          throw new AssertionError("pixel " + x + ", " + y + " right of " + left + " and below " + top);
        }
      }
    }
  }

  private static BufferedImage input(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(1);
    for (int y = 0; y < height; y++) for (int x = 0; x < width; x++) image.setRGB(x, y, random.nextInt(1 << 24));
    return image;
  }

  private static float[][][] maps(int channels, int height, int width) {
    Random random = new Random(2);
    float[][][] maps = new float[channels][height][width];
    for (float[][] map : maps) {
      for (float[] row : map) for (int x = 0; x < width; x++) row[x] = (float) random.nextGaussian();
    }
    return maps;
  }
}
