package tensorbang.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Losses on planes around networks' weights, seen from above: colours, and contours at the same losses in each panel. */
public final class LossContours extends LossPanels {
  private static final double SIDE = 264;
  private static final double LEFT = 46;
  private static final double BOTTOM = 40;

  /** Pixels of the coloured picture between two points of the grid. */
  private static final int FINENESS = 16;

  private static final Color CONTOUR = new Color(0, 0, 0, 120);
  private static final int TICKS = 5;

  public LossContours(String title, List<LossPanel> panels) {
    super(title, panels, LEFT + SIDE, SIDE + BOTTOM);
  }

  @Override
  double middle(Rectangle2D area) {
    return area.getX() + LEFT + SIDE / 2;
  }

  @Override
  void draw(Graphics2D g, LossPanel panel, Rectangle2D area) {
    Rectangle2D square = new Rectangle2D.Double(area.getX() + LEFT, area.getY(), SIDE, SIDE);
    LossPanel positions = scale().positions(panel);
    drawColours(g, positions, square);
    g.setColor(CONTOUR);
    g.setStroke(ChartStyle.stroke(0.8f, null));
    for (double level : LossScale.levels()) g.draw(contour(positions, level, square));
    g.setColor(Color.WHITE);
    g.setStroke(ChartStyle.stroke(1.6f, null));
    double x = square.getCenterX();
    double y = square.getCenterY();
    g.draw(new Line2D.Double(x - 4, y, x + 4, y));
    g.draw(new Line2D.Double(x, y - 4, x, y + 4));
    drawAxes(g, panel.axis(), square);
  }

  private static void drawColours(Graphics2D g, LossPanel positions, Rectangle2D square) {
    int side = (positions.axis().length - 1) * FINENESS;
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < side; y++)
      for (int x = 0; x < side; x++) {
        double row = (side - y - 0.5) / FINENESS;
        double column = (x + 0.5) / FINENESS;
        image.setRGB(x, y, LossScale.colour(positions.at(row, column)).getRGB());
      }
    g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    AffineTransform placed = AffineTransform.getTranslateInstance(square.getX(), square.getY());
    placed.scale(square.getWidth() / side, square.getHeight() / side);
    g.drawImage(image, placed, null);
  }

  /**
   * The lines where the position on the scale is {@code level}: in each of the grid's squares, divided into two triangles,
   * the straight piece between the two edges that it crosses.
   */
  private static Path2D contour(LossPanel positions, double level, Rectangle2D square) {
    Path2D path = new Path2D.Double();
    int last = positions.axis().length - 1;
    for (int row = 0; row < last; row++)
      for (int column = 0; column < last; column++) {
        int[][] corners = {{row, column}, {row, column + 1}, {row + 1, column + 1}, {row + 1, column}};
        triangle(path, positions, level, square, corners[0], corners[1], corners[2]);
        triangle(path, positions, level, square, corners[0], corners[2], corners[3]);
      }
    return path;
  }

  private static void triangle(Path2D path, LossPanel positions, double level, Rectangle2D square, int[]... corners) {
    boolean begun = false;
    for (int i = 0; i < 3; i++) {
      int[] a = corners[i];
      int[] b = corners[(i + 1) % 3];
      double from = positions.loss()[a[0]][a[1]];
      double to = positions.loss()[b[0]][b[1]];
      if (!Double.isFinite(from) || !Double.isFinite(to) || from < level == to < level) continue;
      double share = (level - from) / (to - from);
      double step = square.getWidth() / (positions.axis().length - 1);
      double x = square.getX() + step * (a[1] + share * (b[1] - a[1]));
      double y = square.getMaxY() - step * (a[0] + share * (b[0] - a[0]));
      if (begun) path.lineTo(x, y);
      else path.moveTo(x, y);
      begun = true;
    }
  }

  private static void drawAxes(Graphics2D g, double[] axis, Rectangle2D square) {
    g.setColor(ChartStyle.AXIS);
    g.setStroke(ChartStyle.stroke(0.9f, null));
    g.draw(square);
    g.setColor(ChartStyle.INK);
    g.setFont(Fonts.plain(ChartStyle.TEXT_SIZE));
    double from = axis[0];
    double to = axis[axis.length - 1];
    for (int i = 0; i < TICKS; i++) {
      double share = (double) i / (TICKS - 1);
      String text = ShortNumber.text(Math.round(1e4 * (from + share * (to - from))) / 1e4);
      double width = Fonts.width(text, g.getFont());
      double x = square.getX() + share * square.getWidth();
      double y = square.getMaxY() - share * square.getHeight();
      g.draw(new Line2D.Double(x, square.getMaxY(), x, square.getMaxY() + 3));
      g.draw(new Line2D.Double(square.getX() - 3, y, square.getX(), y));
      g.drawString(text, (float) (x - width / 2), (float) (square.getMaxY() + 4 + ChartStyle.TEXT_SIZE));
      g.drawString(text, (float) (square.getX() - 5 - width), (float) (y + 0.35 * ChartStyle.TEXT_SIZE));
    }
    Font font = Fonts.plain(ChartStyle.LABEL_SIZE);
    g.setFont(font);
    String across = "along direction 1";
    g.drawString(
        across, (float) (square.getCenterX() - Fonts.width(across, font) / 2), (float) (square.getMaxY() + BOTTOM - 5));
    String upwards = "along direction 2";
    AffineTransform old = g.getTransform();
    g.translate(square.getX() - LEFT + 11, square.getCenterY() + Fonts.width(upwards, font) / 2);
    g.rotate(-Math.PI / 2);
    g.drawString(upwards, 0, 0);
    g.setTransform(old);
  }
}
