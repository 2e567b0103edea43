package tensorbang.report;

import java.awt.image.BufferedImage;
import java.util.Locale;

/**
 * One channel in colours, a pixel a value.
 *
 * @param min smallest finite value; NaN where there is none
 * @param max largest finite value
 */
public record FeatureMap(BufferedImage image, float min, float max) {
  private static final int NOT_A_NUMBER = 0x999999;

  /** @param values {@code [height][width]} */
  public static FeatureMap of(float[][] values) {
    float min = Float.NaN;
    float max = Float.NaN;
    for (float[] row : values) {
      for (float value : row) {
        if (!Float.isFinite(value)) continue;
        if (!(value >= min)) min = value;
        if (!(value <= max)) max = value;
      }
    }
    BufferedImage image = new BufferedImage(values[0].length, values.length, BufferedImage.TYPE_INT_RGB);
    double span = max > min ? (double) max - min : 1;
    for (int y = 0; y < values.length; y++) {
      for (int x = 0; x < values[y].length; x++) {
        float value = values[y][x];
        image.setRGB(x, y, Float.isNaN(value) ? NOT_A_NUMBER : ColourScale.VIRIDIS.rgb((value - min) / span));
      }
    }
    return new FeatureMap(image, min, max);
  }

  /** The text under the map. */
  String range() {
    if (Float.isNaN(min)) return "not a number";
    return min == max ? text(min) + " everywhere" : text(min) + " to " + text(max);
  }

  private static String text(float value) {
    double size = Math.abs(value);
    return String.format(Locale.ROOT, value == 0 || size >= 0.01 && size < 1000 ? "%.2f" : "%.1e", value);
  }
}
