package tensorbang.report;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * One network's loss on a square grid around its weights.
 *
 * @param name of the network
 * @param axis coordinates of the columns along the first direction, and of the rows along the second, ascending
 * @param loss {@code [row][column]}; not finite where the network overflows
 */
public record LossPanel(String name, double[] axis, double[][] loss) {
  public LossPanel {
    if (loss.length != axis.length || Arrays.stream(loss).anyMatch(row -> row.length != axis.length))
      throw new IllegalArgumentException("the grid of " + name + " does not have a row and a column a coordinate");
  }

  DoubleStream values() {
    return Arrays.stream(loss).flatMapToDouble(Arrays::stream);
  }

  /** The value between the grid's points, linear in both coordinates, which count the points from 0. */
  double at(double row, double column) {
    int top = Math.min((int) row, loss.length - 2);
    int left = Math.min((int) column, loss.length - 2);
    double down = row - top;
    double across = column - left;
    double upper = loss[top][left] + across * (loss[top][left + 1] - loss[top][left]);
    double lower = loss[top + 1][left] + across * (loss[top + 1][left + 1] - loss[top + 1][left]);
    return upper + down * (lower - upper);
  }
}
