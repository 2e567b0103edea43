package tensorbang.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.Tick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** A logarithmic x axis for swept settings: ticks at the values themselves, and a position for 0. */
final class SweepAxis extends LogAxis {
  private static final double LABEL_GAP = 8;

  private final double[] values;
  private final double zeroPosition;

  /** @throws IllegalArgumentException where a value is negative or not finite, or none is above 0 */
  SweepAxis(String label, double[] values) {
    super(label);
    for (double value : values) {
      if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(value + " has no position on a logarithmic axis");
      }
    }
    this.values = Arrays.stream(values).distinct().sorted().toArray();
    double smallest = Arrays.stream(values)
        .filter(value -> value > 0)
        .min()
        .orElseThrow(() -> new IllegalArgumentException("no value above 0 for a logarithmic axis"));
    double largest = this.values[this.values.length - 1];
    zeroPosition = smallest / 10;
    double first = position(this.values[0]);
    double margin = Math.max(1.3, Math.pow(largest / first, 0.04));
    setRange(first / margin, largest * margin);
  }

  /** Where {@code value} is on the axis. */
  double position(double value) {
    return value == 0 ? zeroPosition : value;
  }

  /** A tick at every value whose label has room beside the one before. */
  @Override
  public List<Tick> refreshTicks(Graphics2D g, AxisState state, Rectangle2D dataArea, RectangleEdge edge) {
    List<Tick> ticks = new ArrayList<>();
    double free = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      double x = valueToJava2D(position(value), dataArea, edge);
      String text = ShortNumber.text(value);
      double half = Fonts.width(text, getTickLabelFont()) / 2;
      boolean room = x - half >= free;
      if (room) free = x + half + LABEL_GAP;
      ticks.add(new NumberTick(position(value), room ? text : "", TextAnchor.TOP_CENTER, TextAnchor.CENTER, 0));
    }
    return ticks;
  }
}
