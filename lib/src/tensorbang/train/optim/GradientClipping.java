package tensorbang.train.optim;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Clipping by the global norm (Pascanu et al. 2013, section 3.2), as PyTorch's {@code clip_grad_norm_} does it: all
 * gradients are multiplied by limit / (norm + 1e-6) where that is less than 1. The norm is that of one vector of all
 * gradients of the loss, those of biases and batch norms included; the gradients of L1 and L2 penalties are added
 * afterwards and are neither counted nor clipped.
 */
final class GradientClipping {
  private static final float SMALL = 1e-6f;

  private GradientClipping() {}

  static List<Operand<TFloat32>> clip(Ops tf, List<Operand<TFloat32>> gradients, double limit) {
    List<Operand<TFloat32>> halfSquares = new ArrayList<>();
    for (Operand<TFloat32> gradient : gradients) halfSquares.add(tf.nn.l2Loss(gradient));
    Operand<TFloat32> norm = tf.math.sqrt(tf.math.mul(tf.constant(2f), tf.math.addN(halfSquares)));
    Operand<TFloat32> ratio = tf.math.div(tf.constant((float) limit), tf.math.add(norm, tf.constant(SMALL)));
    Operand<TFloat32> factor = tf.math.minimum(ratio, tf.constant(1f));
    List<Operand<TFloat32>> clipped = new ArrayList<>();
    for (Operand<TFloat32> gradient : gradients) clipped.add(tf.math.mul(gradient, factor));
    return clipped;
  }
}
