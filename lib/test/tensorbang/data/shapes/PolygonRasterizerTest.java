package tensorbang.data.shapes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PolygonRasterizerTest {
  private static final double[][] UNIT_SQUARE = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};

  private final PolygonRasterizer rasterizer = new PolygonRasterizer(4);

  private PolygonRasterizer rectangle(double left, double top, double width, double height) {
    return rasterizer.polygon(UNIT_SQUARE, width, 0, 0, height, left, top);
  }

  @Test
  void coversPixelsInPart() {
    double[] expected = {0, 0, 0, 0, 0, 0.75, 0.5, 0, 0, 0.375, 0.25, 0, 0, 0, 0, 0};
    assertArrayEquals(expected, rectangle(1.25, 1, 1.25, 1.5).fractions(), 1e-12);
  }

  @Test
  void cutsOffWhatIsOutside() {
    double[] expected = new double[16];
    expected[0] = 1;
    assertArrayEquals(expected, rectangle(-5, -5, 6, 6).fractions(), 1e-12);
    assertArrayEquals(new double[16], rectangle(10, 10, 5, 5).fractions());
    assertArrayEquals(new double[16], rectangle(-10, 1, 5, 1).fractions());
    Arrays.fill(expected, 1);
    assertArrayEquals(expected, rectangle(-10, -10, 30, 30).fractions(), 1e-12);
  }

  @Test
  void aPolygonInsideAnotherIsAHole() {
    rectangle(0, 0, 4, 4);
    double[] fractions = rectangle(1, 1, 2, 2).fractions();
    assertEquals(12, Arrays.stream(fractions).sum(), 1e-12);
    assertEquals(0, fractions[5]);
  }

  @Test
  void startsAnewAfterEachResult() {
    rectangle(0, 0, 4, 4).fractions();
    assertArrayEquals(new double[16], rasterizer.fractions());
  }

  @Test
  void measuresADisc() {
    double[] fractions = disc(20).fractions();
    // Within a few hundredths of pi r^2 less 1/4 % for the 48 corners.
    assertEquals(Math.PI * 20 * 20 * 0.81 * 0.99715, Arrays.stream(fractions).sum(), 0.5);
    assertEquals(0.99, Arrays.stream(fractions).max().getAsDouble(), 0.011);
  }

  private static PolygonRasterizer disc(double radius) {
    return new PolygonRasterizer(64).polygon(ShapeClass.CIRCLE.outlines().get(0), radius, 0, 0, radius, 32, 32);
  }

  @ParameterizedTest
  @EnumSource
  void shapesHaveSimilarAreasAndSurroundTheOrigin(ShapeClass shape) {
    PolygonRasterizer large = new PolygonRasterizer(64);
    for (double[][] outline : shape.outlines()) large.polygon(outline, 25, 0, 0, 25, 32, 32);
    double[] fractions = large.fractions();
    double area = Arrays.stream(fractions).sum() / (25 * 25);
    assertTrue(area > 0.9 && area < 3, shape + " has area " + area);
    for (double[][] outline : shape.outlines()) {
      for (double[] corner : outline) assertTrue(Math.hypot(corner[0], corner[1]) <= 1.25, shape.toString());
    }
  }
}
