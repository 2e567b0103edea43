package tensorbang.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import tensorbang.report.ChartStyle.Look;

/** Names of series beside a sample of each, in centred columns. */
record Legend(List<Entry> entries) {
  /** Height in points. */
  static final double ROW = 20;

  private static final double SAMPLE_WIDTH = 38;
  private static final double SAMPLE_HEIGHT = 12;
  private static final double SPACE = 7;
  private static final double COLUMN_GAP = 24;

  /** @param sample null for a remark */
  record Entry(String name, Drawing sample) {
    static Entry line(String name, Look look) {
      return new Entry(name, (g, area) -> drawLine(g, look, area));
    }

    static Entry markedLine(String name, Look look) {
      return new Entry(name, (g, area) -> {
        drawLine(g, look, area);
        ChartStyle.drawMarker(g, look, area.getCenterX(), area.getCenterY());
      });
    }

    static Entry marker(String name, Look look) {
      return new Entry(name, (g, area) -> ChartStyle.drawMarker(g, look, area.getMaxX() - SPACE, area.getCenterY()));
    }

    static Entry bar(String name, Color colour) {
      return new Entry(name, (g, area) -> {
        g.setColor(colour);
        g.fill(area);
      });
    }

    /** A line in front of a translucent area. */
    static Entry area(String name, Look look) {
      return new Entry(name, (g, area) -> {
        drawArea(g, look, area);
        drawLine(g, look, area);
      });
    }

    static Entry markedArea(String name, Look look) {
      return new Entry(name, (g, area) -> {
        drawArea(g, look, area);
        drawLine(g, look, area);
        ChartStyle.drawMarker(g, look, area.getCenterX(), area.getCenterY());
      });
    }

    static Entry note(String text) {
      return new Entry(text, null);
    }

    private static void drawArea(Graphics2D g, Look look, Rectangle2D area) {
      g.setColor(ChartStyle.translucent(look.colour(), ChartStyle.AREA_OPACITY));
      g.fill(area);
    }

    private static void drawLine(Graphics2D g, Look look, Rectangle2D area) {
      g.setColor(look.colour());
      g.setStroke(look.line());
      g.draw(new Line2D.Double(area.getMinX(), area.getCenterY(), area.getMaxX(), area.getCenterY()));
    }

    private double indent() {
      return sample == null ? 0 : SAMPLE_WIDTH + SPACE;
    }

    private double width() {
      return indent() + Fonts.width(name, font());
    }
  }

  double height(double width) {
    return entries.isEmpty() ? 0 : ROW * rows(columns(width));
  }

  void draw(Graphics2D g, Rectangle2D area) {
    if (entries.isEmpty()) return;
    int columns = columns(area.getWidth());
    double[] widths = widths(columns);
    double left = area.getCenterX() - total(widths) / 2;
    for (int i = 0; i < entries.size(); i++) {
      double x = left;
      for (int column = 0; column < i % columns; column++) x += widths[column] + COLUMN_GAP;
      draw(g, entries.get(i), x, area.getY() + ROW * (i / columns) + ROW / 2);
    }
  }

  private static void draw(Graphics2D g, Entry entry, double x, double middle) {
    if (entry.sample != null) {
      double top = middle - SAMPLE_HEIGHT / 2;
      entry.sample.draw(g, new Rectangle2D.Double(x, top, SAMPLE_WIDTH, SAMPLE_HEIGHT));
    }
    g.setColor(ChartStyle.INK);
    g.setFont(font());
    g.drawString(entry.name, (float) (x + entry.indent()), (float) (middle + 0.35 * ChartStyle.TEXT_SIZE));
  }

  /** The most columns that fit, then as few as fill the same number of rows. */
  private int columns(double width) {
    int columns = entries.size();
    while (columns > 1 && total(widths(columns)) > width) columns--;
    return (entries.size() + rows(columns) - 1) / rows(columns);
  }

  private int rows(int columns) {
    return (entries.size() + columns - 1) / columns;
  }

  private double[] widths(int columns) {
    double[] widths = new double[columns];
    for (int i = 0; i < entries.size(); i++) {
      widths[i % columns] = Math.max(widths[i % columns], entries.get(i).width());
    }
    return widths;
  }

  private static double total(double[] widths) {
    double sum = COLUMN_GAP * (widths.length - 1);
    for (double width : widths) sum += width;
    return sum;
  }

  private static Font font() {
    return Fonts.plain(ChartStyle.TEXT_SIZE);
  }
}
