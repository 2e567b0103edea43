package tensorbang.landscape;

import java.util.ArrayList;
import java.util.List;
import tensorbang.InputException;

/**
 * Where a loss is measured: on lines, and on a square grid.
 *
 * @param from the least coordinate
 * @param to the greatest
 * @param lines how many
 * @param linePoints points on each of them, evenly spaced; odd, so that one is in the middle
 * @param gridPoints points on each side of the grid; odd; 0 for no grid
 */
public record Scan(double from, double to, int lines, int linePoints, int gridPoints) {
  private static final int MOST_POINTS = 999;
  private static final int MOST_LINES = 100;

  /**
   * A place to measure at.
   *
   * @param line counted from 1; 0 is the grid
   * @param x along the line, or along the grid's first direction
   * @param y along the grid's second direction; 0 on a line
   */
  public record Point(int line, double x, double y) {
    public boolean isOnGrid() {
      return line == 0;
    }
  }

  /** On each side of trained weights. */
  public static Scan around(double range, int points, int lines, boolean grid) {
    if (!(range > 0) || Double.isInfinite(range)) throw InputException.of("range", range, "must be a positive number");
    if (points < 3 || points > MOST_POINTS || points % 2 == 0)
      throw InputException.of("points", points, "must be an odd number from 3 to " + MOST_POINTS);
    if (lines < 1 || lines > MOST_LINES) throw InputException.of("lines", lines, "must be 1 to " + MOST_LINES);
    return new Scan(-range, range, lines, 2 * points - 1, grid ? points : 0);
  }

  /** Between two networks, with twice the points of a grid's side, as on the lines of {@link #around}. */
  public static Scan between(int points) {
    Scan line = around(1, points, 1, false);
    return new Scan(0, 1, 1, line.linePoints, 0);
  }

  /** All points, the lines' before the grid's. */
  public List<Point> all() {
    List<Point> all = new ArrayList<>();
    for (int line = 1; line <= lines; line++)
      for (int i = 0; i < linePoints; i++) all.add(new Point(line, at(i, linePoints), 0));
    for (int row = 0; row < gridPoints; row++)
      for (int column = 0; column < gridPoints; column++)
        all.add(new Point(0, at(column, gridPoints), at(row, gridPoints)));
    return all;
  }

  private double at(int i, int points) {
    return from + (to - from) * i / (points - 1);
  }

  /** The coordinates of a line's points. */
  public double[] lineAxis() {
    return axis(linePoints);
  }

  /** The coordinates of the grid's rows and columns. */
  public double[] gridAxis() {
    return axis(gridPoints);
  }

  private double[] axis(int points) {
    double[] axis = new double[points];
    for (int i = 0; i < points; i++) axis[i] = at(i, points);
    return axis;
  }
}
