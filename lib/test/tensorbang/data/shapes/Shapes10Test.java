package tensorbang.data.shapes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import tensorbang.data.Dataset;
import tensorbang.data.ImageSet;
import tensorbang.data.SoftmaxRegression;
import tensorbang.data.cifar.TinyCifar;

class Shapes10Test {
  @Test
  void hasCifar10sFormatAndTenBalancedClasses() {
    Dataset shapes = Shapes10.dataset(200, 50, 1);
    assertEquals("shapes10", shapes.name());
    assertEquals(
        List.of("circle", "triangle", "square", "pentagon", "star", "cross", "ring", "crescent", "arrow", "heart"),
        shapes.classes());
    assertEquals(200, shapes.train().size());
    assertEquals(50, shapes.test().size());
    assertEquals(32 * 32 * 3, shapes.train().imageBytes());
    int[] counts = new int[10];
    for (int label : shapes.train().labels()) counts[label]++;
    assertArrayEquals(new int[] {20, 20, 20, 20, 20, 20, 20, 20, 20, 20}, counts);
  }

  @Test
  void everyMachineMakesTheSameBytes() {
    Dataset shapes = Shapes10.dataset(500, 100, 10);
    assertEquals(
        "788bfb8a60a12cc53777cf703b05a458820872e6fa33b793ec2179c58c8b3bcc",
        TinyCifar.sha256(shapes.train().pixels()));
    assertEquals(
        "89a284dccb970b45522a20cbbfea917cd7df7ac80519f617877bca805f40bd54",
        TinyCifar.sha256(shapes.test().pixels()));
  }

  @Test
  void theNumberOfThreadsChangesNothing() throws Exception {
    ForkJoinPool one = new ForkJoinPool(1);
    ForkJoinPool four = new ForkJoinPool(4);
    try {
      byte[] alone =
          one.submit(() -> Shapes10.dataset(300, 0, 1).train().pixels()).get();
      assertArrayEquals(
          alone, four.submit(() -> Shapes10.dataset(300, 0, 1).train().pixels()).get());
    } finally {
      one.shutdown();
      four.shutdown();
    }
  }

  @Test
  void aSmallerSetIsTheBeginningOfALarger() {
    assertArrayEquals(
        Shapes10.dataset(20, 0, 1).train().pixels(),
        Shapes10.dataset(50, 0, 1).train().first(20).pixels());
  }

  @Test
  void theFirstImagesAreThoseOfTheStandardSet() {
    assertArrayEquals(
        Shapes10.dataset(20, 20, 10).test().pixels(), Shapes10.first(20).test().pixels());
    assertEquals(10_000, Shapes10.first(10_001).test().size());
  }

  @Test
  void seedAndPartDecideTheImages() {
    Dataset shapes = Shapes10.dataset(10, 10, 1);
    assertFalse(Arrays.equals(shapes.train().pixels(), shapes.test().pixels()));
    assertFalse(Arrays.equals(
        shapes.train().pixels(), Shapes10.dataset(10, 10, 2).train().pixels()));
  }

  @Test
  void aLinearClassifierStaysFarUnderSixtyPercent() {
    Dataset shapes = Shapes10.dataset(2000, 1000, 10);
    double accuracy = SoftmaxRegression.accuracy(shapes, 6);
    assertTrue(accuracy < 0.4, "accuracy " + accuracy);
  }

  @Test
  void theSameClassifierDoesFindWhatIsLinear() {
    Dataset shapes = Shapes10.dataset(1000, 500, 10);
    mark(shapes.train());
    mark(shapes.test());
    double accuracy = SoftmaxRegression.accuracy(shapes, 6);
    assertTrue(accuracy > 0.8, "accuracy " + accuracy);
  }

  /** A white patch of 3x3 at a place that tells the class. */
  private static void mark(ImageSet set) {
    for (int i = 0; i < set.size(); i++) {
      for (int y = 0; y < 3; y++) {
        int start = i * set.imageBytes() + (y * set.width() + 3 * set.labels()[i]) * 3;
        Arrays.fill(set.pixels(), start, start + 9, (byte) 255);
      }
    }
  }
}
