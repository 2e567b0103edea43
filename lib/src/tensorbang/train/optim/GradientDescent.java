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
import org.tensorflow.types.TFloat32;
import tensorbang.nn.NetGraph;
import tensorbang.nn.Variables;

/** The backward half of a training step: gradients, then updates. */
public final class GradientDescent {
  private GradientDescent() {}

  /**
   * Adds gradients and updates to the graph.
   *
   * <p>TensorFlow orders nothing here by itself: an update may overwrite a weight that another gradient still reads, and
   * then two runs with the same seed differ. So every update waits for all gradients.
   *
   * @param loss a scalar
   * @param rate the learning rate, a scalar
   * @param movingAverages new values of other variables, assigned along with the updates
   * @return what a training step runs
   */
  public static Op minimize(
      NetGraph net, Operand<TFloat32> loss, Optimizer optimizer, Operand<TFloat32> rate,
      Map<Variables.Entry, Operand<TFloat32>> movingAverages) {
    Ops tf = net.tf();
    Map<Variables.Entry, Operand<TFloat32>> gradients = gradients(net, loss, optimizer.penalty());
    Map<Variables.Entry, Operand<TFloat32>> averages = new LinkedHashMap<>();
    movingAverages.forEach((entry, value) -> averages.put(entry, tf.identity(value)));

    List<Op> computed = new ArrayList<>(gradients.values());
    computed.addAll(averages.values());
    NoOp gate = tf.withControlDependencies(computed).noOp();

    UpdateStep step = new UpdateStep(tf.withControlDependencies(gate), rate, net.variables());
    List<Op> updates = new ArrayList<>();
    gradients.forEach((weight, gradient) -> updates.add(optimizer.update(step, weight, gradient)));
    averages.forEach((entry, value) -> updates.add(step.tf().assign(entry.variable(), value)));
    return tf.withControlDependencies(updates).noOp();
  }

  private static Map<Variables.Entry, Operand<TFloat32>> gradients(
      NetGraph net, Operand<TFloat32> loss, WeightPenalty penalty) {
    Ops tf = net.tf();
    List<Variables.Entry> weights = net.variables().trainable();
    Output<?>[] by = weights.stream().map(w -> w.variable().asOutput()).toArray(Output<?>[]::new);
    Output<?>[] raw = net.graph().addGradients(loss.asOutput(), by);
    Map<Variables.Entry, Operand<TFloat32>> gradients = new LinkedHashMap<>();
    for (int i = 0; i < raw.length; i++) {
      @SuppressWarnings("unchecked")
      Operand<TFloat32> gradient = (Output<TFloat32>) raw[i];
      gradients.put(weights.get(i), tf.identity(penalty.addTo(tf, weights.get(i), gradient)));
    }
    return gradients;
  }
}
