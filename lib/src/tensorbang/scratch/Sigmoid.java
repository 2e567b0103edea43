package tensorbang.scratch;

/** y = 1/(1 + e^−x), with derivative y(1 − y). */
public final class Sigmoid extends Elementwise {
  @Override
  public String kind() {
    return "sigmoid";
  }

  /** The function itself: 0 and 1 far out, never NaN for a number. */
  static float of(float x) {
    return (float) (1 / (1 + Math.exp(-x)));
  }

  @Override
  void apply(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) y[i] = of(x[i]);
  }

  @Override
  void gradient(float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
    for (int i = from; i < to; i++) dx[i] = dy[i] * y[i] * (1 - y[i]);
  }
}
