package tensorbang.report;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import tensorbang.data.ImageSet;

/** Images of a data set for drawing: every pixel a square of equal pixels, nothing smoothed. */
public final class Picture {
  private Picture() {}

  /**
   * @param pixels height x width x channels unsigned bytes, HWC
   * @param channels 3 for RGB, 1 for grey
   */
  public static BufferedImage of(byte[] pixels, int height, int width, int channels) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++, i += channels) {
        int red = pixels[i] & 0xff;
        int green = channels < 3 ? red : pixels[i + 1] & 0xff;
        int blue = channels < 3 ? red : pixels[i + 2] & 0xff;
        image.setRGB(x, y, red << 16 | green << 8 | blue);
      }
    }
    return image;
  }

  /** Image {@code index} of {@code images}. */
  public static BufferedImage of(ImageSet images, int index) {
    return of(images.image(index), images.height(), images.width(), images.channels());
  }

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
