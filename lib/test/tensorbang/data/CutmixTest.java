package tensorbang.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CutmixTest {
  private static final int SIZE = 5;
  private static final int HEIGHT = 16;
  private static final int WIDTH = 12;

  /** Every byte of image i is i. */
  private static Batch mixed(String label, long firstIndex) {
    int bytes = HEIGHT * WIDTH * 3;
    byte[] pixels = new byte[SIZE * bytes];
    for (int i = 0; i < SIZE; i++) Arrays.fill(pixels, i * bytes, (i + 1) * bytes, (byte) i);
    AugmentedBatch batch = new AugmentedBatch(pixels, new int[SIZE], HEIGHT, WIDTH, new byte[3], 1, firstIndex);
    Augmentation.parse(label).apply(batch, "test");
    return batch.finished();
  }

  /** The rows and columns of image i that the next image has, from (inclusive) and to (exclusive). */
  private record Pasted(int top, int bottom, int left, int right) {
    static Pasted of(Batch batch, int i) {
      int top = HEIGHT;
      int bottom = 0;
      int left = WIDTH;
      int right = 0;
      int next = (i + 1) % SIZE;
      int changed = 0;
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
          int at = ((i * HEIGHT + y) * WIDTH + x) * 3;
          int colour = batch.pixels()[at];
          assertEquals(colour, batch.pixels()[at + 1]);
          assertEquals(colour, batch.pixels()[at + 2]);
          if (colour == i) continue;
          assertEquals(next, colour);
          changed++;
          top = Math.min(top, y);
          bottom = Math.max(bottom, y + 1);
          left = Math.min(left, x);
          right = Math.max(right, x + 1);
        }
      }
      if (changed > 0) assertEquals((bottom - top) * (right - left), changed, "a rectangle without holes");
      return changed == 0 ? new Pasted(0, 0, 0, 0) : new Pasted(top, bottom, left, right);
    }

    int area() {
      return (bottom - top) * (right - left);
    }

    boolean isInside() {
      return top > 0 && left > 0 && bottom < HEIGHT && right < WIDTH;
    }
  }

  @Test
  void aRectangleIsThatOfTheNextImageAndItsShareTheSecondLabels() {
    for (int n = 0; n < 200; n++) {
      Batch batch = mixed("cutmix", (long) n * SIZE);
      for (int i = 0; i < SIZE; i++)
        assertEquals(
            Pasted.of(batch, i).area() / (float) (HEIGHT * WIDTH), batch.secondShares()[i]);
    }
  }

  @Test
  void aRectangleHasTheImagesShapeAndLiesAnywhere() {
    boolean top = false;
    boolean left = false;
    boolean bottom = false;
    boolean right = false;
    int whole = 0;
    for (int n = 0; n < 200; n++) {
      Batch batch = mixed("cutmix", (long) n * SIZE);
      for (int i = 0; i < SIZE; i++) {
        Pasted pasted = Pasted.of(batch, i);
        if (pasted.area() == 0) continue;
        top |= pasted.top == 0;
        left |= pasted.left == 0;
        bottom |= pasted.bottom == HEIGHT;
        right |= pasted.right == WIDTH;
        if (!pasted.isInside()) continue;
        whole++;
        // side * 16 and side * 12 without their fractions
        double side = (pasted.bottom - pasted.top) / (double) HEIGHT;
        int columns = pasted.right - pasted.left;
        assertTrue(columns >= Math.floor(side * WIDTH) && columns <= (side + 1.0 / HEIGHT) * WIDTH, pasted.toString());
      }
    }
    assertTrue(top && left && bottom && right);
    assertTrue(whole > 100);
  }

  /**
   * With an ALPHA of 100, lambda is near 1/2 and a side near 0.707 of the image's: 11 of 16 rows and 8 of 12 columns,
   * less what reaches over the edge.
   */
  @Test
  void sharesAreThoseOfTheDistribution() {
    double sum = 0;
    int n = 4000;
    for (int i = 0; i < n / SIZE; i++)
      for (float share : mixed("cutmix:100", (long) i * SIZE).secondShares()) sum += share;
    double expected = 0;
    for (int y = 0; y < HEIGHT; y++)
      for (int x = 0; x < WIDTH; x++)
        expected += (Math.min(HEIGHT, y - 5 + 11) - Math.max(0, y - 5)) * (Math.min(WIDTH, x + 4) - Math.max(0, x - 4));
    assertEquals(expected / Math.pow(HEIGHT * WIDTH, 2), sum / n, 0.02);
  }
}
