package tensorbang.report;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;

/** Names beside the points of a plot: on the side where a name covers no point and no other name. */
final class PointLabels extends AbstractXYAnnotation {
  private static final double DISTANCE = 7;
  private static final double MARKER = 10;

  /** @param reach half the length of the point's upright bar, in units of y */
  record Label(String text, double x, double y, double reach) {}

  private final List<Label> labels;

  PointLabels(List<Label> labels) {
    this.labels = List.copyOf(labels);
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
    Font font = Fonts.plain(ChartStyle.TEXT_SIZE);
    List<Rectangle2D> taken = new ArrayList<>();
    for (Label label : labels) taken.add(point(label, plot, dataArea, xAxis, yAxis));
    g.setFont(font);
    g.setColor(ChartStyle.INK);
    for (int i = 0; i < labels.size(); i++) {
      String text = labels.get(i).text;
      Rectangle2D box = box(taken.get(i), Fonts.width(text, font), dataArea, taken);
      taken.add(box);
      g.drawString(text, (float) box.getX(), (float) (box.getCenterY() + 0.35 * ChartStyle.TEXT_SIZE));
    }
  }

  /** What a point and its bar cover. */
  private static Rectangle2D point(Label label, XYPlot plot, Rectangle2D area, ValueAxis xAxis, ValueAxis yAxis) {
    double x = xAxis.valueToJava2D(label.x, area, plot.getDomainAxisEdge());
    double top = yAxis.valueToJava2D(label.y + label.reach, area, plot.getRangeAxisEdge()) - MARKER / 2;
    double bottom = yAxis.valueToJava2D(label.y - label.reach, area, plot.getRangeAxisEdge()) + MARKER / 2;
    return new Rectangle2D.Double(x - MARKER / 2, top, MARKER, bottom - top);
  }

  /** The first free one of eight positions around the point; where none is free, the one that covers least. */
  private static Rectangle2D box(Rectangle2D point, double width, Rectangle2D area, List<Rectangle2D> taken) {
    double height = ChartStyle.TEXT_SIZE;
    double right = point.getMaxX() + DISTANCE - MARKER / 2;
    double left = point.getMinX() - DISTANCE + MARKER / 2 - width;
    double centre = point.getCenterX() - width / 2;
    double middle = point.getCenterY() - height / 2;
    double above = point.getMinY() - height - 1;
    double below = point.getMaxY() + 1;
    double[][] corners = {
      {right, middle},
      {left, middle},
      {centre, above},
      {centre, below},
      {right, above},
      {right, below},
      {left, above},
      {left, below}
    };
    Rectangle2D best = null;
    double least = Double.POSITIVE_INFINITY;
    for (double[] corner : corners) {
      Rectangle2D box = new Rectangle2D.Double(corner[0], corner[1], width, height);
      double covered = width * height - overlap(box, area);
      for (Rectangle2D other : taken) if (other != point) covered += overlap(box, other);
      if (covered < least - 1e-6) {
        least = covered;
        best = box;
      }
    }
    return best;
  }

  private static double overlap(Rectangle2D a, Rectangle2D b) {
    Rectangle2D both = a.createIntersection(b);
    return both.getWidth() <= 0 || both.getHeight() <= 0 ? 0 : both.getWidth() * both.getHeight();
  }
}
