package tensorbang.data.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import tensorbang.InputException;
import tensorbang.data.Dataset;
import tensorbang.data.ImageSet;

class ResizeTest {
  private final ImageSet grey = new ImageSet(new byte[] {0, 10, 20, 30, -1, -3, -1, -3}, new int[] {0, 1}, 2, 2, 1);
  private final ImageSet single = new ImageSet(new byte[] {7}, new int[] {1}, 1, 1, 1);
  private final Dataset data = new Dataset("pairs", List.of("a", "b"), grey, single, single);

  @Test
  void averagesAreasWhereImagesGetSmaller() {
    Dataset small = Resize.to(1, data);
    assertArrayEquals(new byte[] {15, -2}, small.train().pixels());
    assertArrayEquals(new int[] {0, 1}, small.train().labels());
    assertEquals("b", small.train().className(1));
    assertEquals(1, small.train().height());
    assertSame(data.test().pixels(), small.test().pixels());
  }

  @Test
  void enlargesAllParts() {
    Dataset large = Resize.to(4, data);
    assertArrayEquals(
        new byte[] {0, 0, 10, 10, 0, 0, 10, 10, 20, 20, 30, 30, 20, 20, 30, 30},
        large.train().pixels(0));
    assertArrayEquals(new byte[] {7, 7, 7, 7}, Resize.to(2, data).validation().pixels());
    assertEquals(4, large.test().width());
  }

  @Test
  void imagesOfTheRightHeightAreStillMadeSquare() {
    ImageSet wide = new ImageSet(new byte[] {10, 20, 30, 50}, new int[] {0}, 1, 4, 1);
    Dataset square = Resize.to(1, new Dataset("wide", List.of("a"), wide, wide));
    assertArrayEquals(new byte[] {28}, square.train().pixels());
  }

  @Test
  void refusesWhatOneArrayCannotHold() {
    InputException e = assertThrows(InputException.class, () -> Resize.allocate(1_000_000, 64, 3));
    assertEquals(
        "size 64: 1,000,000 images of this size take 11,718 MB, which do not fit; make them smaller", e.getMessage());
  }
}
