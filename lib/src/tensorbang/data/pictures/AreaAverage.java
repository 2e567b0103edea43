package tensorbang.data.pictures;

import java.util.Arrays;

/**
 * Resizes a picture: each new pixel is the mean of the area that it covers, pixels covered in part counting in part, as
 * OpenCV's INTER_AREA does when it shrinks. Takes the picture row by row, the top row first.
 *
 * <p>Lengths are counted in such units that all are whole: an old pixel is {@code width} wide and {@code height} high,
 * a new one {@code oldWidth} wide and {@code oldHeight} high. Sums of whole values are therefore exact.
 */
final class AreaAverage {
  private final int oldHeight;
  private final int oldWidth;
  private final int height;
  private final int width;
  private final int channels;
  private final double[] sums;
  private final double[] rowSums;
  private int row;

  AreaAverage(int oldHeight, int oldWidth, int height, int width, int channels) {
    this.oldHeight = oldHeight;
    this.oldWidth = oldWidth;
    this.height = height;
    this.width = width;
    this.channels = channels;
    sums = new double[height * width * channels];
    rowSums = new double[width * channels];
  }

  /** The next row: {@code oldWidth} times the channels of a pixel, in 0 to 255. */
  void addRow(double[] values) {
    sumRow(values);
    long top = (long) row * height;
    long bottom = top + height;
    for (int y = (int) (top / oldHeight); y < height && (long) y * oldHeight < bottom; y++) {
      double share = overlap(top, bottom, (long) y * oldHeight, (long) (y + 1) * oldHeight);
      for (int i = 0; i < rowSums.length; i++) sums[y * rowSums.length + i] += share * rowSums[i];
    }
    row++;
  }

  private void sumRow(double[] values) {
    Arrays.fill(rowSums, 0);
    for (int old = 0; old < oldWidth; old++) {
      long left = (long) old * width;
      long right = left + width;
      for (int x = (int) (left / oldWidth); x < width && (long) x * oldWidth < right; x++) {
        double share = overlap(left, right, (long) x * oldWidth, (long) (x + 1) * oldWidth);
        for (int c = 0; c < channels; c++) rowSums[x * channels + c] += share * values[old * channels + c];
      }
    }
  }

  private static long overlap(long start, long end, long start2, long end2) {
    return Math.min(end, end2) - Math.max(start, start2);
  }

  /** The new picture, height x width x channels unsigned bytes, once all rows were given. */
  byte[] bytes() {
    double area = (double) oldHeight * oldWidth;
    byte[] bytes = new byte[sums.length];
    for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) Math.floor(sums[i] / area + 0.5);
    return bytes;
  }
}
