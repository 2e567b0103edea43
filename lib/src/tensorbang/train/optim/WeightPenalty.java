package tensorbang.train.optim;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import tensorbang.nn.Variables;

/**
 * A penalty on the size of kernels, as its gradient: {@code l2} times the weight (of half the squared norm) plus {@code
 * l1} times its sign.
 */
public record WeightPenalty(double l2, double l1) {
  public static final WeightPenalty NONE = new WeightPenalty(0, 0);

  /** This penalty divided by {@code factor}. */
  WeightPenalty over(double factor) {
    return factor == 1 ? this : new WeightPenalty(l2 / factor, l1 / factor);
  }

  /** {@code gradient} with that of the penalty on {@code weight} added. */
  Operand<TFloat32> addTo(Ops tf, Variables.Entry weight, Operand<TFloat32> gradient) {
    Operand<TFloat32> sum = gradient;
    if (l2 > 0) sum = tf.math.add(sum, tf.math.mul(weight.variable(), tf.constant((float) l2)));
    if (l1 > 0) sum = tf.math.add(sum, tf.math.mul(tf.math.sign(weight.variable()), tf.constant((float) l1)));
    return sum;
  }
}
