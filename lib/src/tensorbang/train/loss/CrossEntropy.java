package tensorbang.train.loss;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Softmax cross-entropy: -sum over the classes of target times log softmax(logits). */
public record CrossEntropy() implements Loss {
  @Override
  public Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets) {
    return tf.nn.softmaxCrossEntropyWithLogits(logits, targets).loss();
  }

  @Override
  public String label() {
    return "cross-entropy";
  }
}
