package tensorbang.train.loss;

import java.util.Arrays;

/**
 * Deferred re-weighting (Cao et al. 2019, algorithm 1): equal weights first, and those of {@link BalancedWeights} once
 * the learning rate has fallen. They are normalised so that their mean over the training images is 1: the loss keeps its
 * scale when they set in, as it does in the authors' code, which divides by the sum of a batch's weights.
 *
 * @param beta see {@link BalancedWeights}
 * @param from the share of the training after which the weights apply, in [0, 1]
 */
public record DeferredWeights(double beta, double from) implements ClassWeights {
  /** 160 of 200 epochs. */
  static final double FROM = 0.8;

  @Override
  public float[] of(int[] images, double done) {
    ClassCounts.checkNoneIsEmpty(images, "class_weights", label());
    float[] weights = new float[images.length];
    Arrays.fill(weights, 1);
    if (done < from) return weights;
    double[] balanced = BalancedWeights.unnormalised(beta, images);
    double sum = 0;
    long all = 0;
    for (int c = 0; c < balanced.length; c++) {
      sum += balanced[c] * images[c];
      all += images[c];
    }
    for (int c = 0; c < weights.length; c++) weights[c] = (float) (balanced[c] * all / sum);
    return weights;
  }

  @Override
  public String label() {
    return Label.of("deferred", beta, BalancedWeights.BETA, from, FROM);
  }
}
