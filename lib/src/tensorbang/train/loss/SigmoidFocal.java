package tensorbang.train.loss;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The focal loss over one sigmoid a class, as published: the sum over the classes of -(1 - p)^gamma log p, where p is
 * sigmoid(z) for the true class and sigmoid(-z) for every other class (Lin et al. 2017, eq. 4; Cui et al. 2019, eq. 13).
 * Targets between 0 and 1 weigh the two.
 *
 * @param gamma the focusing parameter, at least 0; 0 is {@link SigmoidCrossEntropy}
 */
public record SigmoidFocal(double gamma) implements Loss {
  @Override
  public Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets) {
    Operand<TFloat32> opposite = tf.math.neg(logits);
    Operand<TFloat32> ifTrue = tf.math.softplus(opposite); // -log sigmoid(z)
    Operand<TFloat32> ifFalse = tf.math.softplus(logits); // -log sigmoid(-z)
    Operand<TFloat32> others = tf.math.sub(tf.constant(1f), targets);
    Operand<TFloat32> ofClass = tf.math.add(
        tf.math.mul(targets, focused(tf, ifTrue, ifFalse)), tf.math.mul(others, focused(tf, ifFalse, ifTrue)));
    return tf.reduceSum(ofClass, tf.constant(1));
  }

  /** (1 - p)^gamma times {@code loss} = -log p, from {@code opposite} = -log(1 - p): smooth for any p. */
  private Operand<TFloat32> focused(Ops tf, Operand<TFloat32> loss, Operand<TFloat32> opposite) {
    if (gamma == 0) return loss;
    return tf.math.mul(tf.math.exp(tf.math.mul(tf.constant((float) -gamma), opposite)), loss);
  }

  /**
   * -log(classes - 1): every class begins with the probability 1 / classes, so that the many classes which a sample is
   * not of do not outweigh the one that it is of (Lin et al. 2017, section 3.3; Cui et al. 2019, section 5.2).
   */
  @Override
  public float lastBias(int classes) {
    return biasOfUniformClasses(classes);
  }

  static float biasOfUniformClasses(int classes) {
    return classes < 2 ? 0 : (float) -Math.log(classes - 1);
  }

  @Override
  public String label() {
    return Label.of("sigmoid-focal", gamma, Focal.GAMMA);
  }
}
