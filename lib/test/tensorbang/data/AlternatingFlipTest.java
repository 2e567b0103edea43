package tensorbang.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlternatingFlipTest {
  private static final int IMAGES = 200;

  /** Image i is i, 255: two pixels side by side, of one channel. */
  private static final ImageSet SET = set();

  private static ImageSet set() {
    byte[] pixels = new byte[2 * IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      pixels[2 * i] = (byte) i;
      pixels[2 * i + 1] = (byte) 255;
    }
    return new ImageSet(pixels, IntStream.range(0, IMAGES).toArray(), 1, 2, 1);
  }

  /** Whether each image is mirrored in an epoch, by its label. */
  private static TreeMap<Integer, Boolean> mirrored(long seed, int epoch) {
    TreeMap<Integer, Boolean> mirrored = new TreeMap<>();
    Augmentation flip = Augmentation.parse("alternating-flip");
    try (Batches batches = new Batches(SET, 16, seed, flip, new byte[1])) {
      batches.start(epoch, 0);
      while (batches.hasNext()) {
        Batch batch = batches.next();
        for (int i = 0; i < batch.size(); i++)
          mirrored.put(batch.labels()[i], batch.pixels()[2 * i] == (byte) 255);
      }
    }
    return mirrored;
  }

  @Test
  void anyTwoEpochsInARowShowEveryImageBothWays() {
    for (int epoch = 1; epoch <= 4; epoch++) {
      TreeMap<Integer, Boolean> now = mirrored(5, epoch);
      TreeMap<Integer, Boolean> next = mirrored(5, epoch + 1);
      assertEquals(IMAGES, now.size());
      now.forEach((image, isMirrored) -> assertNotEquals(isMirrored, next.get(image)));
    }
  }

  @Test
  void theFirstEpochMirrorsARandomHalfThatTheSeedDecides() {
    long count = mirrored(5, 1).values().stream().filter(m -> m).count();
    assertTrue(count > 75 && count < 125, count + " of " + IMAGES); // 3.5 standard deviations
    assertEquals(mirrored(5, 1), mirrored(5, 1));
    assertNotEquals(mirrored(5, 1), mirrored(6, 1));
  }
}
