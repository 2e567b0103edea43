package tensorbang.scratch;

import java.util.Arrays;

/**
 * The square windows that a convolution looks through, as rows of a matrix (im2col: Chellapilla, Puri and Simard,
 * "High Performance Convolutional Neural Networks for Document Processing", 2006). Output pixel p = (n, oy, ox) of a
 * batch sees the inputs at rows oy·stride − padding + ky and columns ox·stride − padding + kx; its row of the matrix
 * holds them in the order (ky, kx, channel). Outside the image there are zeros.
 */
final class Patches {
  final int height;
  final int width;
  final int channels;
  final int outHeight;
  final int outWidth;
  /** Output pixels of one image. */
  final int pixels;

  private final int kernel;
  private final int stride;
  private final int padding;

  /** The windows over a batch of images. */
  Patches(Tensor x, int kernel, int stride, int padding) {
    this.height = x.extent(1);
    this.width = x.extent(2);
    this.channels = x.extent(3);
    this.kernel = kernel;
    this.stride = stride;
    this.padding = padding;
    if (height + 2 * padding < kernel || width + 2 * padding < kernel) {
      throw new IllegalArgumentException(
          "a window of " + kernel + "x" + kernel + " does not fit an image of " + height + "x" + width
              + (padding > 0 ? " with padding " + padding : ""));
    }
    this.outHeight = (height + 2 * padding - kernel) / stride + 1;
    this.outWidth = (width + 2 * padding - kernel) / stride + 1;
    this.pixels = outHeight * outWidth;
  }

  /**
   * Fills {@code rows[0 … count)} with what output pixels {@code first} onwards see.
   *
   * @param firstChannel the first of the channels to see
   * @param depth how many channels to see
   * @param rows each of at least kernel · kernel · {@code depth} numbers
   */
  void gather(float[] x, int firstChannel, int depth, int first, int count, float[][] rows) {
    for (int i = 0; i < count; i++) {
      float[] row = rows[i];
      int top = top(first + i);
      int left = left(first + i);
      int skipped = skipped(left);
      int seen = seen(left, width);
      int seenRows = seen(top, height);
      if (seen - skipped < kernel || seenRows - skipped(top) < kernel) Arrays.fill(row, 0, kernel * kernel * depth, 0);
      int start = index(first + i, top, left + skipped) + firstChannel;
      for (int ky = skipped(top); ky < seenRows; ky++) {
        int at = (ky * kernel + skipped) * depth;
        int from = start + ky * width * channels;
        if (depth == channels) {
          System.arraycopy(x, from, row, at, (seen - skipped) * depth);
        } else {
          for (int kx = skipped; kx < seen; kx++, from += channels, at += depth) {
            System.arraycopy(x, from, row, at, depth);
          }
        }
      }
    }
  }

  /**
   * {@link #gather} the other way round: fills column i of {@code columns} with what output pixel first + i sees.
   *
   * @param planes space for one image, channel by channel: at least {@code depth} rows of height · width numbers
   */
  void gatherColumns(
      float[] x, int firstChannel, int depth, int first, int count, float[][] planes, float[][] columns) {
    int seen = -1;
    for (int done = 0; done < count; ) {
      int pixel = first + done;
      if (pixel / pixels != seen) {
        seen = pixel / pixels;
        split(x, seen, firstChannel, depth, planes);
      }
      int length = Math.min(count - done, outWidth - pixel % outWidth);
      for (int ky = 0; ky < kernel; ky++) {
        for (int kx = 0; kx < kernel; kx++) {
          for (int c = 0; c < depth; c++) {
            line(planes[c], top(pixel) + ky, left(pixel) + kx, length, columns[(ky * kernel + kx) * depth + c], done);
          }
        }
      }
      done += length;
    }
  }

  /** One image's channels, each for itself. */
  private void split(float[] x, int image, int firstChannel, int depth, float[][] planes) {
    int start = image * height * width * channels + firstChannel;
    for (int c = 0; c < depth; c++) {
      float[] plane = planes[c];
      for (int i = 0, at = start + c; i < height * width; i++, at += channels) plane[i] = x[at];
    }
  }

  /** Every {@code stride}-th number of a plane's row y, from column {@code left} on, with zeros outside the image. */
  private void line(float[] plane, int y, int left, int length, float[] to, int at) {
    int start = left >= 0 ? 0 : Math.min(length, (-left + stride - 1) / stride);
    int end = y < 0 || y >= height || left >= width ? start : Math.min(length, (width - 1 - left) / stride + 1);
    if (start > 0) Arrays.fill(to, at, at + start, 0);
    if (end < length) Arrays.fill(to, at + Math.max(start, end), at + length, 0);
    int from = y * width + left;
    if (stride == 1) {
      if (end > start) System.arraycopy(plane, from + start, to, at + start, end - start);
    } else {
      for (int i = start; i < end; i++) to[at + i] = plane[from + i * stride];
    }
  }

  /** The transpose of {@link #gather}: adds {@code rows[0 … count)} to the pixels of {@code dx} that they came from. */
  void scatter(float[][] rows, int firstChannel, int depth, int first, int count, float[] dx) {
    for (int i = 0; i < count; i++) {
      int top = top(first + i);
      int left = left(first + i);
      int skipped = skipped(left);
      int seen = seen(left, width);
      int seenRows = seen(top, height);
      int start = index(first + i, top, left + skipped) + firstChannel;
      for (int ky = skipped(top); ky < seenRows; ky++) {
        int at = (ky * kernel + skipped) * depth;
        int to = start + ky * width * channels;
        if (depth == channels) {
          addRun(rows[i], at, (seen - skipped) * depth, dx, to);
        } else {
          for (int kx = skipped; kx < seen; kx++, at += depth, to += channels) addRun(rows[i], at, depth, dx, to);
        }
      }
    }
  }

  /** The row of the input where the window of an output pixel begins; negative in the padding. */
  int top(int pixel) {
    return pixel % pixels / outWidth * stride - padding;
  }

  /** The column of the input where the window of an output pixel begins; negative in the padding. */
  int left(int pixel) {
    return pixel % outWidth * stride - padding;
  }

  /** Where input pixel (y, x) of the image of an output pixel begins in the batch. */
  int index(int pixel, int y, int x) {
    return ((pixel / pixels * height + y) * width + x) * channels;
  }

  /** Rows or columns of a window that lie before the image. */
  private int skipped(int start) {
    return Math.min(kernel, Math.max(0, -start));
  }

  /** Where a window leaves the image, counted from the window's start; never less than {@link #skipped}. */
  private int seen(int start, int extent) {
    return Math.max(skipped(start), Math.min(kernel, extent - start));
  }

  private static void addRun(float[] from, int at, int count, float[] to, int start) {
    for (int j = 0; j < count; j++) to[start + j] += from[at + j];
  }
}
