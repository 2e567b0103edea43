package tensorbang.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.CategoryItemRendererState;
import org.jfree.data.category.CategoryDataset;
import tensorbang.train.MeanStd;

/** Horizontal bars from 0, with a hatching of its own for each series, a bar of ± std and the value at the end. */
final class HorizontalBars extends BarRenderer {
  private static final double HATCH_DISTANCE = 5;
  private static final double CAP = 3;
  private static final double LABEL_GAP = 6;

  private final BarChart chart;

  HorizontalBars(BarChart chart) {
    this.chart = chart;
  }

  @Override
  public void drawItem(
      Graphics2D g,
      CategoryItemRendererState state,
      Rectangle2D dataArea,
      CategoryPlot plot,
      CategoryAxis categoryAxis,
      ValueAxis valueAxis,
      CategoryDataset data,
      int row,
      int column,
      int pass) {
    MeanStd value = chart.value(row, column);
    if (!Double.isFinite(value.mean())) return;
    double y = calculateBarW0(plot, PlotOrientation.HORIZONTAL, dataArea, categoryAxis, state, row, column);
    double height = state.getBarWidth();
    double left = valueAxis.valueToJava2D(0, dataArea, plot.getRangeAxisEdge());
    double right = valueAxis.valueToJava2D(value.mean(), dataArea, plot.getRangeAxisEdge());
    drawBar(g, row, new Rectangle2D.Double(left, y, right - left, height));

    double middle = y + height / 2;
    double end = right;
    if (value.std() > 0) {
      end = valueAxis.valueToJava2D(value.mean() + value.std(), dataArea, plot.getRangeAxisEdge());
      g.setColor(ChartStyle.INK);
      g.setStroke(ChartStyle.stroke(1.2f, null));
      g.draw(new Line2D.Double(2 * right - end, middle, end, middle));
      g.draw(new Line2D.Double(end, middle - CAP, end, middle + CAP));
      g.draw(new Line2D.Double(2 * right - end, middle - CAP, 2 * right - end, middle + CAP));
    }

    Shape clip = g.getClip();
    g.setClip(null);
    g.setColor(ChartStyle.INK);
    g.setFont(Fonts.plain(BarChart.LABEL_SIZE));
    g.drawString(chart.label(value), (float) (end + LABEL_GAP), (float) (middle + 0.35 * BarChart.LABEL_SIZE));
    g.setClip(clip);
  }

  /** The first series is filled, the others are hatched on a light ground, each in another direction. */
  static void drawBar(Graphics2D g, int series, Rectangle2D bar) {
    Color colour = ChartStyle.look(series).colour();
    g.setColor(series == 0 ? colour : ChartStyle.translucent(colour, 0.25));
    g.fill(bar);
    g.setColor(colour);
    g.setStroke(ChartStyle.stroke(1.2f, null));
    if (series > 0) {
      Shape clip = g.getClip();
      g.clip(bar);
      double slope = new double[] {1, -1, 0}[(series - 1) % 3];
      double distance = HATCH_DISTANCE * (1 + (series - 1) / 3);
      if (slope == 0) {
        for (double y = bar.getY() + distance / 2; y < bar.getMaxY(); y += distance) {
          g.draw(new Line2D.Double(bar.getX(), y, bar.getMaxX(), y));
        }
      } else {
        for (double x = bar.getX() - bar.getHeight(); x < bar.getMaxX(); x += distance * Math.sqrt(2)) {
          double top = slope > 0 ? bar.getMaxY() : bar.getY();
          g.draw(new Line2D.Double(x, top, x + bar.getHeight(), top - slope * bar.getHeight()));
        }
      }
      g.setClip(clip);
    }
    g.draw(bar);
  }
}
