package tensorbang.train.loss;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The focal loss over the softmax: (1 - p)^gamma times the cross-entropy, where p is the probability of the true class
 * (Lin et al. 2017, eq. 4).
 *
 * @param gamma the focusing parameter, at least 0; 0 is cross-entropy
 */
public record Focal(double gamma) implements Loss {
  @Override
  public Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets) {
    Operand<TFloat32> entropy = new CrossEntropy().perSample(tf, logits, targets);
    if (gamma == 0) return entropy;
    Operand<TFloat32> miss = tf.math.sub(tf.constant(1f), tf.math.exp(tf.math.neg(entropy)));
    return tf.math.mul(tf.math.pow(miss, tf.constant((float) gamma)), entropy);
  }

  @Override
  public String label() {
    return gamma == 2 ? "focal" : "focal:" + (gamma == Math.rint(gamma) ? String.valueOf((long) gamma) : String.valueOf(gamma));
  }
}
