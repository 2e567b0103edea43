package tensorbang.data;

import java.util.Arrays;

/**
 * Labelled images in memory: 8 bits a channel, NHWC, row-major in one array.
 *
 * @param pixels size x height x width x channels unsigned bytes
 * @param labels one class index an image
 * @param height in pixels
 * @param width in pixels
 * @param channels 3 for RGB
 */
public record ImageSet(byte[] pixels, int[] labels, int height, int width, int channels) {
  public ImageSet {
    if (pixels.length != (long) labels.length * height * width * channels) {
      throw new IllegalArgumentException(
          pixels.length + " bytes are not " + labels.length + " images of " + height + "x" + width + "x" + channels);
    }
  }

  /** Number of images. */
  public int size() {
    return labels.length;
  }

  /** Bytes of one image: height x width x channels. */
  public int imageBytes() {
    return height * width * channels;
  }

  /** The first {@code n} images, or this very set where it has no more than that. */
  public ImageSet first(int n) {
    if (n < 0) throw new IllegalArgumentException("cannot take the first " + n + " images");
    if (n >= size()) return this;
    return new ImageSet(
        Arrays.copyOf(pixels, n * imageBytes()), Arrays.copyOf(labels, n), height, width, channels);
  }

  /** A copy of image {@code i}, HWC. */
  public byte[] image(int i) {
    return Arrays.copyOfRange(pixels, i * imageBytes(), (i + 1) * imageBytes());
  }
}
