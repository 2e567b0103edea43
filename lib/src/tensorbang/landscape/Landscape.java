package tensorbang.landscape;

import java.util.ArrayList;
import java.util.List;

/**
 * The losses at the points of a scan.
 *
 * @param losses in the order of {@link Scan#all}; null where a point is not measured yet
 */
public record Landscape(Scan scan, List<Loss> losses) {
  /** Whether every point is measured. */
  public boolean isComplete() {
    return losses.stream().allMatch(l -> l != null);
  }

  /** The losses along each line, {@code [point]}. */
  public List<double[]> lines() {
    List<double[]> lines = new ArrayList<>();
    for (int line = 0; line < scan.lines(); line++) lines.add(losses(line * scan.linePoints(), scan.linePoints()));
    return lines;
  }

  /** {@code [row][column]}; null where there is no grid. A row has one coordinate along the second direction. */
  public double[][] grid() {
    if (scan.gridPoints() == 0) return null;
    double[][] grid = new double[scan.gridPoints()][];
    int begin = scan.lines() * scan.linePoints();
    for (int row = 0; row < grid.length; row++) grid[row] = losses(begin + row * grid.length, grid.length);
    return grid;
  }

  private double[] losses(int from, int count) {
    return losses.subList(from, from + count).stream().mapToDouble(Loss::loss).toArray();
  }

  /** What was measured in the middle of the lines: around trained weights, these weights themselves. */
  public Loss middle() {
    return losses.get(scan.linePoints() / 2);
  }

  public Roughness roughness() {
    double spacing = (scan.to() - scan.from()) / (scan.linePoints() - 1);
    return Roughness.of(spacing, lines(), grid());
  }
}
