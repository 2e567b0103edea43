package tensorbang.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.Tick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** An upright logarithmic axis for counts: labelled at 1, 10, 100 and so on, with small ticks between. */
final class CountAxis extends LogAxis {
  /** Below the lowest count there is, 1. */
  static final double FLOOR = 0.6;

  CountAxis(String label, long mostCounted) {
    super(label);
    setRange(FLOOR, 1.5 * Math.max(mostCounted, 7));
    setMinorTickMarksVisible(true);
  }

  @Override
  public List<Tick> refreshTicks(Graphics2D g, AxisState state, Rectangle2D dataArea, RectangleEdge edge) {
    List<Tick> ticks = new ArrayList<>();
    for (long decade = 1; decade <= getUpperBound(); decade *= 10) {
      String label = String.format(Locale.ROOT, "%,d", decade);
      ticks.add(new NumberTick(decade, label, TextAnchor.CENTER_RIGHT, TextAnchor.CENTER, 0));
      for (int digit = 2; digit <= 9 && digit * decade <= getUpperBound(); digit++) {
        double value = digit * decade;
        ticks.add(new NumberTick(TickType.MINOR, value, "", TextAnchor.CENTER_RIGHT, TextAnchor.CENTER, 0));
      }
    }
    return ticks;
  }
}
