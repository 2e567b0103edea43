package tensorbang.train.loss;

import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The logit-adjusted loss (Menon et al. 2021, eq. 10): softmax cross-entropy of logits + tau log(share of the class among
 * the training images). What is learned is then right for classes that are equally frequent; prediction uses the logits
 * as they are.
 *
 * <p>After a training with plain cross-entropy the same is had from logits - tau log(share) (eq. 9, post hoc): see
 * {@link #postHoc}.
 *
 * @param tau how far to adjust; 0 is cross-entropy
 */
public record LogitAdjustment(double tau) implements Loss {
  static final double TAU = 1;

  @Override
  public Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets) {
    throw ClassCounts.missing(this);
  }

  @Override
  public Loss forClassCounts(int[] images) {
    return new WithPrior(this, prior(images, tau, label()));
  }

  /** tau log(images) of each class, less the mean of that, which makes no difference in a softmax but for rounding. */
  static float[] prior(int[] images, double tau, String label) {
    ClassCounts.checkNoneIsEmpty(images, "loss", label);
    double mean = Arrays.stream(images).mapToDouble(Math::log).average().orElseThrow();
    float[] prior = new float[images.length];
    for (int c = 0; c < prior.length; c++) prior[c] = (float) (tau * (Math.log(images[c]) - mean));
    return prior;
  }

  /**
   * What a network that was trained with cross-entropy predicts once its logits are adjusted.
   *
   * @param probabilities of one image
   * @param images of each class in the training set
   * @return probabilities, proportional to probability / share^tau
   */
  public float[] postHoc(float[] probabilities, int[] images) {
    float[] prior = prior(images, tau, label());
    double[] logits = new double[probabilities.length];
    for (int c = 0; c < logits.length; c++) logits[c] = Math.log(probabilities[c]) - prior[c];
    double most = Arrays.stream(logits).max().orElseThrow();
    double sum = Arrays.stream(logits).map(z -> Math.exp(z - most)).sum();
    float[] adjusted = new float[logits.length];
    for (int c = 0; c < adjusted.length; c++) adjusted[c] = (float) (Math.exp(logits[c] - most) / sum);
    return adjusted;
  }

  @Override
  public String label() {
    return Label.of("logit-adjust", tau, TAU);
  }

  record WithPrior(Loss loss, float[] prior) implements Loss {
    @Override
    public Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets) {
      return new CrossEntropy().perSample(tf, tf.math.add(logits, tf.constant(prior)), targets);
    }

    @Override
    public String label() {
      return loss.label();
    }
  }
}
