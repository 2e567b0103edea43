package tensorbang.train.optim;

import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import tensorbang.nn.Role;
import tensorbang.nn.Variables;

/**
 * Muon (Jordan et al. 2024, "Muon: An optimizer for hidden layers in neural networks"), for the kernels of convolutions
 * as airbench94_muon has it: a step of momentum, seen as a matrix [in height width, filters], is replaced by one of
 * singular values near 1, and the kernel is scaled to the norm sqrt(filters) before it. A batch norm after the
 * convolution takes no notice of that scale. All other weights are trained by {@code others}.
 *
 * @param momentum in [0, 1)
 * @param nesterov whether the step is Nesterov's
 * @param iterations of Newton and Schulz, at least 1
 * @param rateRatio the learning rate of these kernels over that of the others
 * @param others for biases, batch norms, depthwise and dense layers; its penalty is theirs alone
 */
public record Muon(double momentum, boolean nesterov, int iterations, double rateRatio, Sgd others)
    implements Optimizer {
  private static final float SMALL = 1e-7f;
  private static final float A = 3.4445f;
  private static final float B = -4.7750f;
  private static final float C = 2.0315f;

  @Override
  public Op update(UpdateStep step, Variables.Entry weight, Operand<TFloat32> gradient) {
    Ops tf = step.tf();
    if (!isOwn(weight)) return others.update(step, weight, gradient);
    int filters = weight.shape()[3];
    Operand<TFloat32> direction = tf.reshape(direction(step, weight, gradient), tf.constant(new int[] {-1, filters}));
    Operand<TFloat32> orthogonal = tf.reshape(
        orthogonalized(tf, direction, weight.size() / filters >= filters, iterations), tf.constant(weight.shape()));
    Operand<TFloat32> rate = tf.math.mul(step.rate(), tf.constant((float) rateRatio));
    Operand<TFloat32> scale = tf.math.div(tf.constant((float) Math.sqrt(filters)), norm(tf, weight.variable()));
    return tf.assign(
        weight.variable(), tf.math.sub(tf.math.mul(weight.variable(), scale), tf.math.mul(orthogonal, rate)));
  }

  /** Whether {@code weight} is the kernel of a convolution. */
  private static boolean isOwn(Variables.Entry weight) {
    return weight.role() == Role.KERNEL && weight.shape().length == 4;
  }

  @Override
  public WeightPenalty penalty(Variables.Entry weight) {
    return isOwn(weight) ? WeightPenalty.NONE : others.penalty();
  }

  private Operand<TFloat32> direction(UpdateStep step, Variables.Entry weight, Operand<TFloat32> gradient) {
    Ops tf = step.tf();
    Variable<TFloat32> sum = step.slot(weight, "momentum");
    Operand<TFloat32> share = tf.constant((float) momentum);
    Operand<TFloat32> faded = tf.identity(tf.assign(sum, tf.math.mul(sum, share)));
    Operand<TFloat32> velocity = tf.identity(step.after(faded).tf().assignAdd(sum, gradient));
    return nesterov ? tf.math.add(gradient, tf.math.mul(velocity, share)) : velocity;
  }

  /**
   * The matrix of the same singular vectors with singular values near 1 (of 0.7 to 1.2 after five iterations, for all but
   * the smallest): Newton-Schulz iterations of the polynomial 3.4445 s - 4.7750 s^3 + 2.0315 s^5, after a division by the
   * Frobenius norm.
   *
   * @param matrix of rank 2
   * @param tall whether it has at least as many rows as columns
   */
  static Operand<TFloat32> orthogonalized(Ops tf, Operand<TFloat32> matrix, boolean tall, int iterations) {
    Operand<TFloat32> x = tf.math.div(matrix, tf.math.add(norm(tf, matrix), tf.constant(SMALL)));
    for (int i = 0; i < iterations; i++) {
      Operand<TFloat32> square =
          tf.linalg.matMul(x, x, tall ? MatMul.transposeA(true) : MatMul.transposeB(true)); // of the shorter side
      Operand<TFloat32> polynomial = tf.math.add(
          tf.math.mul(square, tf.constant(B)), tf.math.mul(tf.linalg.matMul(square, square), tf.constant(C)));
      Operand<TFloat32> higher = tall ? tf.linalg.matMul(x, polynomial) : tf.linalg.matMul(polynomial, x);
      x = tf.math.add(tf.math.mul(x, tf.constant(A)), higher);
    }
    return x;
  }

  /** The root of the sum of squares. */
  private static Operand<TFloat32> norm(Ops tf, Operand<TFloat32> x) {
    return tf.math.sqrt(tf.math.mul(tf.constant(2f), tf.nn.l2Loss(x)));
  }
}
