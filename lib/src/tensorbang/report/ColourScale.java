package tensorbang.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;

/** Colours for numbers in [0, 1], from a table of equally spaced ones, mixed linearly in sRGB between them. */
enum ColourScale {
  /** Perceptually uniform, fit for colour-blind readers and for grey: van der Walt and Smith, 2015. */
  VIRIDIS(0x440154, 0x482878, 0x3E4A89, 0x31688E, 0x26828E, 0x1F9E89, 0x35B779, 0x6DCD59, 0xB4DE2C, 0xFDE725),
  /** From white to dark blue. */
  BLUES(0xFFFFFF, 0xD6E6F2, 0xA5CAE3, 0x66A5CF, 0x2B7DB5, 0x0A5796, 0x08306B);

  private static final int STEPS = 128;

  private final int[] table;

  ColourScale(int... table) {
    this.table = table;
  }

  /** @param value below 0 taken as 0, above 1 as 1, NaN as 0 */
  int rgb(double value) {
    double position = Math.max(0, Math.min(1, Double.isNaN(value) ? 0 : value)) * (table.length - 1);
    int left = Math.min((int) position, table.length - 2);
    double share = position - left;
    int rgb = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int a = table[left] >> shift & 0xFF;
      int b = table[left + 1] >> shift & 0xFF;
      rgb |= (int) Math.round(a + share * (b - a)) << shift;
    }
    return rgb;
  }

  /** Draws the scale upright, 0 at the bottom. */
  void draw(Graphics2D g, Rectangle2D area) {
    double step = area.getHeight() / STEPS;
    for (int i = STEPS - 1; i >= 0; i--) {
      g.setColor(colour((i + 0.5) / STEPS));
      g.fill(new Rectangle2D.Double(area.getX(), area.getMaxY() - (i + 1) * step, area.getWidth(), (i + 1) * step));
    }
    g.setColor(ChartStyle.AXIS);
    g.setStroke(ChartStyle.stroke(0.9f, null));
    g.draw(area);
  }

  /** Draws the scale from 0 at the left to {@code end} at the right. */
  void drawAcross(Graphics2D g, Rectangle2D area, double end) {
    double step = area.getWidth() / STEPS;
    for (int i = 0; i < STEPS; i++) {
      g.setColor(colour(end * (i + 0.5) / STEPS));
      double left = area.getX() + i * step;
      g.fill(new Rectangle2D.Double(left, area.getY(), area.getMaxX() - left, area.getHeight()));
    }
    g.setColor(ChartStyle.AXIS);
    g.setStroke(ChartStyle.stroke(0.9f, null));
    g.draw(area);
  }

  Color colour(double value) {
    return new Color(rgb(value));
  }
}
