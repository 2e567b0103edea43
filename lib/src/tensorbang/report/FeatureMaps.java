package tensorbang.report;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;

/** What the filters of a layer make of a picture: one map a filter, upscaled without blur, beside the input. */
public final class FeatureMaps {
  private FeatureMaps() {}

  /**
   * @param maps {@code [channel][height][width]}
   * @param captions lines of text under the input, such as the prediction
   */
  public static void write(BufferedImage input, float[][][] maps, String title, List<String> captions, Path png) {
    throw new UnsupportedOperationException();
  }
}
