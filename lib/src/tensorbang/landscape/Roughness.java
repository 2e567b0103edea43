package tensorbang.landscape;

import java.util.List;

/**
 * How rough a loss is where it was measured, by finite differences. Neighbours of which one is not finite are left out.
 *
 * @param largestCurvature the largest magnitude of the second derivative along a line, in nats over the square of the
 *     line's unit
 * @param nonConvexOnLines the share of the lines' inner points where that derivative is negative
 * @param nonConvexOnGrid the share of the grid's inner points where the Hessian of both coordinates has a negative
 *     eigenvalue; NaN without a grid
 */
public record Roughness(double largestCurvature, double nonConvexOnLines, double nonConvexOnGrid) {
  /** Second differences below this share of the values they are made of are rounding. */
  private static final double ROUNDING = 1e-5;

  /**
   * @param spacing of the lines' points
   * @param lines {@code [line][point]}
   * @param grid {@code [row][column]}; null where there is none
   */
  public static Roughness of(double spacing, List<double[]> lines, double[][] grid) {
    double largest = Double.NaN;
    int inner = 0;
    int concave = 0;
    for (double[] line : lines)
      for (int i = 1; i < line.length - 1; i++) {
        double difference = secondDifference(line[i - 1], line[i], line[i + 1]);
        if (!Double.isFinite(difference)) continue;
        double curvature = Math.abs(difference) / (spacing * spacing);
        largest = Double.isNaN(largest) ? curvature : Math.max(largest, curvature);
        inner++;
        if (difference < 0) concave++;
      }
    return new Roughness(
        largest, inner == 0 ? Double.NaN : (double) concave / inner, grid == null ? Double.NaN : nonConvex(grid));
  }

  /** a - 2b + c, or 0 where that is no more than rounding. */
  private static double secondDifference(double a, double b, double c) {
    double difference = a - 2 * b + c;
    return Math.abs(difference) <= ROUNDING * (Math.abs(a) + 2 * Math.abs(b) + Math.abs(c)) ? 0 : difference;
  }

  private static double nonConvex(double[][] grid) {
    int inner = 0;
    int nonConvex = 0;
    for (int row = 1; row < grid.length - 1; row++)
      for (int column = 1; column < grid.length - 1; column++) {
        double xx = secondDifference(grid[row][column - 1], grid[row][column], grid[row][column + 1]);
        double yy = secondDifference(grid[row - 1][column], grid[row][column], grid[row + 1][column]);
        double xy = (grid[row + 1][column + 1]
                - grid[row + 1][column - 1]
                - grid[row - 1][column + 1]
                + grid[row - 1][column - 1])
            / 4;
        double least = (xx + yy) / 2 - Math.hypot((xx - yy) / 2, xy);
        if (!Double.isFinite(least)) continue;
        inner++;
        if (least < -4 * ROUNDING * Math.abs(grid[row][column])) nonConvex++;
      }
    return inner == 0 ? Double.NaN : (double) nonConvex / inner;
  }
}
