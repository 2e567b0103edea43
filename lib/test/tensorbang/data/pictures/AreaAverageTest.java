package tensorbang.data.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AreaAverageTest {
  /** A grey picture, height x width, through the average. */
  private static int[] resize(int[][] grey, int height, int width) {
    AreaAverage average = new AreaAverage(grey.length, grey[0].length, height, width, 3);
    for (int[] row : grey) {
      double[] rgb = new double[3 * row.length];
      for (int x = 0; x < rgb.length; x++) rgb[x] = row[x / 3];
      average.addRow(rgb);
    }
    byte[] bytes = average.bytes();
    int[] result = new int[height * width];
    for (int i = 0; i < bytes.length; i++) {
      if (i % 3 == 0) result[i / 3] = bytes[i] & 0xff;
    }
    return result;
  }

  @Test
  void leavesAPictureOfTheSizeAsItIs() {
    assertArrayEquals(new int[] {0, 255, 7, 128}, resize(new int[][] {{0, 255}, {7, 128}}, 2, 2));
  }

  @Test
  void averagesWholePixels() {
    assertArrayEquals(new int[] {15, 105}, resize(new int[][] {{0, 10, 100, 100}, {20, 30, 110, 110}}, 1, 2));
  }

  @Test
  void countsPixelsInPart() {
    // Three to two: (0 + 0.5 * 90) / 1.5 = 30 and (0.5 * 90 + 255) / 1.5 = 200.
    assertArrayEquals(new int[] {30, 200}, resize(new int[][] {{0, 90, 255}}, 1, 2));
    assertArrayEquals(new int[] {30, 200}, resize(new int[][] {{0}, {90}, {255}}, 2, 1));
  }

  @Test
  void enlargesByTheSameRule() {
    assertArrayEquals(new int[] {10, 20, 30}, resize(new int[][] {{10, 30}}, 1, 3));
    assertArrayEquals(new int[] {7, 7, 7, 7, 7, 7}, resize(new int[][] {{7}}, 3, 2));
  }

  @Test
  void roundsHalfUp() {
    assertArrayEquals(new int[] {1, 255}, resize(new int[][] {{0, 1, 254, 255}}, 1, 2));
  }

  @Test
  void keepsTheChannelsApart() {
    AreaAverage average = new AreaAverage(1, 2, 1, 1, 3);
    average.addRow(new double[] {10, 20, 30, 20, 40, 60});
    assertArrayEquals(new byte[] {15, 30, 45}, average.bytes());
  }

  @ParameterizedTest
  @CsvSource({"37, 61, 32, 32", "32, 100, 32, 32", "5, 9, 32, 32", "480, 33, 7, 11", "1, 1, 4, 4"})
  void agreesWithAnIntegralOverThePicture(int oldHeight, int oldWidth, int height, int width) {
    Random random = new Random(1);
    int[][] grey = new int[oldHeight][oldWidth];
    for (int[] row : grey) for (int x = 0; x < row.length; x++) row[x] = random.nextInt(256);
    int[] expected = new int[height * width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double sum = 0;
        for (int oy = 0; oy < oldHeight; oy++) {
          for (int ox = 0; ox < oldWidth; ox++) {
            sum += grey[oy][ox] * common(oy, y, oldHeight, height) * common(ox, x, oldWidth, width);
          }
        }
        expected[y * width + x] = (int) Math.floor(sum + 0.5 + 1e-9);
      }
    }
    assertArrayEquals(expected, resize(grey, height, width));
  }

  /** The share that old pixel {@code old} has in new pixel {@code at}, of pictures drawn to the same length. */
  private static double common(int old, int at, int oldSize, int size) {
    double start = Math.max((double) old / oldSize, (double) at / size);
    double end = Math.min((old + 1.0) / oldSize, (at + 1.0) / size);
    return Math.max(0, end - start) * size;
  }
}
