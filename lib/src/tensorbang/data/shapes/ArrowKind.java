package tensorbang.data.shapes;

import java.util.List;

/**
 * The arrows of {@link Arrows}: polygons around the origin with a radius of about 1 that point to the right and are
 * their own mirror image from top to bottom.
 */
enum ArrowKind {
  /** A head on a shaft. */
  BLOCK(new double[][] {{1.1, 0}, {0.15, 0.85}, {0.15, 0.3}, {-1.05, 0.3}, {-1.05, -0.3}, {0.15, -0.3}, {0.15, -0.85}}),
  /** A small head on a thin shaft. */
  THIN(new double[][] {{1.1, 0}, {0.4, 0.6}, {0.4, 0.14}, {-1.1, 0.14}, {-1.1, -0.14}, {0.4, -0.14}, {0.4, -0.6}}),
  /** A head alone. */
  HEAD(new double[][] {{1.1, 0}, {-0.7, 0.9}, {-0.7, -0.9}}),
  /** A head with a notch in its base. */
  DART(new double[][] {{1.15, 0}, {-1, 0.85}, {-0.45, 0}, {-1, -0.85}}),
  /** An angle without a shaft. */
  CHEVRON(new double[][] {{0.85, 0}, {-0.15, 1}, {-0.75, 1}, {0.25, 0}, {-0.75, -1}, {-0.15, -1}}),
  /** Two angles, one behind the other. */
  DOUBLE_CHEVRON(
      new double[][] {{1.1, 0}, {0.3, 0.9}, {-0.1, 0.9}, {0.7, 0}, {-0.1, -0.9}, {0.3, -0.9}},
      new double[][] {{0.2, 0}, {-0.6, 0.9}, {-1, 0.9}, {-0.2, 0}, {-1, -0.9}, {-0.6, -0.9}});

  private final List<double[][]> outlines;

  ArrowKind(double[][]... outlines) {
    this.outlines = List.of(outlines);
  }

  /** Polygons; each corner is x, y. */
  List<double[][]> outlines() {
    return outlines;
  }
}
