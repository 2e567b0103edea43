package tensorbang.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageSetTest {
  private final ImageSet two =
      new ImageSet(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, -1}, new int[] {1, 3}, 1, 2, 3);

  @Test
  void copiesTheBytesOfAnImage() {
    assertEquals(6, two.imageBytes());
    assertArrayEquals(new byte[] {7, 8, 9, 10, 11, -1}, two.pixels(1));
    assertEquals(3, two.label(1));
  }

  @Test
  void showsAnImage() {
    BufferedImage image = two.image(1);
    assertEquals(2, image.getWidth());
    assertEquals(1, image.getHeight());
    assertEquals(0xff070809, image.getRGB(0, 0));
    assertEquals(0xff0a0bff, image.getRGB(1, 0));
    ImageSet grey = new ImageSet(new byte[] {0, -128}, new int[2], 1, 1, 1);
    assertEquals(0xff808080, grey.image(1).getRGB(0, 0));
  }

  @Test
  void namesTheClassOfAnImageWhereNamesAreKnown() {
    assertEquals("3", two.className(1));
    ImageSet named = new ImageSet(two.pixels(), two.labels(), 1, 2, 3, List.of("a", "b", "c", "d"));
    assertEquals("d", named.className(1));
    assertEquals("b", named.first(1).className(0));
  }

  @Test
  void countsTheImagesOfEachClass() {
    assertArrayEquals(new int[] {0, 1, 0, 1}, two.classCounts());
    ImageSet named = new ImageSet(two.pixels(), two.labels(), 1, 2, 3, List.of("a", "b", "c", "d", "e"));
    assertArrayEquals(new int[] {0, 1, 0, 1, 0}, named.classCounts());
  }

  @Test
  void takesTheFirstImages() {
    ImageSet one = two.first(1);
    assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6}, one.pixels());
    assertArrayEquals(new int[] {1}, one.labels());
    assertEquals(0, two.first(0).size());
    assertSame(two, two.first(2));
    assertSame(two, two.first(3));
    assertThrows(IllegalArgumentException.class, () -> two.first(-1));
  }

  @Test
  void aBatchIsACopyOfSomeImagesInARow() {
    ImageSet three = two.select(0, 1, 0);
    Batch batch = three.batch(1, 3);
    assertArrayEquals(new byte[] {7, 8, 9, 10, 11, -1, 1, 2, 3, 4, 5, 6}, batch.pixels());
    assertArrayEquals(new int[] {3, 1}, batch.labels());
    assertFalse(batch.isMixed());
  }

  @Test
  void selectsImagesInAnyOrder() {
    ImageSet turned = two.select(1, 0, 1);
    assertArrayEquals(new int[] {3, 1, 3}, turned.labels());
    assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6}, turned.pixels(1));
  }

  @Test
  void refusesPixelsThatDoNotFitTheLabels() {
    assertThrows(IllegalArgumentException.class, () -> new ImageSet(new byte[7], new int[1], 1, 2, 3));
  }
}
