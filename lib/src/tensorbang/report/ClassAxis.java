package tensorbang.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.Tick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** A horizontal axis of classes at 0, 1, 2 …, with their names written upwards. */
final class ClassAxis extends NumberAxis {
  private final List<String> names;

  ClassAxis(List<String> names) {
    this.names = names;
    setRange(-0.6, names.size() - 0.4);
    setVerticalTickLabels(true);
  }

  @Override
  public List<Tick> refreshTicks(Graphics2D g, AxisState state, Rectangle2D dataArea, RectangleEdge edge) {
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      ticks.add(new NumberTick(i, names.get(i), TextAnchor.CENTER_RIGHT, TextAnchor.CENTER_RIGHT, -Math.PI / 2));
    }
    return ticks;
  }
}
