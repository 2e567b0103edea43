package tensorbang.scratch;

/**
 * In training each number is kept with probability 1 − rate and divided by it, or set to 0; in inference nothing
 * changes (Srivastava et al., "Dropout", 2014, section 10, "inverted dropout"). The gradient meets the same factors.
 *
 * <p>Whether a number is kept is a hash of (seed, training pass, index), so it does not depend on threads.
 */
public final class Dropout implements Layer {
  private final float rate;
  private final long seed;
  private long passes;
  private Tensor factors;
  private Tensor y;
  private Tensor dx;
  private boolean training;

  /**
   * Dropout.
   *
   * @param rate the share of numbers to set to 0, in [0, 1)
   * @param seed decides which
   */
  public Dropout(float rate, long seed) {
    if (!(rate >= 0 && rate < 1)) throw new IllegalArgumentException("dropout takes a rate in [0, 1), not " + rate);
    this.rate = rate;
    this.seed = seed;
  }

  @Override
  public String kind() {
    return "dropout";
  }

  /** What the last training pass multiplied each number by: 0 or 1/(1 − rate). */
  public Tensor factors() {
    return factors;
  }

  @Override
  public Tensor forward(Tensor x, boolean inTraining) {
    training = inTraining;
    if (!training) return x;
    factors = Tensor.reuse(factors, x.shape());
    y = Tensor.reuse(y, x.shape());
    long pass = mix(seed + GOLDEN * ++passes);
    float[] f = factors.data();
    Parallel.slices(x.size(), (from, to, slice, worker) -> {
      float kept = 1 / (1 - rate);
      for (int i = from; i < to; i++) f[i] = uniform(pass + GOLDEN * i) < rate ? 0 : kept;
      multiply(x.data(), f, y.data(), from, to);
    });
    return y;
  }

  @Override
  public Tensor backward(Tensor dy) {
    if (!training) return dy;
    dy.requireShapeOf(y, "the backward pass of dropout");
    dx = Tensor.reuse(dx, dy.shape());
    Parallel.slices(dy.size(), (from, to, slice, worker) -> multiply(dy.data(), factors.data(), dx.data(), from, to));
    return dx;
  }

  private static void multiply(float[] a, float[] b, float[] product, int from, int to) {
    for (int i = from; i < to; i++) product[i] = a[i] * b[i];
  }

  /** The increment of SplitMix64 (Steele, Lea and Flood, 2014): 2^64 divided by the golden ratio. */
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private static double uniform(long z) {
    return (mix(z) >>> 11) * 0x1p-53;
  }

  /** The output function of SplitMix64. */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
