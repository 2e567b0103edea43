package tensorbang.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * Losses on planes around networks' weights as surfaces, seen from the same corner and drawn to the same scale of height
 * and colour. A square of the grid that has a corner without a finite loss is left out.
 */
public final class LossSurfaces extends LossPanels {
  private static final double WIDTH = 320;
  private static final double HEIGHT = 284;

  /** By which the plane is turned, and by which it is seen from above, in radians. */
  private static final double TURN = Math.toRadians(38);

  private static final double ELEVATION = Math.toRadians(30);

  /** Of the greatest loss over the least, in sides of the plane. */
  private static final double TALLNESS = 0.62;

  private static final Color EDGE = new Color(0, 0, 0, 70);

  /** Points a side of the plane. */
  private static final double SIZE = 205;

  public LossSurfaces(String title, List<LossPanel> panels) {
    super(title, panels, WIDTH, HEIGHT);
  }

  /**
   * Where a place of the unit cube is drawn: x and y turned around its middle, y going away from the reader.
   *
   * @param z 0 for the least loss, 1 for the greatest
   */
  private Point2D project(Rectangle2D area, double x, double y, double z) {
    double across = (x - 0.5) * Math.cos(TURN) - (y - 0.5) * Math.sin(TURN);
    double away = (x - 0.5) * Math.sin(TURN) + (y - 0.5) * Math.cos(TURN);
    double up = away * Math.sin(ELEVATION) + TALLNESS * z * Math.cos(ELEVATION);
    double floor = area.getMaxY() - 24 - SIZE * 0.7 * Math.sin(ELEVATION);
    return new Point2D.Double(middle(area) + SIZE * across, floor - SIZE * up);
  }

  /** Right of the area's, for the numbers at the left edge. */
  @Override
  double middle(Rectangle2D area) {
    return area.getCenterX() + 12;
  }

  @Override
  void draw(Graphics2D g, LossPanel panel, Rectangle2D area) {
    drawFrame(g, area);
    int last = panel.axis().length - 1;
    // From the back to the front: the plane is turned by less than a right angle, so that its rows and their columns,
    // both from the last to the first, never lie before what follows them.
    for (int row = last - 1; row >= 0; row--)
      for (int column = last - 1; column >= 0; column--) drawSquare(g, panel, area, row, column, last);
    drawLabels(g, panel, area);
  }

  private void drawSquare(Graphics2D g, LossPanel panel, Rectangle2D area, int row, int column, int last) {
    int[][] corners = {{row, column}, {row, column + 1}, {row + 1, column + 1}, {row + 1, column}};
    Path2D square = new Path2D.Double();
    double sum = 0;
    for (int[] corner : corners) {
      double z = scale().position(panel.loss()[corner[0]][corner[1]]);
      if (Double.isNaN(z)) return;
      sum += z;
      Point2D at = project(area, (double) corner[1] / last, (double) corner[0] / last, z);
      if (square.getCurrentPoint() == null) square.moveTo(at.getX(), at.getY());
      else square.lineTo(at.getX(), at.getY());
    }
    square.closePath();
    g.setColor(LossScale.colour(sum / corners.length));
    g.fill(square);
    g.setColor(EDGE);
    g.setStroke(ChartStyle.stroke(0.5f, null));
    g.draw(square);
  }

  /** The floor's outline, the upright edges behind the surface, and ticks of the loss at the left one. */
  private void drawFrame(Graphics2D g, Rectangle2D area) {
    g.setColor(ChartStyle.AXIS);
    g.setStroke(ChartStyle.stroke(0.8f, null));
    double[][] floor = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};
    for (int i = 0; i < 4; i++)
      edge(g, area, floor[i][0], floor[i][1], 0, floor[(i + 1) % 4][0], floor[(i + 1) % 4][1], 0);
    for (double[] corner : List.of(floor[1], floor[2], floor[3]))
      edge(g, area, corner[0], corner[1], 0, corner[0], corner[1], 1);
    edge(g, area, 0, 1, 1, 1, 1, 1);
    edge(g, area, 1, 1, 1, 1, 0, 1);
    g.setFont(Fonts.plain(11));
    for (double tick : scale().ticks()) {
      double z = scale().position(tick);
      Point2D at = project(area, 0, 1, z);
      g.setColor(ChartStyle.AXIS);
      g.draw(new Line2D.Double(at.getX() - 4, at.getY(), at.getX(), at.getY()));
      g.setColor(ChartStyle.INK);
      String text = LossScale.text(tick);
      g.drawString(text, (float) (at.getX() - 6 - Fonts.width(text, g.getFont())), (float) (at.getY() + 4));
      g.setColor(ChartStyle.GRID);
      edge(g, area, 0, 1, z, 1, 1, z);
      edge(g, area, 1, 1, z, 1, 0, z);
    }
  }

  private void edge(Graphics2D g, Rectangle2D area, double x0, double y0, double z0, double x1, double y1, double z1) {
    g.draw(new Line2D.Double(project(area, x0, y0, z0), project(area, x1, y1, z1)));
  }

  private void drawLabels(Graphics2D g, LossPanel panel, Rectangle2D area) {
    double[] axis = panel.axis();
    String range = "(" + ShortNumber.text(axis[0]) + " to " + ShortNumber.text(axis[axis.length - 1]) + ")";
    String other = "direction 2";
    g.setFont(Fonts.plain(11));
    g.setColor(ChartStyle.INK);
    Point2D front = project(area, 0.5, 0, 0);
    g.drawString("direction 1", (float) (front.getX() - 4), (float) (front.getY() + 24));
    g.drawString(range, (float) (front.getX() - 4), (float) (front.getY() + 38));
    Point2D left = project(area, 0, 0.5, 0);
    g.drawString(other, (float) (left.getX() - 8 - Fonts.width(other, g.getFont())), (float) (left.getY() + 14));
  }
}
