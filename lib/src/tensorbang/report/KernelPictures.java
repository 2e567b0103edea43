package tensorbang.report;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import tensorbang.InputException;
import tensorbang.weights.FloatArray;

/** The kernels of a first convolution as small pictures. */
public final class KernelPictures {
  private KernelPictures() {}

  /**
   * One picture a filter in the colours that excite it: each filter has the whole range of a byte for itself, from its
   * smallest weight to its largest, over all three channels.
   *
   * @param kernels [height, width, 3, filters]
   * @throws InputException if they do not have three input channels
   */
  public static List<BufferedImage> of(FloatArray kernels) {
    int[] shape = kernels.shape();
    if (shape.length != 4 || shape[2] != 3)
      throw new InputException("only kernels of three input channels can be drawn in colour");
    List<BufferedImage> pictures = new ArrayList<>();
    for (int filter = 0; filter < shape[3]; filter++) pictures.add(picture(kernels.values(), shape, filter));
    return pictures;
  }

  private static BufferedImage picture(float[] values, int[] shape, int filter) {
    int filters = shape[3];
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    for (int i = filter; i < values.length; i += filters) {
      min = Math.min(min, values[i]);
      max = Math.max(max, values[i]);
    }
    float span = max > min ? max - min : 1;
    BufferedImage image = new BufferedImage(shape[1], shape[0], BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < shape[0]; y++) {
      for (int x = 0; x < shape[1]; x++) {
        int rgb = 0;
        for (int c = 0; c < 3; c++) {
          float value = values[((y * shape[1] + x) * 3 + c) * filters + filter];
          rgb = rgb << 8 | Math.round(255 * (value - min) / span);
        }
        image.setRGB(x, y, rgb);
      }
    }
    return image;
  }
}
