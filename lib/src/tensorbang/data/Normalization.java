package tensorbang.data;

/**
 * Mean and standard deviation of each channel, for pixels scaled to [0, 1]: a network sees
 * {@code (pixel / 255 - mean) / std}.
 *
 * @param mean one value a channel, in [0, 1]
 * @param std one value a channel, greater than 0
 */
public record Normalization(float[] mean, float[] std) {
  /**
   * Mean and population standard deviation over all pixels of a set. The sums are integers, so the result does not
   * depend on the order of the images. A channel with one single value gets a deviation of 1: it is only centred.
   *
   * @throws IllegalArgumentException where the set is empty
   */
  public static Normalization of(ImageSet set) {
    int channels = set.channels();
    byte[] pixels = set.pixels();
    if (pixels.length == 0) throw new IllegalArgumentException("an empty set has no mean");
    long[] sum = new long[channels];
    long[] squares = new long[channels];
    for (int i = 0; i < pixels.length; i += channels) {
      for (int c = 0; c < channels; c++) {
        int value = pixels[i + c] & 0xff;
        sum[c] += value;
        squares[c] += value * value;
      }
    }
    double n = pixels.length / channels;
    float[] mean = new float[channels];
    float[] std = new float[channels];
    for (int c = 0; c < channels; c++) {
      double m = sum[c] / n;
      double variance = squares[c] / n - m * m;
      mean[c] = (float) (m / 255);
      std[c] = variance > 0 ? (float) (Math.sqrt(variance) / 255) : 1;
    }
    return new Normalization(mean, std);
  }

  /** The mean colour as unsigned bytes, one a channel: the value nearest to 0 once normalised. */
  public byte[] meanColour() {
    byte[] colour = new byte[mean.length];
    for (int c = 0; c < colour.length; c++) colour[c] = (byte) Math.round(mean[c] * 255);
    return colour;
  }
}
