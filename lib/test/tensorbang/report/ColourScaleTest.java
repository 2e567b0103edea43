package tensorbang.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ColourScaleTest {
  /** The five colours of R's viridis(5), which are not in the table: it has ten. */
  @Test
  void viridisMeetsThePublishedColours() {
    int[] published = {0x440154, 0x3B528B, 0x21908C, 0x5DC863, 0xFDE725};
    for (int i = 0; i < published.length; i++) {
      int rgb = ColourScale.VIRIDIS.rgb(i / 4.0);
      for (int shift = 0; shift <= 16; shift += 8) {
        assertEquals(published[i] >> shift & 0xFF, rgb >> shift & 0xFF, 4, "colour " + i);
      }
    }
  }

  @Test
  void everyScaleOnlyGrowsLighterOrOnlyDarker() {
    for (ColourScale scale : ColourScale.values()) {
      double direction = luminance(scale.rgb(1)) - luminance(scale.rgb(0));
      for (int i = 0; i < 100; i++) {
        double step = luminance(scale.rgb((i + 1) / 100.0)) - luminance(scale.rgb(i / 100.0));
        assertTrue(step * direction > 0, scale + " at " + i + " %");
      }
    }
  }

  @Test
  void valuesOutsideAreTakenAsTheEnds() {
    assertEquals(ColourScale.VIRIDIS.rgb(0), ColourScale.VIRIDIS.rgb(-3));
    assertEquals(ColourScale.VIRIDIS.rgb(1), ColourScale.VIRIDIS.rgb(Double.POSITIVE_INFINITY));
    assertEquals(ColourScale.VIRIDIS.rgb(0), ColourScale.VIRIDIS.rgb(Double.NaN));
  }

  private static double luminance(int rgb) {
    return 0.2126 * (rgb >> 16 & 0xFF) + 0.7152 * (rgb >> 8 & 0xFF) + 0.0722 * (rgb & 0xFF);
  }
}
