package tensorbang.scratch;

import java.util.Arrays;

/**
 * The largest number of each square window, channel by channel; windows that would reach beyond the image are left out.
 * The gradient goes to the number that was the largest, the first of equals (Goodfellow, Bengio and Courville, "Deep
 * Learning", 2016, section 9.3).
 */
public final class MaxPool implements Layer {
  private final int window;
  private final int stride;
  private int[] inputShape;
  private int[] winners = {};
  private Tensor y;
  private Tensor dx;

  /** Windows side by side. */
  public MaxPool(int window) {
    this(window, window);
  }

  /**
   * A pool.
   *
   * @param window height and width in pixels
   * @param stride pixels from one window to the next
   */
  public MaxPool(int window, int stride) {
    if (window < 1 || stride < 1) throw new IllegalArgumentException("a pool's sizes must be positive");
    this.window = window;
    this.stride = stride;
  }

  @Override
  public String kind() {
    return "pool";
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
    Patches patches = new Patches(x, window, stride, 0);
    inputShape = x.shape();
    y = Tensor.reuse(y, x.extent(0), patches.outHeight, patches.outWidth, x.extent(3));
    if (winners.length != y.size()) winners = new int[y.size()];
    Parallel.slices(
        x.extent(0) * patches.pixels,
        (from, to, slice, worker) -> {
          int channels = patches.channels;
          for (int pixel = from; pixel < to; pixel++) {
            int corner = patches.index(pixel, patches.top(pixel), patches.left(pixel));
            forward(x.data(), corner, channels, patches.width * channels, window, y.data(), winners, pixel * channels);
          }
        });
    return y;
  }

  /** One output pixel in all channels. The choice of a winner compiles to a conditional move, not to a branch. */
  private static void forward(
      float[] x, int corner, int channels, int lineLength, int window, float[] y, int[] winners, int target) {
    for (int c = 0; c < channels; c++) {
      int winner = corner + c;
      float best = x[winner];
      for (int ky = 0; ky < window; ky++) {
        int at = corner + c + ky * lineLength;
        for (int kx = 0; kx < window; kx++, at += channels) {
          winner = x[at] > best ? at : winner;
          best = Math.max(best, x[at]);
        }
      }
      y[target + c] = best;
      winners[target + c] = winner;
    }
  }

  @Override
  public Tensor backward(Tensor dy) {
    dy.requireShapeOf(y, "the backward pass of a pool");
    dx = Tensor.reuse(dx, inputShape);
    int images = inputShape[0];
    int in = dx.size() / images;
    int out = dy.size() / images;
    Parallel.slices(
        images,
        (from, to, slice, worker) -> {
          float[] target = dx.data();
          Arrays.fill(target, from * in, to * in, 0);
          for (int i = from * out; i < to * out; i++) target[winners[i]] += dy.data()[i];
        });
    return dx;
  }
}
