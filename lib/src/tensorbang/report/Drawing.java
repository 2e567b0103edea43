package tensorbang.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;

/** A picture, described once for every file format. Coordinates are points: 1/2 pixel of a PNG, one user unit of an SVG. */
@FunctionalInterface
public interface Drawing {
  /** Draws within {@code area}, which is white. */
  void draw(Graphics2D g, Rectangle2D area);
}
