package tensorbang.data.shapes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tensorbang.data.Dataset;
import tensorbang.data.SoftmaxRegression;
import tensorbang.data.cifar.TinyCifar;
import tensorbang.data.sets.Datasets;

class ArrowsTest {
  private static final int SIDE = ShapePainter.SIDE;

  @Test
  void hasCifar10sFormatAndTwoBalancedClasses() {
    Dataset arrows = Arrows.dataset(40, 10, 1);
    assertEquals("arrows", arrows.name());
    assertEquals(List.of("left", "right"), arrows.classes());
    assertEquals(32 * 32 * 3, arrows.train().imageBytes());
    assertArrayEquals(new int[] {20, 20}, arrows.classCounts());
    assertEquals(10, arrows.test().size());
  }

  @Test
  void isADataSetByName() {
    Dataset arrows =
        Datasets.load("arrows", java.nio.file.Path.of("nowhere"), System.err).limit(4);
    assertArrayEquals(Arrows.dataset(4, 4, 10).test().pixels(), arrows.test().pixels());
    assertEquals(List.of("left", "right"), Datasets.classes("arrows"));
  }

  @Test
  void everyMachineMakesTheSameBytes() {
    Dataset arrows = Arrows.dataset(300, 100, 10);
    assertEquals(
        "be855b1f9406bf44014e422694da458d54f5c9aab18f5257e63a5b082b2d7d51",
        TinyCifar.sha256(arrows.train().pixels()));
    assertEquals(
        "0f61cb3d203a0b5818466d8b1476d9dd96e4cbedfb0dccb26943df57acf79195",
        TinyCifar.sha256(arrows.test().pixels()));
  }

  @Test
  void seedAndPartDecideTheImages() {
    Dataset arrows = Arrows.dataset(10, 10, 1);
    assertFalse(Arrays.equals(arrows.train().pixels(), arrows.test().pixels()));
    assertFalse(
        Arrays.equals(arrows.train().pixels(), Arrows.dataset(10, 10, 2).train().pixels()));
    assertArrayEquals(
        arrows.train().pixels(), Arrows.dataset(20, 0, 1).train().first(10).pixels());
  }

  /** Each kind at each tilt, drawn for one class and mirrored, is the same kind as the other class has it. */
  @Test
  void aHorizontalFlipExchangesTheClasses() {
    PolygonRasterizer rasterizer = new PolygonRasterizer(SIDE);
    for (ArrowKind kind : ArrowKind.values())
      for (double tilt : new double[] {-Arrows.MOST_TILT, -0.2, 0, 0.3, Arrows.MOST_TILT}) {
        double[] right = drawn(rasterizer, kind, Arrows.angle(1) + tilt);
        double[] left = drawn(rasterizer, kind, Arrows.angle(0) - tilt);
        double[] mirrored = new double[right.length];
        for (int i = 0; i < right.length; i++) mirrored[i] = right[i / SIDE * SIDE + SIDE - 1 - i % SIDE];
        assertArrayEquals(left, mirrored, 1e-9, kind + " tilted by " + tilt);
        assertTrue(difference(left, right) > 20, kind + " looks the same from both sides");
      }
  }

  /** In the middle of an image, as {@link ShapePainter} turns it. */
  private static double[] drawn(PolygonRasterizer rasterizer, ArrowKind kind, double angle) {
    double cos = 10 * Math.cos(angle);
    double sin = 10 * Math.sin(angle);
    for (double[][] outline : kind.outlines()) rasterizer.polygon(outline, cos, -sin, sin, cos, SIDE / 2.0, SIDE / 2.0);
    return rasterizer.fractions().clone();
  }

  private static double difference(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> Math.abs(a[i] - b[i])).sum();
  }

  @Test
  void aLinearClassifierLearnsLittle() {
    double accuracy = SoftmaxRegression.accuracy(Arrows.dataset(2000, 1000, 10), 6);
    assertTrue(accuracy < 0.75, "accuracy " + accuracy);
  }
}
