package tensorbang.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;

class TestViewsTest {
  /** Two images of 3x3 and one channel. */
  private static final byte[] PIXELS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19};

  private static byte[] view(boolean mirrored, int shift) {
    return new TestViews.View(mirrored, shift, 1).of(PIXELS, 3, 3, 1);
  }

  @Test
  void theSharesAddUpToOne() {
    for (TestViews views : TestViews.values())
      assertEquals(1, views.views().stream().mapToDouble(TestViews.View::share).sum());
    assertEquals(
        List.of(1, 2, 6),
        List.of(TestViews.values()).stream().map(v -> v.views().size()).toList());
  }

  @Test
  void anImageIsMirroredAfterItIsShifted() {
    assertSame(PIXELS, view(false, 0));
    assertArrayEquals(new byte[] {3, 2, 1, 6, 5, 4, 9, 8, 7, 13, 12, 11, 16, 15, 14, 19, 18, 17}, view(true, 0));
    assertArrayEquals(new byte[] {5, 4, 5, 2, 1, 2, 5, 4, 5, 15, 14, 15, 12, 11, 12, 15, 14, 15}, view(false, 1));
    assertArrayEquals(new byte[] {5, 6, 5, 8, 9, 8, 5, 6, 5, 15, 16, 15, 18, 19, 18, 15, 16, 15}, view(false, -1));
    assertArrayEquals(new byte[] {5, 6, 5, 8, 9, 8, 5, 6, 5}, java.util.Arrays.copyOf(view(true, -1), 9));
  }

  @Test
  void theImagesThemselvesStayAsTheyAre() {
    byte[] before = PIXELS.clone();
    view(true, 1);
    assertArrayEquals(before, PIXELS);
  }
}
