package tensorbang.scratch;

/** y = max(x, 0), with derivative 1 where x > 0 and 0 elsewhere (Nair and Hinton, 2010). */
public final class ReLU extends Elementwise {
  @Override
  public String kind() {
    return "relu";
  }

  @Override
  void apply(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) y[i] = Math.max(x[i], 0);
  }

  @Override
  void gradient(float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
    for (int i = from; i < to; i++) dx[i] = dy[i] * step(x[i]);
  }
}
