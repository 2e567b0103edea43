package tensorbang.train.optim;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import tensorbang.nn.Initializer;
import tensorbang.nn.Role;
import tensorbang.nn.Variables;

/**
 * The part of a training step in which weights change.
 *
 * @param tf adds operations that run after all gradients are computed
 * @param rate the learning rate, a scalar
 */
public record UpdateStep(Ops tf, Operand<TFloat32> rate, Variables variables) {
  /**
   * A variable that the optimizer keeps for a weight, of the weight's shape, 0 at the beginning. It is saved in
   * checkpoints.
   *
   * @param name what it is, for example {@code momentum}
   */
  public Variable<TFloat32> slot(Variables.Entry weight, String name) {
    return variables
        .get(weight.name() + "/" + name, weight.shape(), Initializer.constant(0), Role.OPTIMIZER)
        .variable();
  }
}
