package tensorbang.train.loss;

import java.util.Arrays;

/** A loss as its paper writes it, of one sample, in double precision. */
@FunctionalInterface
interface Formula {
  /** @param target a distribution over the classes */
  double of(double[] logits, double[] target);

  Formula CROSS_ENTROPY = (z, t) -> {
    double sum = 0;
    for (int k = 0; k < z.length; k++) sum -= t[k] == 0 ? 0 : t[k] * logSoftmax(z, k);
    return sum;
  };

  static Formula focal(double gamma) {
    return (z, t) -> {
      double sum = 0;
      for (int k = 0; k < z.length; k++) {
        double others = 0;
        for (int j = 0; j < z.length; j++) if (j != k) others += Math.exp(logSoftmax(z, j));
        if (t[k] > 0) sum -= t[k] * Math.pow(others, gamma) * logSoftmax(z, k);
      }
      return sum;
    };
  }

  static Formula sigmoidFocal(double gamma) {
    return (z, t) -> {
      double sum = 0;
      for (int k = 0; k < z.length; k++)
        sum += t[k] * sigmoidFocalTerm(z[k], gamma) + (1 - t[k]) * sigmoidFocalTerm(-z[k], gamma);
      return sum;
    };
  }

  private static double sigmoidFocalTerm(double z, double gamma) {
    double miss = z > 0 ? Math.exp(-z) / (1 + Math.exp(-z)) : 1 / (1 + Math.exp(z));
    double minusLogP = z > 0 ? Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z)) - z;
    return Math.pow(miss, gamma) * minusLogP;
  }

  /** Cao et al. 2019, eq. 13, with the largest margin given. */
  static Formula ldam(int[] images, double maxMargin, double scale) {
    double[] margins =
        Arrays.stream(images).mapToDouble(n -> 1 / Math.sqrt(Math.sqrt(n))).toArray();
    double largest = Arrays.stream(margins).max().orElseThrow();
    return (z, t) -> {
      double[] scaled = new double[z.length];
      for (int k = 0; k < z.length; k++) scaled[k] = scale * (z[k] - t[k] * margins[k] * maxMargin / largest);
      return CROSS_ENTROPY.of(scaled, t);
    };
  }

  /** Ren et al. 2020, eq. 4: each exponential counts as often as its class has images; for hard labels. */
  static Formula balancedSoftmax(int[] images) {
    return (z, t) -> {
      double most = Arrays.stream(z).max().orElseThrow();
      double sum = 0;
      double label = 0;
      for (int k = 0; k < z.length; k++) {
        double share = images[k] * Math.exp(z[k] - most);
        sum += share;
        label += t[k] * share;
      }
      return -Math.log(label / sum);
    };
  }

  /** Menon et al. 2021, the right of eq. 10: a sum over the other classes of (share / share of the label)^tau; hard labels. */
  static Formula logitAdjustment(int[] images, double tau) {
    return (z, t) -> {
      int y = 0;
      while (t[y] != 1) y++;
      double sum = 0;
      for (int k = 0; k < z.length; k++)
        if (k != y) sum += Math.pow(images[k] / (double) images[y], tau) * Math.exp(z[k] - z[y]);
      return Math.log1p(sum);
    };
  }

  private static double logSoftmax(double[] z, int k) {
    double most = Arrays.stream(z).max().orElseThrow();
    double sum = 0;
    for (double v : z) sum += Math.exp(v - most);
    return z[k] - most - Math.log(sum);
  }

  /** The gradient by central differences. */
  default double[] gradient(double[] logits, double[] target) {
    double step = 1e-5;
    double[] gradient = new double[logits.length];
    for (int k = 0; k < logits.length; k++) {
      double[] up = logits.clone();
      double[] down = logits.clone();
      up[k] += step;
      down[k] -= step;
      gradient[k] = (of(up, target) - of(down, target)) / (2 * step);
    }
    return gradient;
  }
}
