package tensorbang.report;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Pictures in rows with lines of text under each: the worst mistakes, or what augmentation makes of images. */
public final class Gallery {
  private static final double MARGIN = 14;
  private static final double SIDE = 96;
  private static final double CELL = 108;
  private static final double GAP = 12;
  private static final double TEXT_SIZE = 11.5;
  private static final double LINE = 14;
  private static final int MOST_COLUMNS = 8;

  private record Item(BufferedImage image, List<String> captions) {}

  private final String title;
  private final List<Item> items = new ArrayList<>();

  public Gallery(String title) {
    this.title = title;
  }

  /** @param captions lines of text under the picture, the first one bold; shrunk where they are too long */
  public Gallery add(BufferedImage image, String... captions) {
    items.add(new Item(image, List.of(captions)));
    return this;
  }

  /** Writes the pictures in the order in which they were added, at most eight in a row. */
  public void write(Path png) {
    int columns = columns();
    int rows = Math.max(1, (items.size() + columns - 1) / columns);
    double width = 2 * MARGIN + columns * (CELL + GAP) - GAP;
    double height = top() + rows * (rowHeight() + GAP) - GAP + MARGIN;
    ChartFile.write(this::draw, (int) Math.ceil(width), (int) Math.ceil(height), png, null);
  }

  private int columns() {
    return items.size() <= 4 ? 4 : items.size() <= 15 ? 5 : items.size() <= 24 ? 6 : MOST_COLUMNS;
  }

  private static double top() {
    return MARGIN + 1.8 * ChartStyle.TITLE_SIZE;
  }

  private double rowHeight() {
    int lines = items.stream().mapToInt(item -> item.captions.size()).max().orElse(0);
    double image = items.stream()
        .mapToDouble(item -> item.image.getHeight() * Picture.points(item.image, SIDE))
        .max()
        .orElse(SIDE);
    return image + lines * LINE + 4;
  }

  private void draw(Graphics2D g, Rectangle2D area) {
    Figure.drawTitle(g, title, MARGIN, MARGIN, area.getWidth() - 2 * MARGIN);
    for (int i = 0; i < items.size(); i++) {
      double x = MARGIN + i % columns() * (CELL + GAP);
      draw(g, items.get(i), x, top() + i / columns() * (rowHeight() + GAP));
    }
  }

  private static void draw(Graphics2D g, Item item, double x, double y) {
    Picture.draw(g, item.image, x, y, SIDE);
    double baseline = y + item.image.getHeight() * Picture.points(item.image, SIDE);
    for (int line = 0; line < item.captions.size(); line++) {
      String text = item.captions.get(line);
      Font font = line == 0 ? Fonts.bold(TEXT_SIZE) : Fonts.plain(TEXT_SIZE);
      baseline += LINE;
      g.setFont(Fonts.fitting(text, font, CELL));
      g.setColor(ChartStyle.INK);
      g.drawString(text, (float) x, (float) baseline);
    }
  }
}
