package tensorbang.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tensorbang.InputException;

class ProgressiveSizeTest {
  private static final ProgressiveSize SIZES = ProgressiveSize.parse("2:1,3:2");

  @Test
  void theStagesFollowOneAnotherAndThenTheImagesHaveTheirOwnSize() {
    assertEquals(
        List.of(2, 3, 3, 4, 4),
        IntStream.rangeClosed(1, 5).mapToObj(e -> SIZES.heightAt(e, 4)).toList());
    assertEquals(List.of(2, 3), SIZES.heights(4));
    assertEquals(List.of(2), SIZES.heights(3));
    assertEquals(4, ProgressiveSize.NONE.heightAt(1, 4));
  }

  @Test
  void labelsAreReadAndWritten() {
    assertEquals("2:1,3:2", SIZES.toString());
    assertEquals(ProgressiveSize.NONE, ProgressiveSize.parse("none"));
    for (String wrong : List.of("", "24", "24:0", "0:3", "24:3,", "24:x", "-1:2"))
      assertThrows(InputException.class, () -> ProgressiveSize.parse(wrong), wrong);
    assertEquals(
        "progressive_size 2:1,3:2: the images are no more than 2 pixels high",
        assertThrows(InputException.class, () -> SIZES.check(2)).getMessage());
  }

  @Test
  void theWidthIsInProportion() {
    assertEquals(24, ProgressiveSize.width(24, 32, 32));
    assertEquals(12, ProgressiveSize.width(24, 32, 16));
    assertEquals(1, ProgressiveSize.width(1, 32, 4));
  }

  @Test
  void halvingTakesTheMeanOfEachSquareOfFour() {
    byte[] pixels = {0, 10, 20, (byte) 200, 2, 4, (byte) 250, (byte) 255};
    assertArrayEquals(new byte[] {4, (byte) 181}, AreaAverage.shrunk(pixels, 2, 4, 1, 1, 2));
  }

  /** By counting on a grid that is as fine as both sizes ask for. */
  @Test
  void aPixelAtABorderCountsByTheShareThatIsCovered() {
    int from = 4;
    int to = 3;
    int channels = 2;
    byte[] pixels = new byte[2 * from * from * channels];
    new Random(8).nextBytes(pixels);
    byte[] shrunk = AreaAverage.shrunk(pixels, from, from, channels, to, to);
    for (int image = 0; image < 2; image++)
      for (int y = 0; y < to; y++)
        for (int x = 0; x < to; x++)
          for (int c = 0; c < channels; c++) {
            double sum = 0;
            for (int fineY = y * from; fineY < (y + 1) * from; fineY++)
              for (int fineX = x * from; fineX < (x + 1) * from; fineX++)
                sum += pixels[((image * from + fineY / to) * from + fineX / to) * channels + c] & 0xff;
            int expected = (int) Math.round(sum / (from * from));
            assertEquals(expected, shrunk[((image * to + y) * to + x) * channels + c] & 0xff);
          }
  }

  @Test
  void theBatchesOfAStageAreSmallerAndTheSameAgain() {
    byte[] pixels = new byte[6 * 4 * 4 * 3];
    new Random(9).nextBytes(pixels);
    ImageSet set = new ImageSet(pixels, IntStream.range(0, 6).toArray(), 4, 4, 3);
    Augmentation mixed = Augmentation.parse("crop:1,mixup");
    try (Batches full = new Batches(set, 4, 1, mixed, new byte[3]);
        Batches sized = new Batches(set, 4, 1, mixed, new byte[3], false, SIZES)) {
      full.start(2, 1);
      sized.start(2, 1);
      Batch large = full.next();
      Batch small = sized.next();
      assertArrayEquals(AreaAverage.shrunk(large.pixels(), 4, 4, 3, 3, 3), small.pixels());
      assertTrue(large.isMixed());
      assertArrayEquals(large.labels(), small.labels());
      assertArrayEquals(large.secondLabels(), small.secondLabels());
      assertArrayEquals(large.secondShares(), small.secondShares());
      full.start(4, 0);
      sized.start(4, 0);
      assertArrayEquals(full.next().pixels(), sized.next().pixels());
    }
  }

  @Test
  void theImagesThatDoNotFillAStepCanBeLeftOut() {
    ImageSet set = new ImageSet(new byte[7], IntStream.range(0, 7).toArray(), 1, 1, 1);
    try (Batches batches = new Batches(set, 3, 1, Augmentation.NONE, new byte[1], true, ProgressiveSize.NONE);
        Batches few = new Batches(set, 8, 1, Augmentation.NONE, new byte[1], true, ProgressiveSize.NONE)) {
      assertEquals(2, batches.perEpoch());
      assertEquals(1, few.perEpoch()); // the only step there is
      batches.start(1, 1);
      assertEquals(3, batches.next().size());
    }
  }
}
