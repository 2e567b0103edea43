package tensorbang.scratch;

/**
 * y = x·σ(x) with the sigmoid σ, and derivative σ(x) + y(1 − σ(x)) (Ramachandran, Zoph and Le, "Searching for
 * Activation Functions", 2017, section 4, with β = 1).
 */
public final class Swish extends Elementwise {
  @Override
  public String kind() {
    return "swish";
  }

  @Override
  void apply(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) y[i] = x[i] * Sigmoid.of(x[i]);
  }

  @Override
  void gradient(float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
    for (int i = from; i < to; i++) {
      float sigmoid = Sigmoid.of(x[i]);
      dx[i] = dy[i] * (sigmoid + y[i] * (1 - sigmoid));
    }
  }
}
