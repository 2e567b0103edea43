package tensorbang.scratch;

import java.util.random.RandomGenerator;

/** Random initial values for a kernel. The generator decides them: the same seed gives the same values. */
@FunctionalInterface
public interface Initializer {
  void fill(Parameter kernel);

  /**
   * Normal with mean 0 and variance 2/fan-in, which keeps the variance of activations through ReLU layers (He, Zhang,
   * Ren and Sun, "Delving Deep into Rectifiers", 2015, equation 10).
   */
  static Initializer he(RandomGenerator random) {
    return kernel -> {
      double deviation = Math.sqrt(2.0 / kernel.fanIn());
      float[] w = kernel.value().data();
      for (int i = 0; i < w.length; i++) w[i] = (float) (deviation * random.nextGaussian());
    };
  }
}
