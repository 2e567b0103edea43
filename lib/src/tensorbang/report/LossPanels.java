package tensorbang.report;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.nio.file.Path;
import java.util.List;

/** Losses of networks around their weights, a panel each, side by side on one colour scale. */
abstract class LossPanels implements Drawing {
  private static final double MARGIN = 14;
  private static final double GAP = 16;
  private static final int MOST_COLUMNS = 3;
  private static final double NAME_HEIGHT = 1.6 * ChartStyle.LABEL_SIZE;

  private final String title;
  private final List<LossPanel> panels;
  private final LossScale scale;
  private final double panelWidth;
  private final double panelHeight;

  /** @param panelWidth of what {@link #draw(Graphics2D, LossPanel, Rectangle2D)} draws, in points */
  LossPanels(String title, List<LossPanel> panels, double panelWidth, double panelHeight) {
    if (panels.isEmpty()) throw new IllegalArgumentException("there is no panel");
    this.title = title;
    this.panels = List.copyOf(panels);
    this.scale = LossScale.of(panels);
    this.panelWidth = panelWidth;
    this.panelHeight = panelHeight;
  }

  abstract void draw(Graphics2D g, LossPanel panel, Rectangle2D area);

  /** The middle of what is drawn in {@code area}, over which the panel's name is centred. */
  abstract double middle(Rectangle2D area);

  final LossScale scale() {
    return scale;
  }

  private int columns() {
    return Math.min(MOST_COLUMNS, panels.size());
  }

  private int rows() {
    return (panels.size() + columns() - 1) / columns();
  }

  /** Writes the chart in a size that suits the number of panels; {@code svg} may be null for the PNG alone. */
  public void write(Path png, Path svg) {
    double width = 2 * MARGIN + columns() * (panelWidth + GAP) + LossScale.ROOM;
    double height = 2 * MARGIN + 1.6 * ChartStyle.TITLE_SIZE + rows() * (NAME_HEIGHT + panelHeight + GAP);
    ChartFile.write(this, (int) Math.ceil(width), (int) Math.ceil(height), png, svg);
  }

  @Override
  public void draw(Graphics2D g, Rectangle2D area) {
    double left = area.getX() + MARGIN;
    double top = area.getY() + MARGIN;
    top += Figure.drawTitle(g, title, left, top, area.getWidth() - 2 * MARGIN);
    for (int i = 0; i < panels.size(); i++) {
      double x = left + i % columns() * (panelWidth + GAP);
      double y = top + i / columns() * (NAME_HEIGHT + panelHeight + GAP);
      Font font = Fonts.fitting(panels.get(i).name(), Fonts.bold(ChartStyle.LABEL_SIZE), panelWidth);
      g.setFont(font);
      g.setColor(ChartStyle.INK);
      Rectangle2D panel = new Rectangle2D.Double(x, y + NAME_HEIGHT, panelWidth, panelHeight);
      double centred = middle(panel) - Fonts.width(panels.get(i).name(), font) / 2.0;
      g.drawString(panels.get(i).name(), (float) Math.max(x, centred), (float) (y + ChartStyle.LABEL_SIZE));
      draw(g, panels.get(i), panel);
    }
    double barHeight = Math.min(rows() * (NAME_HEIGHT + panelHeight + GAP) - GAP - NAME_HEIGHT, 320);
    scale.draw(
        g, new Rectangle2D.Double(left + columns() * (panelWidth + GAP), top + NAME_HEIGHT, LossScale.ROOM, barHeight));
  }
}
