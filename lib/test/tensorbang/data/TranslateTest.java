package tensorbang.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tensorbang.InputException;

class TranslateTest {
  private static final byte[] FILL = {99};

  private static byte[] moved(int down, int right, int height, int width, int... pixels) {
    byte[] bytes = new byte[pixels.length];
    for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) pixels[i];
    Translate.move(new TrainingImage(bytes, 0, height, width, FILL), down, right);
    return bytes;
  }

  @Test
  void whatIsEmptyShowsTheReflectionWithoutTheBorderItself() {
    assertArrayEquals(new byte[] {3, 2, 1, 2}, moved(0, 2, 1, 4, 1, 2, 3, 4));
    assertArrayEquals(new byte[] {3, 4, 3, 2}, moved(0, -2, 1, 4, 1, 2, 3, 4));
    assertArrayEquals(new byte[] {2, 1, 2, 3}, moved(1, 0, 4, 1, 1, 2, 3, 4));
    assertArrayEquals(new byte[] {5, 4, 2, 1}, moved(1, 1, 2, 2, 1, 2, 4, 5));
  }

  @Test
  void anImageSmallerThanTheShiftIsReflectedAgain() {
    assertArrayEquals(new byte[] {2, 1}, moved(0, 3, 1, 2, 1, 2));
    assertArrayEquals(new byte[] {7}, moved(5, -5, 1, 1, 7));
  }

  @Test
  void everyShiftUpToTheGivenPixelsHappens() {
    Augmentation translate = Augmentation.parse("translate");
    Set<Integer> seen = new HashSet<>();
    for (int seed = 0; seed < 1000; seed++) {
      byte[] pixels = new byte[49];
      pixels[24] = 1; // in the middle of 7x7
      translate.apply(new AugmentedBatch(pixels, new int[1], 7, 7, FILL, seed, 0), "test");
      for (int i = 0; i < 49; i++) if (pixels[i] == 1) seen.add(i);
    }
    Set<Integer> expected = new HashSet<>();
    for (int y = 1; y <= 5; y++) for (int x = 1; x <= 5; x++) expected.add(7 * y + x);
    assertEquals(expected, seen);
  }

  @Test
  void itsLabelIsWrittenWithoutTheDefault() {
    assertEquals("translate", Augmentation.parse("translate:2").toString());
    assertEquals("translate:4,flip", Augmentation.parse("flip,translate:4").toString());
    assertThrows(InputException.class, () -> Augmentation.parse("translate:0"));
  }

  @Test
  void aColourKeepsItsChannels() {
    byte[] pixels = {1, 2, 3, 4, 5, 6};
    Translate.move(new TrainingImage(pixels, 0, 1, 2, new byte[3]), 0, 1);
    assertArrayEquals(new byte[] {4, 5, 6, 1, 2, 3}, pixels);
  }
}
