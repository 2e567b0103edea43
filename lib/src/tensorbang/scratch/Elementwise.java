package tensorbang.scratch;

/** A layer that treats every number alike, whatever the shape of the batch. */
abstract class Elementwise implements Layer {
  private Tensor x;
  private Tensor y;
  private Tensor dx;

  /** y[i] for i in [from, to). */
  abstract void apply(float[] x, float[] y, int from, int to);

  /** dx[i] = dy[i] · ∂y[i]/∂x[i] for i in [from, to). */
  abstract void gradient(float[] x, float[] y, float[] dy, float[] dx, int from, int to);

  @Override
  public final Tensor forward(Tensor input, boolean training) {
    x = input;
    y = Tensor.reuse(y, x.shape());
    Parallel.slices(x.size(), (from, to, slice, worker) -> apply(x.data(), y.data(), from, to));
    return y;
  }

  @Override
  public final Tensor backward(Tensor dy) {
    dy.requireShapeOf(y, "the backward pass of " + kind());
    dx = Tensor.reuse(dx, x.shape());
    Parallel.slices(
        x.size(), (from, to, slice, worker) -> gradient(x.data(), y.data(), dy.data(), dx.data(), from, to));
    return dx;
  }

  /**
   * 1 for a positive number, else 0, without a branch, which a processor would guess wrong half the time: the product
   * is at least 1 for every positive float that is not denormal.
   */
  static float step(float x) {
    return Math.min(Math.max(x * 1e30f * 1e30f, 0f), 1f);
  }
}
