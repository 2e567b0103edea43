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
import tensorbang.nn.Role;
import tensorbang.nn.Variables;

/**
 * The backward half of a training step: gradients, then updates.
 *
 * @param clipNorm greatest norm of the gradient of the loss; 0 for no limit. See {@link GradientClipping}
 * @param normRate factor on the learning rate of batch norms' scales and shifts
 * @param decayBiases whether penalties on kernels are those on biases and batch norms, too; {@code normRate}
 *     does not change by how much a step of SGD or AdamW shrinks these
 * @param ema decay of the weights' moving average, in [0, 1); 0 for none. See {@link WeightAverage}
 * @param lookahead decay of slow weights a step at the end, in [0, 1); 0 for none. See {@link Lookahead}, whose own
 *     steps come after these
 */
public record GradientDescent(
    Optimizer optimizer, double clipNorm, double normRate, boolean decayBiases, double ema, double lookahead) {
  /** The optimizer alone. */
  public GradientDescent(Optimizer optimizer) {
    this(optimizer, 0, 1, false, 0, 0);
  }

  /** Whether there is a moving average of the weights. */
  public boolean averages() {
    return ema > 0;
  }

  /**
   * Adds gradients and updates to the graph.
   *
   * <p>TensorFlow orders nothing here by itself: an update may overwrite a weight that another gradient still reads, and
   * then two runs with the same seed differ. So every update waits for all gradients.
   *
   * @param loss a scalar
   * @param rate the learning rate, a scalar
   * @param movingAverages new values of other variables, assigned along with the updates
   * @param weights to be changed
   * @param productsOnSmallMaps whether gradients by kernels are computed as {@link KernelGradient} does
   * @return what a training step runs
   */
  public Op minimize(
      NetGraph net,
      Operand<TFloat32> loss,
      Operand<TFloat32> rate,
      Map<Variables.Entry, Operand<TFloat32>> movingAverages,
      List<Variables.Entry> weights,
      boolean productsOnSmallMaps) {
    Ops tf = net.tf();
    Map<Variables.Entry, Operand<TFloat32>> gradients = gradients(net, loss, weights, productsOnSmallMaps);
    Map<Variables.Entry, Operand<TFloat32>> averages = new LinkedHashMap<>();
    movingAverages.forEach((entry, value) -> averages.put(entry, tf.identity(value)));

    List<Op> computed = new ArrayList<>(gradients.values());
    computed.addAll(averages.values());
    NoOp gate = tf.withControlDependencies(computed).noOp();

    UpdateStep step = new UpdateStep(tf.withControlDependencies(gate), rate, net.variables(), decayBiases);
    UpdateStep ofNorms = normRate == 1 ? step : step.withRate(normRate);
    List<Op> updates = new ArrayList<>();
    gradients.forEach((weight, gradient) ->
        updates.add(optimizer.update(weight.role() == Role.NORM ? ofNorms : step, weight, gradient)));
    averages.forEach((entry, value) -> updates.add(step.tf().assign(entry.variable(), value)));
    NoOp updated = tf.withControlDependencies(updates).noOp();
    if (!averages()) return updated;
    return tf.withControlDependencies(WeightAverage.updates(step.after(updated), net.variables(), ema))
        .noOp();
  }

  private Map<Variables.Entry, Operand<TFloat32>> gradients(
      NetGraph net, Operand<TFloat32> loss, List<Variables.Entry> weights, boolean productsOnSmallMaps) {
    Ops tf = net.tf();
    List<Operand<TFloat32>> ofLoss = ofLoss(net, loss, weights, productsOnSmallMaps);
    if (clipNorm > 0) ofLoss = GradientClipping.clip(tf, ofLoss, clipNorm);
    Map<Variables.Entry, Operand<TFloat32>> gradients = new LinkedHashMap<>();
    for (int i = 0; i < weights.size(); i++)
      gradients.put(weights.get(i), tf.identity(penalized(tf, weights.get(i), ofLoss.get(i))));
    return gradients;
  }

  private Operand<TFloat32> penalized(Ops tf, Variables.Entry weight, Operand<TFloat32> gradient) {
    if (!weight.role().penalized(decayBiases)) return gradient;
    double factor = weight.role() == Role.NORM ? normRate : 1;
    return optimizer.penalty(weight).over(factor).addTo(tf, weight, gradient);
  }

  @SuppressWarnings("unchecked")
  private static List<Operand<TFloat32>> ofLoss(
      NetGraph net, Operand<TFloat32> loss, List<Variables.Entry> weights, boolean productsOnSmallMaps) {
    Output<?>[] by = weights.stream().map(w -> w.variable().asOutput()).toArray(Output<?>[]::new);
    Output<?>[] added = net.graph().addGradients(loss.asOutput(), by);
    List<Operand<TFloat32>> gradients = new ArrayList<>();
    for (int i = 0; i < by.length; i++) {
      Output<TFloat32> gradient = (Output<TFloat32>) added[i];
      gradients.add(
          productsOnSmallMaps
              ? KernelGradient.asProducts(net.tf(), gradient, weights.get(i).shape())
              : gradient);
    }
    return gradients;
  }
}
