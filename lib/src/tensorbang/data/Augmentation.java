package tensorbang.data;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tensorbang.InputException;
import tensorbang.random.RandomStreams;

/**
 * Random changes to a training image that leave its class as it is, made on bytes, before normalisation.
 *
 * <p>Where the usual recipes fill with zeros after normalisation, this fills with the mean colour of the data set
 * before it, which is the same up to half a grey level.
 *
 * @param crop pad 4 pixels on every side and cut out a window of the old size (He et al. 2015, section 4.2)
 * @param flip mirror left to right, one time in two
 * @param cutout blank an 8x8 square about a random pixel; it may reach over the edge (DeVries and Taylor 2017, the
 *     size they use for CIFAR-100)
 */
public record Augmentation(boolean crop, boolean flip, boolean cutout) {
  public static final Augmentation NONE = new Augmentation(false, false, false);

  static final int PADDING = 4;
  static final int HOLE = 8;

  /**
   * Reads the value of {@code --augment}: {@code none}, or a comma list of {@code crop}, {@code flip}, {@code cutout}.
   *
   * @throws InputException for any other word
   */
  public static Augmentation parse(String text) {
    List<String> words = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    if (words.equals(List.of("none"))) return NONE;
    for (String word : words) {
      if (!List.of("crop", "flip", "cutout").contains(word)) {
        throw new InputException(
            "--augment " + text + ": give none, or a comma list of crop, flip, cutout; \"" + word + "\" is "
                + (word.equals("none") ? "for use alone" : "not one of them"));
      }
    }
    return new Augmentation(words.contains("crop"), words.contains("flip"), words.contains("cutout"));
  }

  /** The words that {@link #parse} turns into this, always in the same order. */
  @Override
  public String toString() {
    String words =
        Stream.of(crop ? "crop" : "", flip ? "flip" : "", cutout ? "cutout" : "")
            .filter(word -> !word.isEmpty())
            .collect(Collectors.joining(","));
    return words.isEmpty() ? "none" : words;
  }

  /**
   * Writes a changed copy of image {@code index} of {@code set} to {@code out} at {@code offset}. All numbers are drawn
   * whichever parts are on, so that switching one on or off does not change what the others do.
   *
   * @param fill the colour outside the image and of the hole, one byte a channel
   */
  void apply(ImageSet set, int index, byte[] fill, SplittableRandom random, byte[] out, int offset) {
    int height = set.height();
    int width = set.width();
    int down = RandomStreams.below(random, 2 * PADDING + 1) - PADDING;
    int right = RandomStreams.below(random, 2 * PADDING + 1) - PADDING;
    boolean mirror = RandomStreams.below(random, 2) == 1;
    int holeRow = RandomStreams.below(random, height);
    int holeColumn = RandomStreams.below(random, width);

    window(set, index, crop ? down : 0, crop ? right : 0, fill, out, offset);
    if (flip && mirror) mirror(out, offset, height, width, set.channels());
    if (cutout) {
      int top = Math.max(0, holeRow - HOLE / 2);
      int bottom = Math.min(height, holeRow + HOLE / 2);
      int left = Math.max(0, holeColumn - HOLE / 2);
      int end = Math.min(width, holeColumn + HOLE / 2);
      for (int y = top; y < bottom; y++) {
        blank(out, offset + (y * width + left) * set.channels(), end - left, fill);
      }
    }
  }

  /** The window of the image's own size that starts {@code down} rows and {@code right} columns from its corner. */
  private static void window(ImageSet set, int index, int down, int right, byte[] fill, byte[] out, int offset) {
    int height = set.height();
    int width = set.width();
    int channels = set.channels();
    int source = index * set.imageBytes();
    int left = Math.min(width, Math.max(0, -right));
    int end = Math.max(left, Math.min(width, width - right));
    for (int y = 0; y < height; y++) {
      int row = offset + y * width * channels;
      int sourceRow = y + down;
      if (sourceRow < 0 || sourceRow >= height) {
        blank(out, row, width, fill);
        continue;
      }
      blank(out, row, left, fill);
      System.arraycopy(
          set.pixels(),
          source + (sourceRow * width + left + right) * channels,
          out,
          row + left * channels,
          (end - left) * channels);
      blank(out, row + end * channels, width - end, fill);
    }
  }

  private static void mirror(byte[] image, int offset, int height, int width, int channels) {
    for (int y = 0; y < height; y++) {
      int left = offset + y * width * channels;
      int right = left + (width - 1) * channels;
      for (; left < right; left += channels, right -= channels) {
        for (int c = 0; c < channels; c++) {
          byte kept = image[left + c];
          image[left + c] = image[right + c];
          image[right + c] = kept;
        }
      }
    }
  }

  private static void blank(byte[] out, int start, int pixels, byte[] fill) {
    for (int at = start, end = start + pixels * fill.length; at < end; at += fill.length) {
      System.arraycopy(fill, 0, out, at, fill.length);
    }
  }
}
