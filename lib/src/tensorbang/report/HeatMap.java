package tensorbang.report;

import java.awt.image.BufferedImage;

/** A coarse map laid over the picture that it belongs to, such as Grad-CAM's. */
public final class HeatMap {
  /** Opacity of the colour where the map is largest. */
  private static final double OPACITY = 0.65;

  private HeatMap() {}

  /**
   * The picture in grey, coloured where the map is large: from nothing at 0 to yellow at the map's largest value. The
   * map's positions are spread over the whole picture, linear between their centres.
   *
   * @param map [row][column], at least 0, of any size; all 0 leaves the picture grey
   * @return as large as {@code picture}, enlarged in whole multiples to at most 192 pixels where it was smaller
   */
  public static BufferedImage over(BufferedImage picture, float[][] map) {
    int factor = Math.max(1, 192 / Math.max(picture.getWidth(), picture.getHeight()));
    int width = factor * picture.getWidth();
    int height = factor * picture.getHeight();
    double largest = 0;
    for (float[] row : map) for (float value : row) largest = Math.max(largest, value);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double value = largest == 0 ? 0 : at(map, (y + 0.5) / height, (x + 0.5) / width) / largest;
        int grey = grey(picture.getRGB(x / factor, y / factor));
        image.setRGB(x, y, mix(grey, ColourScale.VIRIDIS.rgb(value), OPACITY * Math.sqrt(value)));
      }
    }
    return image;
  }

  /** The map's value at a position of the whole in [0, 1]. */
  private static double at(float[][] map, double down, double across) {
    double y = Math.max(0, Math.min(map.length - 1, down * map.length - 0.5));
    double x = Math.max(0, Math.min(map[0].length - 1, across * map[0].length - 0.5));
    int top = (int) y;
    int left = (int) x;
    int bottom = Math.min(top + 1, map.length - 1);
    int right = Math.min(left + 1, map[0].length - 1);
    double upper = map[top][left] + (x - left) * (map[top][right] - map[top][left]);
    double lower = map[bottom][left] + (x - left) * (map[bottom][right] - map[bottom][left]);
    return upper + (y - top) * (lower - upper);
  }

  /** Luma of ITU-R BT.601, as three equal bytes. */
  private static int grey(int rgb) {
    int luma = (int) Math.round(0.299 * (rgb >> 16 & 0xFF) + 0.587 * (rgb >> 8 & 0xFF) + 0.114 * (rgb & 0xFF));
    return luma << 16 | luma << 8 | luma;
  }

  private static int mix(int under, int over, double opacity) {
    int rgb = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int a = under >> shift & 0xFF;
      int b = over >> shift & 0xFF;
      rgb |= (int) Math.round(a + opacity * (b - a)) << shift;
    }
    return rgb;
  }
}
