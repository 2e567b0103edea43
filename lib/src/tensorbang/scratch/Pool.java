package tensorbang.scratch;

import java.util.Arrays;

/**
 * A layer that makes one number of each square window, channel by channel; windows that would reach beyond the image
 * are left out. {@code [n, height, width, c]} becomes {@code [n, (height − window)/stride + 1, …, c]}.
 */
abstract class Pool implements Layer {
  private final int window;
  private final int stride;
  private Patches patches;
  private int[] inputShape;
  private Tensor y;
  private Tensor dx;

  /**
   * A pool.
   *
   * @param window height and width in pixels
   * @param stride pixels from one window to the next
   */
  Pool(int window, int stride) {
    if (window < 1 || stride < 1) throw new IllegalArgumentException("a pool's sizes must be positive");
    this.window = window;
    this.stride = stride;
  }

  public final int window() {
    return window;
  }

  public final int stride() {
    return stride;
  }

  @Override
  public final Tensor forward(Tensor x, boolean training) {
    x.requireRank(4, "a pool");
    patches = new Patches(x, window, stride, 0);
    inputShape = x.shape();
    y = Tensor.reuse(y, x.extent(0), patches.outHeight, patches.outWidth, x.extent(3));
    prepare(y.size());
    Parallel.slices(x.extent(0) * patches.pixels, (from, to, slice, worker) -> {
      for (int pixel = from; pixel < to; pixel++) {
        forward(x.data(), corner(pixel), patches.width, patches.channels, y.data(), pixel * patches.channels);
      }
    });
    return y;
  }

  @Override
  public final Tensor backward(Tensor dy) {
    dy.requireShapeOf(y, "the backward pass of a pool");
    dx = Tensor.reuse(dx, inputShape);
    int imageSize = dx.size() / inputShape[0];
    Parallel.slices(inputShape[0], (from, to, slice, worker) -> {
      Arrays.fill(dx.data(), from * imageSize, to * imageSize, 0);
      for (int pixel = from * patches.pixels; pixel < to * patches.pixels; pixel++) {
        backward(dy.data(), pixel * patches.channels, corner(pixel), patches.width, patches.channels, dx.data());
      }
    });
    return dx;
  }

  /** Where the window of an output pixel begins in the batch. */
  private int corner(int pixel) {
    return patches.index(pixel, patches.top(pixel), patches.left(pixel));
  }

  /** Called before each forward pass, with the number of its results. */
  void prepare(int results) {}

  /**
   * One output pixel in all channels.
   *
   * @param corner where the window's first pixel begins in {@code x}
   * @param width of the image in pixels
   * @param at where the output pixel begins in {@code y}
   */
  abstract void forward(float[] x, int corner, int width, int channels, float[] y, int at);

  /** Adds what one output pixel has to give to the gradients of its window. */
  abstract void backward(float[] dy, int at, int corner, int width, int channels, float[] dx);
}
