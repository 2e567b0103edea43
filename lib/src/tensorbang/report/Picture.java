package tensorbang.report;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/** Images of a data set for drawing: every pixel a square of equal pixels, nothing smoothed. */
final class Picture {
  private Picture() {}

  /** Points that a pixel takes where the image is to fill {@code side}: whole pixels of the file where it fits. */
  static double points(BufferedImage image, double side) {
    double pixels = side * ChartFile.DENSITY / Math.max(image.getWidth(), image.getHeight());
    return (pixels >= 1 ? Math.floor(pixels) : pixels) / ChartFile.DENSITY;
  }

  /** Draws the image with its corner at x and y, no longer than {@code side}; a large one is smoothed as it shrinks. */
  static void draw(Graphics2D g, BufferedImage image, double x, double y, double side) {
    double points = points(image, side);
    boolean shrunk = points * ChartFile.DENSITY < 1;
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION,
        shrunk ? RenderingHints.VALUE_INTERPOLATION_BICUBIC : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    AffineTransform scaled = AffineTransform.getTranslateInstance(x, y);
    scaled.scale(points, points);
    g.drawImage(image, scaled, null);
  }
}
