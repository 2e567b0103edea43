package tensorbang.data.shapes;

import java.util.List;
import java.util.SplittableRandom;
import tensorbang.random.RandomStreams;

/** Paints one image of a drawn data set, back to front. Lengths are in pixels, colours in 0 to 255 a channel. */
final class ShapePainter {
  static final int SIDE = 32;

  private static final double[][] BAR = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};

  private final SplittableRandom random;
  private final PolygonRasterizer rasterizer = new PolygonRasterizer(SIDE);
  private final double[] canvas = new double[SIDE * SIDE * 3];

  ShapePainter(SplittableRandom random) {
    this.random = random;
  }

  /**
   * Writes an image of a shape as SIDE x SIDE x 3 bytes to {@code out} at {@code offset}.
   *
   * @param outlines polygons around the origin with a radius of about 1; each corner is x, y
   * @param fromAngle least angle in radians by which the shape is turned
   * @param toAngle greatest one
   */
  void paint(List<double[][]> outlines, double fromAngle, double toAngle, byte[] out, int offset) {
    double[] ground = colour();
    double[] ground2 = shifted(ground, 25, 70);
    double[] colour = contrasting(ground, ground2, chance(0.2) ? 50 : 90);
    background(ground, ground2);
    strokes(RandomStreams.below(random, 3));
    double radius = between(7.5, 12.5);
    double x = between(radius - 1, SIDE - radius + 1);
    double y = between(radius - 1, SIDE - radius + 1);
    shape(outlines, between(fromAngle, toAngle), colour, x, y, radius);
    if (chance(0.5)) occlude(x, y, radius);
    strokes(RandomStreams.below(random, 2));
    finish(between(3, 18), out, offset);
  }

  /** Two colours mixed by smooth noise, stripes or a gradient. */
  private void background(double[] from, double[] to) {
    double angle = between(0, 2 * Math.PI);
    double dx = StrictMath.cos(angle);
    double dy = StrictMath.sin(angle);
    double phase = between(0, 1);
    switch (RandomStreams.below(random, 3)) {
      case 0 -> smoothNoise(from, to, between(3, 9));
      case 1 -> {
        double period = between(4, 10);
        fill(from, to, (px, py) -> wave((px * dx + py * dy) / period + phase));
      }
      default -> fill(from, to, (px, py) -> ((px - SIDE / 2.0) * dx + (py - SIDE / 2.0) * dy) / (1.4 * SIDE) + 0.5);
    }
  }

  /** Value noise: random values on a lattice, interpolated with a smooth step. */
  private void smoothNoise(double[] from, double[] to, double cell) {
    int n = (int) (SIDE / cell) + 2;
    double[] lattice = new double[n * n];
    for (int i = 0; i < lattice.length; i++) lattice[i] = RandomStreams.unit(random);
    fill(from, to, (px, py) -> {
      int column = (int) (px / cell);
      int row = (int) (py / cell);
      double u = smoothStep(px / cell - column);
      double v = smoothStep(py / cell - row);
      int at = row * n + column;
      double top = lattice[at] + u * (lattice[at + 1] - lattice[at]);
      double bottom = lattice[at + n] + u * (lattice[at + n + 1] - lattice[at + n]);
      return top + v * (bottom - top);
    });
  }

  @FunctionalInterface
  private interface Mix {
    /** The share of the second colour at a point, in [0, 1]. */
    double at(double x, double y);
  }

  private void fill(double[] from, double[] to, Mix mix) {
    int i = 0;
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double share = mix.at(x + 0.5, y + 0.5);
        for (int c = 0; c < 3; c++) canvas[i++] = from[c] + share * (to[c] - from[c]);
      }
    }
  }

  private void shape(List<double[][]> outlines, double angle, double[] colour, double x, double y, double radius) {
    double length = radius * between(0.95, 1.1);
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    for (double[][] outline : outlines) {
      rasterizer.polygon(outline, length * cos, -radius * sin, length * sin, radius * cos, x, y);
    }
    blend(colour);
  }

  /** Thin lines of any colour. */
  private void strokes(int n) {
    for (int i = 0; i < n; i++) {
      bar(between(0, SIDE), between(0, SIDE), between(3, 11), between(0.35, 0.8), colour());
    }
  }

  /** A bar over a part of the shape, from its rim inwards. */
  private void occlude(double x, double y, double radius) {
    double angle = between(0, 2 * Math.PI);
    double distance = radius * between(0.5, 1);
    double px = x + distance * StrictMath.cos(angle);
    double py = y + distance * StrictMath.sin(angle);
    bar(px, py, between(1.5, 4), between(1, 2.5), colour());
  }

  private void bar(double x, double y, double halfLength, double halfWidth, double[] colour) {
    double angle = between(0, Math.PI);
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    rasterizer.polygon(BAR, halfLength * cos, -halfWidth * sin, halfLength * sin, halfWidth * cos, x, y);
    blend(colour);
  }

  private void blend(double[] colour) {
    double[] fractions = rasterizer.fractions();
    for (int i = 0; i < fractions.length; i++) {
      if (fractions[i] == 0) continue;
      for (int c = 0; c < 3; c++) canvas[3 * i + c] += fractions[i] * (colour[c] - canvas[3 * i + c]);
    }
  }

  private void finish(double noise, byte[] out, int offset) {
    for (int i = 0; i < canvas.length; i++) {
      long value = (long) Math.floor(canvas[i] + noise * bell() + 0.5);
      out[offset + i] = (byte) Math.max(0, Math.min(255, value));
    }
  }

  /** Approximately normal, with mean 0 and deviation 1: the sum of four uniform numbers from one draw. */
  private double bell() {
    long bits = random.nextLong();
    long sum = (bits & 0xffff) + (bits >>> 16 & 0xffff) + (bits >>> 32 & 0xffff) + (bits >>> 48);
    return (sum - 131070) * (1.7320508075688772 / 65536);
  }

  private double[] colour() {
    return new double[] {between(10, 245), between(10, 245), between(10, 245)};
  }

  /** A random colour at a distance of {@code least} to {@code most} from another one. */
  private double[] shifted(double[] colour, double least, double most) {
    double[] other;
    do {
      other = colour();
    } while (distance(colour, other) < least || distance(colour, other) > most);
    return other;
  }

  /** A random colour at a distance of at least {@code least} from both. */
  private double[] contrasting(double[] a, double[] b, double least) {
    double[] other;
    do {
      other = colour();
    } while (distance(a, other) < least || distance(b, other) < least);
    return other;
  }

  /** How different two colours look: green counts most, blue least. */
  private static double distance(double[] a, double[] b) {
    double red = a[0] - b[0];
    double green = a[1] - b[1];
    double blue = a[2] - b[2];
    return Math.sqrt(0.3 * red * red + 0.59 * green * green + 0.11 * blue * blue);
  }

  private double between(double from, double to) {
    return from + (to - from) * RandomStreams.unit(random);
  }

  private boolean chance(double p) {
    return RandomStreams.unit(random) < p;
  }

  private static double smoothStep(double t) {
    return t * t * (3 - 2 * t);
  }

  /** A triangle wave between 0 and 1 with period 1. */
  private static double wave(double t) {
    return Math.abs(2 * (t - Math.floor(t)) - 1);
  }
}
