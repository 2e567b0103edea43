package tensorbang.report;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.List;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleInsets;
import tensorbang.report.ChartStyle.Look;

/** Texts to the right of a plot, each at the height of its value, moved apart where they would overlap. */
final class EndLabels extends AbstractXYAnnotation {
  private static final double GAP = 6;
  private static final double MARKER_WIDTH = 13;
  private static final double LINE_HEIGHT = 16;
  private static final double BASELINE = 0.35 * ChartStyle.TEXT_SIZE;

  record Label(String text, double value, Look look) {}

  private final String heading;
  private final List<Label> labels;
  private final boolean markers;

  /** @param markers whether each label starts with the marker of its series */
  private EndLabels(String heading, List<Label> labels, boolean markers) {
    this.heading = heading;
    this.labels = labels.stream()
        .sorted(Comparator.comparingDouble(Label::value).reversed())
        .toList();
    this.markers = markers;
  }

  /** Adds the labels to the plot with a heading above them, and the room for them. */
  static void add(XYPlot plot, String heading, List<Label> labels, boolean markers) {
    if (labels.isEmpty()) return;
    double width = labels.stream()
        .mapToDouble(label -> Fonts.width(label.text, font()))
        .max()
        .orElseThrow();
    double right = GAP + Math.max((markers ? MARKER_WIDTH : 0) + width, Fonts.width(heading, headingFont()));
    RectangleInsets old = plot.getInsets();
    plot.setInsets(new RectangleInsets(old.getTop(), old.getLeft(), old.getBottom(), right));
    plot.addAnnotation(new EndLabels(heading, labels, markers));
  }

  @Override
  public void draw(
      Graphics2D g,
      XYPlot plot,
      Rectangle2D dataArea,
      ValueAxis xAxis,
      ValueAxis yAxis,
      int rendererIndex,
      PlotRenderingInfo info) {
    Shape clip = g.getClip();
    g.setClip(null);
    double[] y = spread(plot, dataArea, yAxis);
    g.setFont(headingFont());
    g.setColor(ChartStyle.INK);
    g.drawString(heading, (float) (dataArea.getMaxX() + GAP), (float) (y[0] - LINE_HEIGHT + BASELINE));
    for (int i = 0; i < y.length; i++) {
      Label label = labels.get(i);
      double x = dataArea.getMaxX() + GAP;
      if (markers) {
        ChartStyle.drawMarker(g, label.look, x + MARKER_WIDTH / 3, y[i]);
        x += MARKER_WIDTH;
      }
      g.setFont(font());
      g.setColor(ChartStyle.INK);
      g.drawString(label.text, (float) x, (float) (y[i] + BASELINE));
    }
    g.setClip(clip);
  }

  /** Heights in drawing order, at least a line apart, inside the data area as far as that has room. */
  private double[] spread(XYPlot plot, Rectangle2D dataArea, ValueAxis yAxis) {
    double[] y = new double[labels.size()];
    for (int i = 0; i < y.length; i++) {
      y[i] = yAxis.valueToJava2D(labels.get(i).value, dataArea, plot.getRangeAxisEdge());
      y[i] = Math.max(y[i], i == 0 ? dataArea.getMinY() + LINE_HEIGHT : y[i - 1] + LINE_HEIGHT);
    }
    double lowest = dataArea.getMaxY();
    for (int i = y.length - 1; i >= 0; i--) {
      y[i] = Math.min(y[i], lowest);
      lowest = y[i] - LINE_HEIGHT;
    }
    return y;
  }

  private static Font headingFont() {
    return Fonts.plain(ChartStyle.TEXT_SIZE);
  }

  private static Font font() {
    return Fonts.bold(ChartStyle.TEXT_SIZE);
  }
}
