package tensorbang.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tensorbang.InputException;
import tensorbang.random.RandomStreams;

class AugmentationTest {
  private static final int SIDE = 12;
  private static final byte[] FILL = {-3, -2, -1};
  private static final Augmentation CROP = new Augmentation(true, false, false);
  private static final Augmentation FLIP = new Augmentation(false, true, false);
  private static final Augmentation CUTOUT = new Augmentation(false, false, true);

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
    byte[] out = new byte[set.imageBytes()];
    augmentation.apply(set, 1, FILL, RandomStreams.of(1, "test", index), out, 0);
    return out;
  }

  private static byte[] pixel(byte[] image, int y, int x) {
    return Arrays.copyOfRange(image, (y * SIDE + x) * 3, (y * SIDE + x) * 3 + 3);
  }

  private static boolean isFill(byte[] image, int y, int x) {
    return Arrays.equals(FILL, pixel(image, y, x));
  }

  @ParameterizedTest
  @CsvSource({
    "none, none", "crop, crop", "'crop,flip', 'crop,flip'", "'flip,crop', 'crop,flip'",
    "'cutout, flip ,crop', 'crop,flip,cutout'"
  })
  void readsAndTellsItsWords(String text, String canonical) {
    assertEquals(canonical, Augmentation.parse(text).toString());
    assertEquals(Augmentation.parse(text), Augmentation.parse(canonical));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "corp", "crop,", "none,crop", "crop flip", "CROP"})
  void refusesOtherWordsNamingTheOption(String text) {
    InputException e = assertThrows(InputException.class, () -> Augmentation.parse(text));
    assertTrue(e.getMessage().startsWith("--augment " + text), e.getMessage());
  }

  @Test
  void noneCopies() {
    assertArrayEquals(set.image(1), apply(Augmentation.NONE, 0));
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
          assertArrayEquals(
              inside ? new byte[] {(byte) (y + down), (byte) (x + right), 7} : FILL, pixel(out, y, x));
        }
      }
      shifts.add(down * 100 + right);
      assertTrue(Math.abs(down) <= 4 && Math.abs(right) <= 4);
    }
    assertEquals(81, shifts.size());
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
    ImageSet odd = new ImageSet(new byte[] {1, 2, 3}, new int[1], 1, 3, 1);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      byte[] out = new byte[3];
      FLIP.apply(odd, 0, new byte[1], RandomStreams.of(1, "test", i), out, 0);
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
            assertArrayEquals(pixel(set.image(1), y, x), pixel(out, y, x));
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
      byte[] both = apply(new Augmentation(true, false, true), i);
      byte[] alone = apply(CROP, i);
      for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
          if (!isFill(both, y, x)) assertArrayEquals(pixel(alone, y, x), pixel(both, y, x));
        }
      }
    }
  }

  @Test
  void leavesTheBytesAroundTheImageAlone() {
    byte[] out = new byte[set.imageBytes() + 10];
    for (int i = 0; i < 100; i++) {
      new Augmentation(true, true, true).apply(set, 1, FILL, RandomStreams.of(2, "test", i), out, 5);
      for (int j = 0; j < 5; j++) {
        assertEquals(0, out[j]);
        assertEquals(0, out[out.length - 1 - j]);
      }
    }
    assertFalse(Arrays.equals(new byte[out.length], out));
  }
}
