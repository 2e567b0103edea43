package tensorbang.train.loss;

import java.util.Arrays;

/**
 * Weights by the effective number of images (Cui et al. 2019, section 4): w = (1 - beta) / (1 - beta^n) for a class of n
 * images, normalised so that the weights sum to the number of classes.
 *
 * @param beta in [0, 1]; 0 gives equal weights, and 1 stands for the limit, weights proportional to 1 / n
 */
public record BalancedWeights(double beta) implements ClassWeights {
  static final double BETA = 0.9999;

  @Override
  public float[] of(int[] images, double done) {
    ClassCounts.checkNoneIsEmpty(images, "class_weights", label());
    double[] weights = unnormalised(beta, images);
    double sum = Arrays.stream(weights).sum();
    float[] normalised = new float[weights.length];
    for (int c = 0; c < weights.length; c++) normalised[c] = (float) (weights[c] * weights.length / sum);
    return normalised;
  }

  static double[] unnormalised(double beta, int[] images) {
    double[] weights = new double[images.length];
    for (int c = 0; c < weights.length; c++)
      weights[c] = beta == 1 ? 1.0 / images[c] : (1 - beta) / -Math.expm1(images[c] * Math.log(beta));
    return weights;
  }

  @Override
  public String label() {
    return Label.of("balanced", beta, BETA);
  }
}
