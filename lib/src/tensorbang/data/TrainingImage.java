package tensorbang.data;

import java.util.Arrays;

/**
 * One image of a batch that is being made, for an {@link Augmentation} to change in place.
 *
 * @param pixels unsigned bytes of the whole batch; this image's are those from {@link #start} to {@link #end}, row by
 *     row, the channels of a pixel side by side (HWC)
 * @param start index of the image's first byte
 * @param height in pixels
 * @param width in pixels
 * @param fill the mean colour of the data set, one unsigned byte a channel: what to put where an image has no pixels.
 *     Normalised it is zero, up to half a grey level
 */
public record TrainingImage(byte[] pixels, int start, int height, int width, byte[] fill) {
  /** 3 for RGB. */
  public int channels() {
    return fill.length;
  }

  /** One past the index of the image's last byte. */
  public int end() {
    return start + height * width * fill.length;
  }

  /** Index of the first channel of the pixel in {@code row} and {@code column}. */
  public int index(int row, int column) {
    return start + (row * width + column) * fill.length;
  }

  /** A copy of the image as it is now, HWC. */
  public byte[] copy() {
    return Arrays.copyOfRange(pixels, start, end());
  }

  /** Fills {@code count} pixels of {@code row} with the mean colour, from {@code column} on. */
  public void fill(int row, int column, int count) {
    int end = index(row, column + count);
    for (int i = index(row, column); i < end; i += fill.length) System.arraycopy(fill, 0, pixels, i, fill.length);
  }
}
