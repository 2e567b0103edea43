package tensorbang.data;

/**
 * Makes images smaller: each new pixel is the mean over the area that it covers in the old image, in which pixels at the
 * border count by the share that is covered; rounded to the nearest of the 256 values.
 */
final class AreaAverage {
  private AreaAverage() {}

  /**
   * @param pixels images x height x width x channels unsigned bytes
   * @param toHeight at most {@code height}; likewise {@code toWidth}
   * @return images x toHeight x toWidth x channels unsigned bytes
   */
  static byte[] shrunk(byte[] pixels, int height, int width, int channels, int toHeight, int toWidth) {
    int images = pixels.length / (height * width * channels);
    Axis rows = Axis.of(height, toHeight);
    Axis columns = Axis.of(width, toWidth);
    byte[] shrunk = new byte[images * toHeight * toWidth * channels];
    float[] narrow = new float[height * toWidth * channels];
    for (int n = 0; n < images; n++) {
      int image = n * height * width * channels;
      for (int y = 0; y < height; y++)
        for (int x = 0; x < toWidth; x++)
          for (int c = 0; c < channels; c++) {
            float sum = 0;
            int from = image + (y * width + columns.first[x]) * channels + c;
            for (float share : columns.shares[x]) {
              sum += share * (pixels[from] & 0xff);
              from += channels;
            }
            narrow[(y * toWidth + x) * channels + c] = sum;
          }
      int line = toWidth * channels;
      for (int y = 0; y < toHeight; y++)
        for (int i = 0; i < line; i++) {
          float sum = 0.5f;
          int from = rows.first[y] * line + i;
          for (float share : rows.shares[y]) {
            sum += share * narrow[from];
            from += line;
          }
          shrunk[(n * toHeight + y) * line + i] = (byte) Math.min(255, (int) sum);
        }
    }
    return shrunk;
  }

  /**
   * Height or width.
   *
   * @param first the first old pixel that a new one covers
   * @param shares of the old pixels from there on in the mean
   */
  private record Axis(int[] first, float[][] shares) {
    static Axis of(int length, int to) {
      int[] first = new int[to];
      float[][] shares = new float[to][];
      for (int i = 0; i < to; i++) {
        // In units of 1 / to of an old pixel, all borders are whole numbers.
        int begin = i * length;
        int end = begin + length;
        first[i] = begin / to;
        shares[i] = new float[(end + to - 1) / to - first[i]];
        for (int j = 0; j < shares[i].length; j++) {
          int pixel = (first[i] + j) * to;
          shares[i][j] = (Math.min(end, pixel + to) - Math.max(begin, pixel)) / (float) length;
        }
      }
      return new Axis(first, shares);
    }
  }
}
