package tensorbang.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import tensorbang.random.RandomStreams;

class RandomErasingTest {
  private static final int SIDE = 32;
  private static final int ROUNDS = 2000;

  /** Rows, columns and mean value of what was erased from an image with values that no random byte has all over. */
  private record Erased(int top, int bottom, int left, int right, int changed, double mean) {
    static Erased of(byte[] pixels, int side) {
      int top = side;
      int bottom = -1;
      int left = side;
      int right = -1;
      int changed = 0;
      double sum = 0;
      for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
          if ((pixels[y * side + x] & 0xff) == 7) continue;
          top = Math.min(top, y);
          bottom = Math.max(bottom, y + 1);
          left = Math.min(left, x);
          right = Math.max(right, x + 1);
          changed++;
          sum += pixels[y * side + x] & 0xff;
        }
      }
      return new Erased(top, bottom, left, right, changed, sum / changed);
    }

    int area() {
      return (bottom - top) * (right - left);
    }
  }

  private static Erased apply(String label, int index) {
    return apply(label, index, SIDE);
  }

  private static Erased apply(String label, int index, int side) {
    byte[] pixels = new byte[side * side];
    Arrays.fill(pixels, (byte) 7);
    TrainingImage image = new TrainingImage(pixels, 0, side, side, new byte[1]);
    Augmentation.parse(label).apply(image, RandomStreams.of(1, "test", index));
    return Erased.of(pixels, side);
  }

  @Test
  void erasesRectanglesOfThePublishedSizesAndShapes() {
    double smallest = 1;
    double largest = 0;
    double flattest = 9;
    double tallest = 0;
    double meanSum = 0;
    for (int i = 0; i < ROUNDS; i++) {
      Erased erased = apply("erase:1", i);
      double area = erased.area() / (double) (SIDE * SIDE);
      double aspect = (erased.bottom - erased.top) / (double) (erased.right - erased.left);
      // One value in 256 equals the ground by chance.
      assertTrue(erased.changed >= 0.9 * erased.area(), erased.toString());
      smallest = Math.min(smallest, area);
      largest = Math.max(largest, area);
      flattest = Math.min(flattest, aspect);
      tallest = Math.max(tallest, aspect);
      meanSum += erased.mean;
    }
    assertEquals(0.02, smallest, 0.006);
    assertEquals(0.4, largest, 0.02);
    assertEquals(0.3, flattest, 0.1);
    assertEquals(1 / 0.3, tallest, 0.7);
    assertEquals(127.5, meanSum / ROUNDS, 2);
  }

  @Test
  void anErasedRectangleIsOftenOnePixelHighOrWideAndNeverAsHighOrWideAsTheImage() {
    int[] heights = new int[7];
    int[] widths = new int[7];
    for (int i = 0; i < ROUNDS; i++) {
      Erased erased = apply("erase:1", i, 6);
      if (erased.changed == 0) continue; // one pixel, whose random value is the ground's
      heights[erased.bottom - erased.top]++;
      widths[erased.right - erased.left]++;
    }
    for (int[] lengths : new int[][] {heights, widths}) {
      assertTrue(lengths[1] > ROUNDS / 25, lengths[1] + " are one pixel high or wide");
      assertTrue(lengths[5] > 0);
      assertEquals(0, lengths[6]);
    }
  }

  @Test
  void reachesEveryEdge() {
    boolean top = false;
    boolean bottom = false;
    boolean left = false;
    boolean right = false;
    for (int i = 0; i < ROUNDS; i++) {
      Erased erased = apply("erase:1", i);
      top |= erased.top == 0;
      bottom |= erased.bottom == SIDE;
      left |= erased.left == 0;
      right |= erased.right == SIDE;
    }
    assertTrue(top && bottom && left && right);
  }

  @Test
  void erasesAsOftenAsTheProbabilitySays() {
    int erased = 0;
    int often = 0;
    for (int i = 0; i < ROUNDS; i++) {
      if (apply("erase", i).changed > 0) erased++;
      if (apply("erase:0.9", i).changed > 0) often++;
    }
    assertEquals(0.5 * ROUNDS, erased, 90);
    assertEquals(0.9 * ROUNDS, often, 60);
    assertEquals(0, apply("erase:0", 1).changed);
  }
}
