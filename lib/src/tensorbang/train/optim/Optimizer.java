package tensorbang.train.optim;

import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.types.TFloat32;
import tensorbang.nn.Variables;
import tensorbang.registry.Registry;

/** How a gradient changes a weight. One that is a record without fields of its own is applied to every weight alike. */
@FunctionalInterface
public interface Optimizer {
  /** The optimizers by label, each made from a training's settings; a user may register more. */
  Registry<OptimizerKind> REGISTRY =
      new Registry<OptimizerKind>("optimizer")
          .register("sgd", a -> new OptimizerKind("sgd", s -> new Sgd(s.momentum(), s.nesterov(), s.weightDecay(), s.l1())));

  /**
   * Adds the update of one weight to the graph. It runs after all gradients are computed.
   *
   * @param step the graph at that point, the learning rate, and the optimizer's variables
   * @param gradient of the mean loss and of {@link #penalty()}, of the weight's shape
   * @return the operation that changes the weight
   */
  Op update(UpdateStep step, Variables.Entry weight, Operand<TFloat32> gradient);

  /** The penalty whose gradient is added to those of kernels before {@link #update}. */
  default WeightPenalty penalty() {
    return WeightPenalty.NONE;
  }
}
