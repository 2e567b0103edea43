package tensorbang.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Which class is taken for which: a row for each actual class, a column for each predicted one. The colour is the
 * share of the row's images, on a square-root scale, so that the few mistakes of a good network show; up to 20 classes
 * the cells have their numbers of images, too.
 */
public final class ConfusionMatrix implements Drawing {
  private static final int MOST_NUMBERED_CLASSES = 20;
  private static final double MARGIN = 12;
  private static final double GAP = 6;
  private static final double BAR_WIDTH = 14;
  private static final double BAR_ROOM = 105;

  private final String title;
  private final List<String> classes;
  private final int[][] counts;

  /**
   * @param counts {@code counts[actual][predicted]}, images
   * @throws IllegalArgumentException where the counts are not a square with a row a class
   */
  public ConfusionMatrix(String title, List<String> classes, int[][] counts) {
    if (counts.length != classes.size()) {
      throw new IllegalArgumentException(counts.length + " rows for " + classes.size() + " classes");
    }
    for (int[] row : counts) {
      if (row.length != counts.length) throw new IllegalArgumentException("a row has " + row.length + " columns");
    }
    this.title = title;
    this.classes = List.copyOf(classes);
    this.counts = counts;
  }

  /** Writes it in a size that suits the number of classes; {@code svg} may be null for the PNG alone. */
  public void write(Path png, Path svg) {
    double names = longestName() + 2 * GAP + axisTitleHeight();
    double side = cell() * classes.size() + 2;
    int width = (int) Math.ceil(MARGIN + names + side + BAR_ROOM);
    int height = (int) Math.ceil(2 * MARGIN + 1.6 * ChartStyle.TITLE_SIZE + side + names);
    ChartFile.write(this, width, height, png, svg);
  }

  private double cell() {
    return numbered() ? 42 : 9.5;
  }

  private boolean numbered() {
    return classes.size() <= MOST_NUMBERED_CLASSES;
  }

  private Font nameFont() {
    return Fonts.plain(numbered() ? ChartStyle.TEXT_SIZE : 8);
  }

  private double longestName() {
    return classes.stream()
        .mapToDouble(name -> Fonts.width(name, nameFont()))
        .max()
        .orElse(0);
  }

  private static double axisTitleHeight() {
    return 1.4 * ChartStyle.LABEL_SIZE;
  }

  @Override
  public void draw(Graphics2D g, Rectangle2D area) {
    double top = area.getY() + MARGIN;
    top += Figure.drawTitle(g, title, area.getX() + MARGIN, top, area.getWidth() - 2 * MARGIN);
    double names = axisTitleHeight() + longestName() + 2 * GAP;
    double left = Math.ceil(area.getX() + MARGIN + names);
    top = Math.ceil(top);
    double side = Math.min(area.getMaxX() - BAR_ROOM - left, area.getMaxY() - MARGIN - names - top);
    side = wholePixels(side / classes.size()) * classes.size();
    Rectangle2D matrix = new Rectangle2D.Double(left, top, side, side);
    drawCells(g, matrix);
    drawNames(g, matrix);
    drawScale(g, matrix);
  }

  /** Cells that end on whole pixels leave no seams. */
  private static double wholePixels(double points) {
    return Math.floor(points * ChartFile.DENSITY) / ChartFile.DENSITY;
  }

  private void drawCells(Graphics2D g, Rectangle2D matrix) {
    double cell = matrix.getWidth() / classes.size();
    for (int row = 0; row < counts.length; row++) {
      long total = 0;
      for (int count : counts[row]) total += count;
      for (int column = 0; column < counts.length; column++) {
        double share = total == 0 ? 0 : (double) counts[row][column] / total;
        double x = matrix.getX() + column * cell;
        double y = matrix.getY() + row * cell;
        if (counts[row][column] > 0) {
          g.setColor(ColourScale.BLUES.colour(Math.sqrt(share)));
          g.fill(new Rectangle2D.Double(x, y, cell, cell));
        }
        if (numbered()) {
          String number = String.format(Locale.ROOT, "%d", counts[row][column]);
          Font font = Fonts.plain(number.length() > 4 ? 10 : 12);
          g.setFont(font);
          g.setColor(Math.sqrt(share) > 0.55 ? Color.WHITE : ChartStyle.INK);
          g.drawString(number, (float) (x + (cell - Fonts.width(number, font)) / 2), (float) (y + cell / 2 + 4));
        }
      }
    }
    g.setColor(ChartStyle.AXIS);
    g.setStroke(ChartStyle.stroke(0.9f, null));
    g.draw(matrix);
  }

  private void drawNames(Graphics2D g, Rectangle2D matrix) {
    double cell = matrix.getWidth() / classes.size();
    Font font = nameFont();
    g.setColor(ChartStyle.INK);
    g.setFont(font);
    for (int i = 0; i < classes.size(); i++) {
      String name = classes.get(i);
      double middle = (i + 0.5) * cell + 0.35 * font.getSize2D();
      double width = Fonts.width(name, font);
      g.drawString(name, (float) (matrix.getX() - GAP - width), (float) (matrix.getY() + middle));
      drawUpwards(g, name, matrix.getX() + middle, matrix.getMaxY() + GAP + width);
    }
    Font title = Fonts.plain(ChartStyle.LABEL_SIZE);
    double away = longestName() + 2 * GAP;
    double width = Fonts.width("predicted class", title);
    g.setFont(title);
    g.drawString("predicted class", (float) (matrix.getCenterX() - width / 2), (float)
        (matrix.getMaxY() + away + ChartStyle.LABEL_SIZE));
    width = Fonts.width("actual class", title);
    drawUpwards(g, "actual class", matrix.getX() - away, matrix.getCenterY() + width / 2);
  }

  private static void drawUpwards(Graphics2D g, String text, double x, double y) {
    AffineTransform old = g.getTransform();
    g.translate(x, y);
    g.rotate(-Math.PI / 2);
    g.drawString(text, 0, 0);
    g.setTransform(old);
  }

  private static void drawScale(Graphics2D g, Rectangle2D matrix) {
    double x = matrix.getMaxX() + 2 * GAP;
    double height = Math.min(matrix.getHeight(), 300);
    ColourScale.BLUES.draw(g, new Rectangle2D.Double(x, matrix.getY(), BAR_WIDTH, height));
    g.setFont(Fonts.plain(ChartStyle.TEXT_SIZE));
    g.setColor(ChartStyle.INK);
    for (int percent : new int[] {0, 1, 5, 10, 25, 50, 100}) {
      double y = matrix.getY() + height * (1 - Math.sqrt(percent / 100.0));
      g.drawString(percent + " %", (float) (x + BAR_WIDTH + GAP), (float) (y + 0.35 * ChartStyle.TEXT_SIZE));
    }
    String label = "share of the actual class";
    Font font = Fonts.fitting(label, Fonts.plain(ChartStyle.LABEL_SIZE), height);
    g.setFont(font);
    double bottom = matrix.getY() + (height + Fonts.width(label, font)) / 2;
    drawUpwards(g, label, matrix.getMaxX() + BAR_ROOM - MARGIN, bottom);
  }
}
