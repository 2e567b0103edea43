package tensorbang.train;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.OneHot;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import tensorbang.InputException;

/**
 * Softmax cross-entropy and its relatives.
 *
 * @param focusing gamma of the focal loss, (1 - p)^gamma times the cross-entropy of the true class (Lin et al. 2017, eq.
 *     4, over the softmax); 0 is plain cross-entropy
 * @param smoothing share of the target spread evenly over all classes (Szegedy et al. 2016, section 7), in [0, 1)
 */
public record Loss(double focusing, double smoothing) {
  /** @throws InputException if {@code name} is neither {@code cross-entropy} nor {@code focal} or {@code focal:GAMMA} */
  public static Loss parse(String name, double smoothing) {
    if (name.equals("cross-entropy")) return new Loss(0, smoothing);
    if (name.equals("focal")) return new Loss(2, smoothing);
    if (name.startsWith("focal:")) {
      try {
        double gamma = Double.parseDouble(name.substring(6));
        if (gamma >= 0 && gamma <= 100) return new Loss(gamma, smoothing);
      } catch (NumberFormatException e) {
        // Told below.
      }
    }
    throw new InputException("--loss " + name + ": expected cross-entropy, focal or focal:GAMMA (0 to 100)");
  }

  /** The loss of each sample, [batch], from logits [batch, classes] and labels [batch]. */
  Operand<TFloat32> each(Ops tf, Operand<TFloat32> logits, Operand<TInt32> labels) {
    int classes = Math.toIntExact(logits.shape().asArray()[1]);
    float off = (float) (smoothing / classes);
    Operand<TFloat32> target =
        tf.oneHot(labels, tf.constant(classes), tf.constant((float) (1 - smoothing) + off), tf.constant(off),
            OneHot.axis(-1L));
    Operand<TFloat32> entropy = tf.nn.softmaxCrossEntropyWithLogits(logits, target).loss();
    if (focusing == 0) return entropy;
    Operand<TFloat32> miss = tf.math.sub(tf.constant(1f), tf.math.exp(tf.math.neg(entropy)));
    return tf.math.mul(tf.math.pow(miss, tf.constant((float) focusing)), entropy);
  }
}
