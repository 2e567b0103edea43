package tensorbang.data.shapes;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The ten classes of {@link Shapes10} and their outlines: polygons around the origin with a radius of about 1.
 *
 * <p>A point is inside a shape where a ray from it crosses the outlines an odd number of times (the even-odd rule); the
 * ring has two outlines. Curves are polygons with so many corners that no pixel shows the difference.
 */
public enum ShapeClass {
  CIRCLE(arc(0, 0, 0.9, 0, 2 * Math.PI)),
  TRIANGLE(corners(3, 1.1, 1.1)),
  SQUARE(corners(4, 1.05, 1.05)),
  PENTAGON(corners(5, 1, 1)),
  STAR(corners(10, 1.15, 0.45)),
  CROSS(new double[][] {
    {-0.3, -1}, {0.3, -1}, {0.3, -0.3}, {1, -0.3}, {1, 0.3}, {0.3, 0.3},
    {0.3, 1}, {-0.3, 1}, {-0.3, 0.3}, {-1, 0.3}, {-1, -0.3}, {-0.3, -0.3}
  }),
  RING(arc(0, 0, 1, 0, 2 * Math.PI), arc(0, 0, 0.55, 0, 2 * Math.PI)),
  CRESCENT(crescent()),
  ARROW(new double[][] {{1.1, 0}, {0.15, 0.85}, {0.15, 0.3}, {-1.05, 0.3}, {-1.05, -0.3}, {0.15, -0.3}, {0.15, -0.85}}),
  HEART(heart());

  private static final int CURVE = 48;

  private final List<double[][]> outlines;

  ShapeClass(double[][]... outlines) {
    this.outlines = List.of(outlines);
  }

  /** Polygons; each corner is x, y. */
  List<double[][]> outlines() {
    return outlines;
  }

  /** The class name: {@code circle}, {@code triangle} and so on. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static List<String> labels() {
    return Arrays.stream(values()).map(ShapeClass::label).toList();
  }

  /** {@code n} corners at equal angles, alternating between the two distances. */
  private static double[][] corners(int n, double even, double odd) {
    double[][] points = new double[n][];
    for (int i = 0; i < n; i++) points[i] = polar(0, 0, i % 2 == 0 ? even : odd, 2 * Math.PI * i / n);
    return points;
  }

  private static double[][] arc(double x, double y, double radius, double from, double to) {
    double[][] points = new double[CURVE][];
    for (int i = 0; i < CURVE; i++) points[i] = polar(x, y, radius, from + (to - from) * i / CURVE);
    return points;
  }

  /** The unit disc without a smaller disc beside its middle. */
  private static double[][] crescent() {
    double radius = 0.8;
    double shift = 0.5;
    double x = (1 - radius * radius + shift * shift) / (2 * shift);
    double y = Math.sqrt(1 - x * x);
    double outer = StrictMath.atan2(y, x);
    double inner = StrictMath.atan2(y, x - shift);
    double[][] points = new double[2 * CURVE][];
    System.arraycopy(arc(0, 0, 1, outer, 2 * Math.PI - outer), 0, points, 0, CURVE);
    System.arraycopy(arc(shift, 0, radius, 2 * Math.PI - inner, inner), 0, points, CURVE, CURVE);
    return points;
  }

  private static double[][] heart() {
    double[][] points = new double[CURVE][];
    for (int i = 0; i < CURVE; i++) {
      double t = 2 * Math.PI * i / CURVE;
      double s = StrictMath.sin(t);
      double y = 13 * StrictMath.cos(t) - 5 * StrictMath.cos(2 * t) - 2 * StrictMath.cos(3 * t) - StrictMath.cos(4 * t);
      points[i] = new double[] {s * s * s, (y + 2.5) / 16};
    }
    return points;
  }

  private static double[] polar(double x, double y, double radius, double angle) {
    return new double[] {x + radius * StrictMath.cos(angle), y + radius * StrictMath.sin(angle)};
  }
}
