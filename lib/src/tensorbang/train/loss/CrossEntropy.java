package tensorbang.train.loss;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import tensorbang.tf.Device;

/**
 * Softmax cross-entropy: -sum over the classes of target times log softmax(logits). On a CPU that is one operation, which
 * on a GPU has no deterministic kernel: {@code TF_DETERMINISTIC_OPS} refuses it there.
 */
public record CrossEntropy() implements Loss {
  @Override
  public Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets) {
    if (Device.of(tf) == Device.GPU)
      return tf.math.neg(tf.reduceSum(tf.math.mul(targets, tf.nn.logSoftmax(logits)), tf.constant(1)));
    return tf.nn.softmaxCrossEntropyWithLogits(logits, targets).loss();
  }

  @Override
  public String label() {
    return "cross-entropy";
  }
}
