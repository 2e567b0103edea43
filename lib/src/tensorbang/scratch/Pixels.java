package tensorbang.scratch;

/** Images as bytes, turned into what a network takes. */
public final class Pixels {
  private Pixels() {}

  /**
   * (pixel/255 − mean)/deviation, channel by channel.
   *
   * @param pixels unsigned bytes, {@code [images, height, width, channels]}
   * @param mean for pixels scaled to [0, 1], one number a channel
   * @param deviation likewise
   * @param into a tensor whose numbers may be overwritten, or null
   * @return {@code into} where it has the right shape, a new tensor otherwise
   */
  public static Tensor normalize(byte[] pixels, int height, int width, float[] mean, float[] deviation, Tensor into) {
    int channels = mean.length;
    int imageSize = height * width * channels;
    if (pixels.length % imageSize != 0) {
      throw new IllegalArgumentException(
          pixels.length + " bytes are no images of " + height + "x" + width + "x" + channels);
    }
    Tensor x = Tensor.reuse(into, pixels.length / imageSize, height, width, channels);
    float[] scale = new float[channels];
    float[] shift = new float[channels];
    for (int c = 0; c < channels; c++) {
      scale[c] = 1 / (255 * deviation[c]);
      shift[c] = -mean[c] / deviation[c];
    }
    Parallel.slices(pixels.length / channels, (from, to, slice, worker) -> {
      for (int i = from * channels, c = 0; i < to * channels; i++) {
        x.data()[i] = (pixels[i] & 0xff) * scale[c] + shift[c];
        if (++c == channels) c = 0;
      }
    });
    return x;
  }
}
