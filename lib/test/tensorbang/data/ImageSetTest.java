package tensorbang.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImageSetTest {
  private final ImageSet two =
      new ImageSet(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, new int[] {7, 8}, 1, 2, 3);

  @Test
  void cutsOutAnImage() {
    assertEquals(6, two.imageBytes());
    assertArrayEquals(new byte[] {7, 8, 9, 10, 11, 12}, two.image(1));
  }

  @Test
  void takesTheFirstImages() {
    ImageSet one = two.first(1);
    assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6}, one.pixels());
    assertArrayEquals(new int[] {7}, one.labels());
    assertEquals(0, two.first(0).size());
    assertSame(two, two.first(3));
    assertThrows(IllegalArgumentException.class, () -> two.first(-1));
  }

  @Test
  void refusesPixelsThatDoNotFitTheLabels() {
    assertThrows(IllegalArgumentException.class, () -> new ImageSet(new byte[7], new int[1], 1, 2, 3));
  }

  @Test
  void limitOfADatasetCutsBothPartsAndZeroIsAll() {
    Dataset dataset = new Dataset("pairs", List.of("a"), two, two.first(1));
    assertEquals(1, dataset.limit(1).train().size());
    assertEquals(1, dataset.limit(2).test().size());
    assertEquals(2, dataset.limit(2).train().size());
    assertSame(dataset, dataset.limit(0));
    assertThrows(IllegalArgumentException.class, () -> dataset.limit(-1));
  }
}
