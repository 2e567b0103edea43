package tensorbang.train.loss;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The focal loss over the softmax: -(1 - p)^gamma log p, where p is the probability of the true class (Lin et al. 2017,
 * eq. 4). A target that is spread over several classes, by label smoothing or mixup, takes the mean over it.
 *
 * @param gamma the focusing parameter, at least 0; 0 is cross-entropy
 */
public record Focal(double gamma) implements Loss {
  static final double GAMMA = 2;
  static final double MOST_GAMMA = 100;

  /** Below what float32 tells apart from certainty, and far enough above 0 for the gradient of a power below 1. */
  private static final float LEAST_MISS = 1e-30f;

  @Override
  public Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets) {
    if (gamma == 0) return new CrossEntropy().perSample(tf, logits, targets);
    Operand<TFloat32> logProbability = tf.nn.logSoftmax(logits);
    // 1 - p without cancellation; at p = 1, where pow has an infinite gradient, held above 0.
    Operand<TFloat32> miss = tf.math.maximum(tf.math.neg(tf.math.expm1(logProbability)), tf.constant(LEAST_MISS));
    Operand<TFloat32> weight = tf.math.pow(miss, tf.constant((float) gamma));
    Operand<TFloat32> ofClass = tf.math.mul(targets, tf.math.mul(weight, logProbability));
    return tf.math.neg(tf.reduceSum(ofClass, tf.constant(1)));
  }

  @Override
  public String label() {
    return Label.of("focal", gamma, GAMMA);
  }
}
