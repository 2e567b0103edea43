package tensorbang.train.optim;

import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import tensorbang.nn.Variables;

/**
 * Adam (Kingma and Ba 2015, algorithm 1): m = beta1 m + (1 - beta1) g, v = beta2 v + (1 - beta2) g^2, w = w - rate m' /
 * (sqrt(v') + epsilon), with m' = m / (1 - beta1^t) and v' = v / (1 - beta2^t) in step t.
 *
 * @param beta1 decay of the mean of gradients, in [0, 1)
 * @param beta2 decay of the mean of squared gradients, in [0, 1)
 * @param epsilon positive
 * @param weightDecay of kernels, as an L2 penalty: it is part of g
 * @param l1 of kernels
 */
public record Adam(double beta1, double beta2, double epsilon, double weightDecay, double l1) implements Optimizer {
  /**
   * TensorFlow's operation computes w - rate m / (sqrt(v) + epsilon) where both powers of beta are 0; the corrections
   * of m and v then go into rate and epsilon. 1 - beta^t itself would lose digits where beta^t is near 1.
   */
  @Override
  public Op update(UpdateStep step, Variables.Entry weight, Operand<TFloat32> gradient) {
    Ops tf = step.tf();
    Operand<TFloat32> root2 = tf.math.sqrt(correction(tf, beta2, step.number()));
    Operand<TFloat32> rate = tf.math.div(tf.math.mul(step.rate(), root2), correction(tf, beta1, step.number()));
    Operand<TFloat32> none = tf.constant(0f);
    return tf.train.applyAdam(
        weight.variable(),
        step.slot(weight, "mean"),
        step.slot(weight, "square"),
        none,
        none,
        rate,
        tf.constant((float) beta1),
        tf.constant((float) beta2),
        tf.math.mul(root2, tf.constant((float) epsilon)),
        gradient);
  }

  /** 1 - beta^t. */
  private static Operand<TFloat32> correction(Ops tf, double beta, Operand<TFloat32> t) {
    if (beta == 0) return tf.constant(1f);
    float logarithm = (float) Math.log((float) beta);
    return tf.math.neg(tf.math.expm1(tf.math.mul(t, tf.constant(logarithm))));
  }

  @Override
  public WeightPenalty penalty() {
    return new WeightPenalty(weightDecay, l1);
  }
}
