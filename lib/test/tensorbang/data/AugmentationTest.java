package tensorbang.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tensorbang.random.RandomStreams;

class AugmentationTest {
  private static final int SIDE = 12;
  private static final byte[] FILL = {-3, -2, -1};
  private static final Augmentation CROP = Augmentation.parse("crop");
  private static final Augmentation FLIP = Augmentation.parse("flip");
  private static final Augmentation CUTOUT = Augmentation.parse("cutout");

  /** The second image has (row, column, 7) as its colours. */
  private final ImageSet set = set();

  private static ImageSet set() {
    byte[] pixels = new byte[2 * SIDE * SIDE * 3];
    for (int y = 0, at = SIDE * SIDE * 3; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        pixels[at++] = (byte) y;
        pixels[at++] = (byte) x;
        pixels[at++] = 7;
      }
    }
    return new ImageSet(pixels, new int[2], SIDE, SIDE, 3);
  }

  private byte[] apply(Augmentation augmentation, long index) {
    byte[] out = set.pixels(1);
    augmentation.apply(new AugmentedBatch(out, new int[1], SIDE, SIDE, FILL, 1, index), "test");
    return out;
  }

  private static byte[] pixel(byte[] image, int y, int x) {
    return Arrays.copyOfRange(image, (y * SIDE + x) * 3, (y * SIDE + x) * 3 + 3);
  }

  private static boolean isFill(byte[] image, int y, int x) {
    return Arrays.equals(FILL, pixel(image, y, x));
  }

  @Test
  void noneLeavesTheImage() {
    assertArrayEquals(set.pixels(1), apply(Augmentation.NONE, 0));
  }

  @Test
  void cropShiftsAndFillsWhatComesIn() {
    Set<Integer> shifts = new HashSet<>();
    for (int i = 0; i < 2000; i++) {
      byte[] out = apply(CROP, i);
      // The middle is never filled: it tells the shift.
      byte[] middle = pixel(out, SIDE / 2, SIDE / 2);
      int down = middle[0] - SIDE / 2;
      int right = middle[1] - SIDE / 2;
      for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
          boolean inside = y + down >= 0 && y + down < SIDE && x + right >= 0 && x + right < SIDE;
          assertArrayEquals(inside ? new byte[] {(byte) (y + down), (byte) (x + right), 7} : FILL, pixel(out, y, x));
        }
      }
      shifts.add(down * 100 + right);
      assertTrue(Math.abs(down) <= 4 && Math.abs(right) <= 4);
    }
    assertEquals(81, shifts.size());
  }

  @Test
  void aCropThatPadsByMoreThanTheImageMayShowPaddingAlone() {
    Augmentation wide = Augmentation.parse("crop:40");
    boolean onlyPadding = false;
    for (int i = 0; i < 100; i++) {
      byte[] out = apply(wide, i);
      boolean filled = true;
      for (int y = 0; y < SIDE; y++) for (int x = 0; x < SIDE; x++) filled &= isFill(out, y, x);
      onlyPadding |= filled;
    }
    assertTrue(onlyPadding);
  }

  @Test
  void flipMirrorsHalfOfTheImages() {
    int mirrored = 0;
    for (int i = 0; i < 1000; i++) {
      byte[] out = apply(FLIP, i);
      boolean mirror = pixel(out, 0, 0)[1] != 0;
      for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
          assertArrayEquals(new byte[] {(byte) y, (byte) (mirror ? SIDE - 1 - x : x), 7}, pixel(out, y, x));
        }
      }
      if (mirror) mirrored++;
    }
    assertEquals(500, mirrored, 60);
  }

  @Test
  void mirrorsAnOddWidth() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      byte[] out = {1, 2, 3};
      FLIP.apply(new AugmentedBatch(out, new int[1], 1, 3, new byte[1], 1, i), "test");
      seen.add(Arrays.toString(out));
    }
    assertEquals(Set.of("[1, 2, 3]", "[3, 2, 1]"), seen);
  }

  @Test
  void cutoutBlanksASquareThatMayReachOverTheEdge() {
    Set<Integer> holes = new HashSet<>();
    for (int i = 0; i < 2000; i++) {
      byte[] out = apply(CUTOUT, i);
      int top = SIDE;
      int bottom = -1;
      int left = SIDE;
      int right = -1;
      int filled = 0;
      for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
          if (!isFill(out, y, x)) {
            assertArrayEquals(pixel(set.pixels(1), y, x), pixel(out, y, x));
            continue;
          }
          filled++;
          top = Math.min(top, y);
          bottom = Math.max(bottom, y);
          left = Math.min(left, x);
          right = Math.max(right, x);
        }
      }
      int height = bottom - top + 1;
      int width = right - left + 1;
      assertEquals(height * width, filled);
      assertTrue(height == 8 || height >= 4 && height < 8 && (top == 0 || bottom == SIDE - 1));
      assertTrue(width == 8 || width >= 4 && width < 8 && (left == 0 || right == SIDE - 1));
      holes.add(top * 1000 + bottom * 100 + left * 10 + right);
    }
    assertEquals(SIDE * SIDE, holes.size());
  }

  @Test
  void onePartDoesNotChangeWhatAnotherDraws() {
    for (int i = 0; i < 50; i++) {
      byte[] both = apply(Augmentation.parse("crop,cutout"), i);
      byte[] alone = apply(CROP, i);
      for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
          if (!isFill(both, y, x)) assertArrayEquals(pixel(alone, y, x), pixel(both, y, x));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"crop", "flip", "rotate", "cutout", "erase:1"})
  void changesOnlyTheImageItIsGiven(String label) {
    int bytes = set.imageBytes();
    byte[] out = new byte[3 * bytes];
    System.arraycopy(set.pixels(), bytes, out, bytes, bytes);
    Augmentation augmentation = Augmentation.parse(label);
    for (int i = 0; i < 100; i++) {
      augmentation.apply(new TrainingImage(out, bytes, SIDE, SIDE, FILL), RandomStreams.of(2, "test", i));
      for (int j = 0; j < bytes; j++) {
        assertEquals(0, out[j]);
        assertEquals(0, out[2 * bytes + j]);
      }
    }
    assertFalse(Arrays.equals(set.pixels(1), Arrays.copyOfRange(out, bytes, 2 * bytes)));
  }

  @Test
  void cropPadsByItsArgument() {
    int widest = 0;
    for (int i = 0; i < 500; i++) {
      byte[] out = apply(Augmentation.parse("crop:2"), i);
      int down = pixel(out, SIDE / 2, SIDE / 2)[0] - SIDE / 2;
      widest = Math.max(widest, Math.abs(down));
    }
    assertEquals(2, widest);
  }

  @Test
  void cutoutHasTheSizeOfItsArgument() {
    int largest = 0;
    for (int i = 0; i < 500; i++) {
      byte[] out = apply(Augmentation.parse("cutout:5"), i);
      int filled = 0;
      for (int y = 0; y < SIDE; y++) for (int x = 0; x < SIDE; x++) if (isFill(out, y, x)) filled++;
      largest = Math.max(largest, filled);
    }
    assertEquals(25, largest);
  }
}
