package tensorbang.scratch;

/** y = max(x, αx), with derivative 1 where x > 0 and α elsewhere (Maas, Hannun and Ng, 2013). */
public final class LeakyReLU extends Elementwise {
  private final float alpha;

  /**
   * A leaky rectifier.
   *
   * @param alpha the slope for negative numbers, in [0, 1)
   */
  public LeakyReLU(float alpha) {
    if (!(alpha >= 0 && alpha < 1)) throw new IllegalArgumentException("a leaky ReLU's slope must be in [0, 1)");
    this.alpha = alpha;
  }

  @Override
  public String kind() {
    return "leaky";
  }

  public float alpha() {
    return alpha;
  }

  @Override
  void apply(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) y[i] = Math.max(x[i], alpha * x[i]);
  }

  @Override
  void gradient(float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
    for (int i = from; i < to; i++) dx[i] = dy[i] * (alpha + (1 - alpha) * step(x[i]));
  }
}
