package tensorbang.report;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.text.TextUtils;

/** A title, plots side by side, and one legend under all of them. */
record Figure(String title, List<? extends Plot> plots, Legend legend) implements Drawing {
  private static final double MARGIN = 12;
  private static final double PLOT_GAP = 18;

  static {
    // Else JFreeChart draws the labels of upright axes as outlines, and an SVG has no text there.
    TextUtils.setUseDrawRotatedStringWorkaround(false);
  }

  /** What a legend of more than two rows adds to a height that suits one of two rows, in points. */
  int extraHeight(double width) {
    return (int) Math.max(0, legend.height(width - 2 * MARGIN) - 2 * Legend.ROW);
  }

  @Override
  public void draw(Graphics2D g, Rectangle2D area) {
    double left = area.getX() + MARGIN;
    double top = area.getY() + MARGIN;
    double width = area.getWidth() - 2 * MARGIN;
    double bottom = area.getMaxY() - MARGIN;

    if (!title.isEmpty()) top += drawTitle(g, title, left, top, width);

    double legendHeight = legend.height(width);
    if (legendHeight > 0) {
      bottom -= legendHeight;
      legend.draw(g, new Rectangle2D.Double(left, bottom, width, legendHeight));
      bottom -= MARGIN / 2;
    }

    double plotWidth = (width - PLOT_GAP * (plots.size() - 1)) / plots.size();
    for (int i = 0; i < plots.size(); i++) {
      JFreeChart chart = new JFreeChart(null, null, plots.get(i), false);
      chart.setBackgroundPaint(null);
      chart.draw(g, new Rectangle2D.Double(left + i * (plotWidth + PLOT_GAP), top, plotWidth, bottom - top));
    }
  }

  /** Draws a centred title, smaller where it would not fit, and returns the height it takes. */
  static double drawTitle(Graphics2D g, String title, double left, double top, double width) {
    Font font = Fonts.fitting(title, Fonts.bold(ChartStyle.TITLE_SIZE), width);
    double x = left + (width - Fonts.width(title, font)) / 2;
    g.setFont(font);
    g.setColor(ChartStyle.INK);
    g.drawString(title, (float) x, (float) (top + 0.8 * ChartStyle.TITLE_SIZE));
    return 1.6 * ChartStyle.TITLE_SIZE;
  }
}
