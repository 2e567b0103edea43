package tensorbang.train.optim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.NoOp;
import org.tensorflow.op.train.ApplyMomentum;
import org.tensorflow.types.TFloat32;
import tensorbang.nn.Initializer;
import tensorbang.nn.NetGraph;
import tensorbang.nn.Variables;

/**
 * Stochastic gradient descent with momentum: v = momentum v + g, w = w - rate v; with Nesterov's, w = w - rate (g +
 * momentum v) (Sutskever et al. 2013, in the form that deep-learning frameworks use). The penalties' gradients, weight
 * decay times w and l1 times sign(w), are added to those of kernels, not of biases and batch-norm parameters.
 */
public record MomentumSgd(double momentum, boolean nesterov, double weightDecay, double l1) {
  private static final String SUFFIX = "/momentum";

  /**
   * Adds gradients and updates to the graph.
   *
   * <p>TensorFlow orders nothing here by itself: an update may overwrite a weight that another gradient still reads, and
   * a run then differs from the next. So every update waits for all gradients.
   *
   * @param loss a scalar
   * @param rate a scalar
   * @param statistics new values of other variables, assigned along with the updates
   * @return what a training step runs
   */
  public Op minimize(
      NetGraph net, Operand<TFloat32> loss, Operand<TFloat32> rate,
      Map<Variables.Entry, Operand<TFloat32>> statistics) {
    Ops tf = net.tf();
    List<Variables.Entry> weights = net.variables().trainable();
    Output<?>[] by = weights.stream().map(w -> w.variable().asOutput()).toArray(Output<?>[]::new);
    Output<?>[] raw = net.graph().addGradients(loss.asOutput(), by);
    Map<Variables.Entry, Operand<TFloat32>> gradients = new LinkedHashMap<>();
    for (int i = 0; i < raw.length; i++) {
      @SuppressWarnings("unchecked")
      Operand<TFloat32> gradient = (Output<TFloat32>) raw[i];
      gradients.put(weights.get(i), tf.identity(penalized(tf, weights.get(i), gradient)));
    }
    List<Op> computed = new ArrayList<>(gradients.values());
    Map<Variables.Entry, Operand<TFloat32>> ready = new LinkedHashMap<>();
    statistics.forEach((entry, value) -> ready.put(entry, tf.identity(value)));
    computed.addAll(ready.values());
    NoOp gate = tf.withControlDependencies(computed).noOp();

    Ops after = tf.withControlDependencies(gate);
    List<Op> updates = new ArrayList<>();
    Operand<TFloat32> m = tf.constant((float) momentum);
    gradients.forEach(
        (w, gradient) -> {
          Variables.Entry velocity =
              net.variables().get(w.name() + SUFFIX, w.shape(), Initializer.constant(0), false, false);
          updates.add(
              after.train.applyMomentum(
                  w.variable(), velocity.variable(), rate, gradient, m, ApplyMomentum.useNesterov(nesterov)));
        });
    ready.forEach((entry, value) -> updates.add(after.assign(entry.variable(), value)));
    return tf.withControlDependencies(updates).noOp();
  }

  private Operand<TFloat32> penalized(Ops tf, Variables.Entry weight, Operand<TFloat32> gradient) {
    if (!weight.kernel()) return gradient;
    Operand<TFloat32> sum = gradient;
    if (weightDecay > 0)
      sum = tf.math.add(sum, tf.math.mul(weight.variable(), tf.constant((float) weightDecay)));
    if (l1 > 0) sum = tf.math.add(sum, tf.math.mul(tf.math.sign(weight.variable()), tf.constant((float) l1)));
    return sum;
  }

  /** Whether a variable is the optimizer's own: part of a checkpoint, not of a model. */
  public static boolean owns(Variables.Entry entry) {
    return entry.name().endsWith(SUFFIX);
  }
}
