package tensorbang.data.shapes;

import java.util.Arrays;

/**
 * Computes which fraction of each pixel is inside polygons, by the even-odd rule: exactly along a row, and sampled on
 * {@value #SCANLINES} lines a pixel down a column. It only adds, multiplies and divides, so that the result has the
 * same bits on every machine.
 */
final class PolygonRasterizer {
  private static final int SCANLINES = 4;

  private final int side;
  private final double[] inside;
  private double[] crossings = new double[16];
  private double[] edges = new double[4 * 64];
  private int edgeValues;
  private double top = Double.POSITIVE_INFINITY;
  private double bottom = Double.NEGATIVE_INFINITY;

  /** For square images with sides of {@code side} pixels. */
  PolygonRasterizer(int side) {
    this.side = side;
    inside = new double[side * side];
  }

  /** Adds the edges of a polygon: each corner (x, y) goes to pixel (a x + b y + e, c x + d y + f). */
  PolygonRasterizer polygon(double[][] corners, double a, double b, double c, double d, double e, double f) {
    double[] last = corners[corners.length - 1];
    double x0 = a * last[0] + b * last[1] + e;
    double y0 = c * last[0] + d * last[1] + f;
    for (double[] corner : corners) {
      double x1 = a * corner[0] + b * corner[1] + e;
      double y1 = c * corner[0] + d * corner[1] + f;
      if (edgeValues == edges.length) edges = Arrays.copyOf(edges, 2 * edges.length);
      edges[edgeValues++] = x0;
      edges[edgeValues++] = y0;
      edges[edgeValues++] = x1;
      edges[edgeValues++] = y1;
      x0 = x1;
      y0 = y1;
      top = Math.min(top, y1);
      bottom = Math.max(bottom, y1);
    }
    return this;
  }

  /** The covered fraction of each pixel, row by row, for the polygons since the last call; valid until the next. */
  double[] fractions() {
    Arrays.fill(inside, 0);
    int firstLine = (int) Math.max(0, top * SCANLINES - 1);
    int lastLine = (int) Math.min(side * SCANLINES - 1, bottom * SCANLINES);
    for (int line = firstLine; line <= lastLine; line++) {
      int n = crossings((line + 0.5) / SCANLINES);
      for (int i = 0; i + 1 < n; i += 2) addSpan(line / SCANLINES * side, crossings[i], crossings[i + 1]);
    }
    edgeValues = 0;
    top = Double.POSITIVE_INFINITY;
    bottom = Double.NEGATIVE_INFINITY;
    return inside;
  }

  private int crossings(double y) {
    int n = 0;
    for (int i = 0; i < edgeValues; i += 4) {
      double y0 = edges[i + 1];
      double y1 = edges[i + 3];
      if (y0 <= y == y1 <= y) continue;
      if (n == crossings.length) crossings = Arrays.copyOf(crossings, 2 * n);
      crossings[n++] = edges[i] + (y - y0) / (y1 - y0) * (edges[i + 2] - edges[i]);
    }
    Arrays.sort(crossings, 0, n);
    return n;
  }

  private void addSpan(int row, double from, double to) {
    double start = Math.max(0, from);
    double end = Math.min(side, to);
    for (int x = (int) start; x < end; x++) {
      inside[row + x] += (Math.min(end, x + 1) - Math.max(start, x)) / SCANLINES;
    }
  }
}
