package tensorbang.scratch;

import java.util.Arrays;

/**
 * The mean of each square window, channel by channel; windows that would reach beyond the image are left out. Every
 * number of a window gets the same share of the gradient. A window as large as the image is global average pooling
 * (Lin, Chen and Yan, "Network In Network", 2014, section 3.2).
 */
public final class AvgPool implements Layer {
  private final int window;
  private final int stride;
  private Patches patches;
  private int[] inputShape;
  private Tensor y;
  private Tensor dx;

  /** Windows side by side. */
  public AvgPool(int window) {
    this(window, window);
  }

  /**
   * A pool.
   *
   * @param window height and width in pixels
   * @param stride pixels from one window to the next
   */
  public AvgPool(int window, int stride) {
    if (window < 1 || stride < 1) throw new IllegalArgumentException("a pool's sizes must be positive");
    this.window = window;
    this.stride = stride;
  }

  @Override
  public String kind() {
    return "avgpool";
  }

  public int window() {
    return window;
  }

  public int stride() {
    return stride;
  }

  /** From {@code [n, height, width, c]} to {@code [n, (height − window)/stride + 1, …, c]}. */
  @Override
  public Tensor forward(Tensor x, boolean training) {
    x.requireRank(4, "a pool");
    patches = new Patches(x, window, stride, 0);
    inputShape = x.shape();
    y = Tensor.reuse(y, x.extent(0), patches.outHeight, patches.outWidth, x.extent(3));
    Parallel.slices(
        x.extent(0) * patches.pixels,
        (from, to, slice, worker) -> {
          int channels = patches.channels;
          float share = 1f / (window * window);
          for (int pixel = from; pixel < to; pixel++) {
            int corner = patches.index(pixel, patches.top(pixel), patches.left(pixel));
            for (int c = 0; c < channels; c++) {
              float sum = 0;
              for (int ky = 0; ky < window; ky++) {
                int at = corner + ky * patches.width * channels + c;
                for (int kx = 0; kx < window; kx++, at += channels) sum += x.data()[at];
              }
              y.data()[pixel * channels + c] = sum * share;
            }
          }
        });
    return y;
  }

  @Override
  public Tensor backward(Tensor dy) {
    dy.requireShapeOf(y, "the backward pass of a pool");
    dx = Tensor.reuse(dx, inputShape);
    int in = dx.size() / inputShape[0];
    Parallel.slices(
        inputShape[0],
        (from, to, slice, worker) -> {
          Arrays.fill(dx.data(), from * in, to * in, 0);
          for (int pixel = from * patches.pixels; pixel < to * patches.pixels; pixel++) spread(dy.data(), pixel);
        });
    return dx;
  }

  /** The gradient of one output pixel, in equal shares to its window. */
  private void spread(float[] dy, int pixel) {
    int channels = patches.channels;
    float share = 1f / (window * window);
    int corner = patches.index(pixel, patches.top(pixel), patches.left(pixel));
    for (int ky = 0; ky < window; ky++) {
      int at = corner + ky * patches.width * channels;
      for (int kx = 0; kx < window; kx++, at += channels) {
        for (int c = 0; c < channels; c++) dx.data()[at + c] += dy[pixel * channels + c] * share;
      }
    }
  }
}
