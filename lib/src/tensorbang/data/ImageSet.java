package tensorbang.data;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/**
 * Labelled images in memory: 8 bits a channel, NHWC, row-major in one array.
 *
 * @param pixels size x height x width x channels unsigned bytes
 * @param labels one class index an image
 * @param height in pixels
 * @param width in pixels
 * @param channels 3 for RGB, 1 for grey
 * @param classes class names, by label; empty where the images are not part of a {@link Dataset}
 */
public record ImageSet(byte[] pixels, int[] labels, int height, int width, int channels, List<String> classes) {
  public ImageSet {
    if (pixels.length != (long) labels.length * height * width * channels) {
      throw new IllegalArgumentException(
          pixels.length + " bytes are not " + labels.length + " images of " + height + "x" + width + "x" + channels);
    }
    classes = List.copyOf(classes);
  }

  /** Images whose classes have no names. */
  public ImageSet(byte[] pixels, int[] labels, int height, int width, int channels) {
    this(pixels, labels, height, width, channels, List.of());
  }

  /** Number of images. */
  public int size() {
    return labels.length;
  }

  /** Bytes of one image: height x width x channels. */
  public int imageBytes() {
    return height * width * channels;
  }

  /** Class index of image {@code i}. */
  public int label(int i) {
    return labels[i];
  }

  /** Class name of image {@code i}, or its index where the classes have no names. */
  public String className(int i) {
    return classes.isEmpty() ? String.valueOf(labels[i]) : classes.get(labels[i]);
  }

  /** A copy of the bytes of image {@code i}, HWC. */
  public byte[] pixels(int i) {
    return Arrays.copyOfRange(pixels, i * imageBytes(), (i + 1) * imageBytes());
  }

  /** A copy of images {@code from} to {@code to}, without the last, and their labels. */
  public Batch batch(int from, int to) {
    return new Batch(
        Arrays.copyOfRange(pixels, from * imageBytes(), to * imageBytes()), Arrays.copyOfRange(labels, from, to));
  }

  /** Image {@code i}, to be shown or written to a file; with one channel it is grey. */
  public BufferedImage image(int i) {
    return image(pixels(i), height, width, channels);
  }

  /**
   * An image as a picture.
   *
   * @param pixels height x width x channels unsigned bytes
   * @param channels 3 for RGB, 1 for grey
   */
  public static BufferedImage image(byte[] pixels, int height, int width, int channels) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0, i = 0; y < height; y++)
      for (int x = 0; x < width; x++, i += channels) {
        int red = pixels[i] & 0xff;
        int green = channels < 3 ? red : pixels[i + 1] & 0xff;
        int blue = channels < 3 ? red : pixels[i + 2] & 0xff;
        image.setRGB(x, y, red << 16 | green << 8 | blue);
      }
    return image;
  }

  /** How many images each class has. */
  public int[] classCounts() {
    int count = Math.max(classes.size(), Arrays.stream(labels).max().orElse(-1) + 1);
    int[] counts = new int[count];
    for (int label : labels) counts[label]++;
    return counts;
  }

  /** The first {@code n} images, or this very set where it has no more than that. */
  public ImageSet first(int n) {
    if (n < 0) throw new IllegalArgumentException("cannot take the first " + n + " images");
    if (n >= size()) return this;
    return new ImageSet(
        Arrays.copyOf(pixels, n * imageBytes()), Arrays.copyOf(labels, n), height, width, channels, classes);
  }

  /** The images with these indices, in this order. */
  public ImageSet select(int... indices) {
    int bytes = imageBytes();
    byte[] selected = new byte[indices.length * bytes];
    int[] selectedLabels = new int[indices.length];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(pixels, indices[i] * bytes, selected, i * bytes, bytes);
      selectedLabels[i] = labels[indices[i]];
    }
    return new ImageSet(selected, selectedLabels, height, width, channels, classes);
  }

  /** The same images with names for their classes. */
  ImageSet withClasses(List<String> names) {
    return names.equals(classes) ? this : new ImageSet(pixels, labels, height, width, channels, names);
  }
}
