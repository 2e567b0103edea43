package tensorbang.scratch;

import java.util.Arrays;

/**
 * The square windows that a convolution looks through, as rows or as columns of a matrix (im2col: Chellapilla, Puri and
 * Simard, "High Performance Convolutional Neural Networks for Document Processing", 2006). Output pixel p = (n, oy, ox)
 * of a batch sees the inputs at rows oy·stride − padding + ky and columns ox·stride − padding + kx. Outside the image
 * there are zeros.
 */
final class Patches {
  final int height;
  final int width;
  final int channels;
  final int outHeight;
  final int outWidth;
  /** Output pixels of one image. */
  final int pixels;
  /** Columns of {@link #gatherColumns} from one output line to the next. */
  final int lineWidth;
  /** Numbers of a plane of {@link #split}, with as many more as the last line of columns reaches beyond the image. */
  final int planeSize;
  /** Numbers that {@link #gather} needs for one channel of a line of windows. */
  final int stripSize;

  private final int paddedWidth;
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
      throw new IllegalArgumentException("a window of " + kernel + "x" + kernel + " does not fit an image of " + height
          + "x" + width + (padding > 0 ? " with padding " + padding : ""));
    }
    this.outHeight = (height + 2 * padding - kernel) / stride + 1;
    this.outWidth = (width + 2 * padding - kernel) / stride + 1;
    this.pixels = outHeight * outWidth;
    this.paddedWidth = width + 2 * padding;
    this.lineWidth = stride == 1 ? paddedWidth : outWidth;
    this.planeSize = (height + 2 * padding) * paddedWidth + kernel;
    this.stripSize = paddedWidth * kernel;
  }

  /**
   * Fills a row for each pixel of some output lines with what that pixel sees, in the order (kx, ky, channel): column
   * by column, for then the windows of a line overlap to one strip of which every row is one copy.
   *
   * @param firstChannel the first of the channels to see
   * @param depth how many channels to see
   * @param firstLine counted through the whole batch
   * @param strip space for {@link #stripSize} · {@code depth} numbers that are 0 at first, and only used here
   * @param rows each of at least kernel · kernel · {@code depth} numbers
   */
  void gather(float[] x, int firstChannel, int depth, int firstLine, int lines, float[] strip, float[][] rows) {
    for (int i = 0; i < lines; i++) {
      int line = firstLine + i;
      for (int ky = 0; ky < kernel; ky++) {
        int y = line % outHeight * stride - padding + ky;
        int to = (padding * kernel + ky) * depth;
        if (y < 0 || y >= height) {
          for (int j = 0; j < width; j++) Arrays.fill(strip, to + j * kernel * depth, to + (j * kernel + 1) * depth, 0);
        } else {
          addToStrip(x, (line / outHeight * height + y) * width * channels + firstChannel, depth, strip, to);
        }
      }
      for (int j = 0; j < outWidth; j++) {
        System.arraycopy(strip, j * stride * kernel * depth, rows[i * outWidth + j], 0, kernel * kernel * depth);
      }
    }
  }

  /** Some channels of a line of the image as one of the {@code kernel} lines of a strip. */
  private void addToStrip(float[] x, int from, int depth, float[] strip, int to) {
    for (int c = 0; c < depth; c++) {
      for (int j = 0, at = to + c, i = from + c; j < width; j++, at += kernel * depth, i += channels) strip[at] = x[i];
    }
  }

  /**
   * The channels of one image, each as a plane of its own with the padding around it.
   *
   * @param planes {@code depth} rows of {@link #planeSize} numbers whose padding is 0, and stays so
   */
  void split(float[] x, int image, int firstChannel, int depth, float[][] planes) {
    for (int y = 0; y < height; y++) {
      int from = (image * height + y) * width * channels + firstChannel;
      int at = (y + padding) * paddedWidth + padding;
      for (int c = 0; c < depth; c++) {
        float[] plane = planes[c];
        for (int i = 0, j = from + c; i < width; i++, j += channels) plane[at + i] = x[j];
      }
    }
  }

  /** The inverse of {@link #split}: writes the planes without their padding to the channels of one image. */
  void join(float[][] planes, int image, int firstChannel, int depth, float[] x) {
    for (int y = 0; y < height; y++) {
      int to = (image * height + y) * width * channels + firstChannel;
      int from = (y + padding) * paddedWidth + padding;
      for (int c = 0; c < depth; c++) {
        float[] plane = planes[c];
        for (int i = 0, j = to + c; i < width; i++, j += channels) x[j] = plane[from + i];
      }
    }
  }

  /**
   * {@link #gather} the other way round, for whole output lines of one image: the number (ky, kx, channel) of the
   * window of output pixel (oy, ox) goes to row (ky, kx, channel), column {@code at} + (oy − {@code line}) ·
   * {@link #lineWidth} + ox. With stride 1 a line is as wide as the padded image, so that a whole row is one copy of a
   * shifted plane; the columns beyond {@link #outWidth} in each line then belong to no output pixel.
   *
   * @param planes of {@link #split}
   */
  void gatherColumns(float[][] planes, int depth, int line, int lines, float[][] columns, int at) {
    for (int k = 0; k < kernel * kernel * depth; k++) {
      float[] plane = planes[k % depth];
      float[] row = columns[k];
      int from = start(k / depth, line);
      if (stride == 1) {
        System.arraycopy(plane, from, row, at, lines * lineWidth);
      } else {
        for (int i = 0; i < lines; i++) {
          for (int j = 0; j < outWidth; j++) {
            row[at + i * lineWidth + j] = plane[from + (i * paddedWidth + j) * stride];
          }
        }
      }
    }
  }

  /** The transpose of {@link #gatherColumns}: adds every number of the columns to the place it came from. */
  void scatterColumns(float[][] columns, int at, int depth, int line, int lines, float[][] planes) {
    for (int k = 0; k < kernel * kernel * depth; k++) {
      float[] plane = planes[k % depth];
      float[] row = columns[k];
      int to = start(k / depth, line);
      if (stride == 1) {
        for (int j = 0; j < lines * lineWidth; j++) plane[to + j] += row[at + j];
      } else {
        for (int i = 0; i < lines; i++) {
          for (int j = 0; j < outWidth; j++) {
            plane[to + (i * paddedWidth + j) * stride] += row[at + i * lineWidth + j];
          }
        }
      }
    }
  }

  /** Where number (ky, kx) of the window of the first output pixel of a line lies in a plane. */
  private int start(int inKernel, int line) {
    return (line * stride + inKernel / kernel) * paddedWidth + inKernel % kernel;
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
}
