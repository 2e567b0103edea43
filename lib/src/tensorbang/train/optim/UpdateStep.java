package tensorbang.train.optim;

import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import tensorbang.nn.Initializer;
import tensorbang.nn.Role;
import tensorbang.nn.Variables;

/** The part of a training step in which weights change. */
public final class UpdateStep {
  private final Ops tf;
  private final Operand<TFloat32> baseRate;
  private final Operand<TFloat32> rate;
  private final Variables variables;
  private final boolean decaysBiases;
  private final StepCounter counter;

  /**
   * @param tf adds operations that run after all gradients are computed
   * @param rate the learning rate, a scalar
   * @param decaysBiases whether weight decay applies to biases and batch norms, too
   */
  UpdateStep(Ops tf, Operand<TFloat32> rate, Variables variables, boolean decaysBiases) {
    this(tf, rate, rate, variables, decaysBiases, new StepCounter(tf, variables));
  }

  private UpdateStep(
      Ops tf,
      Operand<TFloat32> baseRate,
      Operand<TFloat32> rate,
      Variables variables,
      boolean decaysBiases,
      StepCounter counter) {
    this.decaysBiases = decaysBiases;
    this.tf = tf;
    this.baseRate = baseRate;
    this.rate = rate;
    this.variables = variables;
    this.counter = counter;
  }

  /** Adds operations that run after all gradients are computed. */
  public Ops tf() {
    return tf;
  }

  /** The learning rate, a scalar. */
  public Operand<TFloat32> rate() {
    return rate;
  }

  /** The learning rate without the factor that batch norms have of their own: what decoupled weight decay goes by. */
  Operand<TFloat32> baseRate() {
    return baseRate;
  }

  /** Whether weight decay applies to {@code weight}. */
  public boolean decays(Variables.Entry weight) {
    return weight.role().penalized(decaysBiases);
  }

  /** The same step with another learning rate: this one times {@code factor}. */
  UpdateStep withRate(double factor) {
    return new UpdateStep(
        tf, baseRate, tf.math.mul(rate, tf.constant((float) factor)), variables, decaysBiases, counter);
  }

  /** The same step, with {@link #tf} adding operations that run after {@code first}, too. */
  public UpdateStep after(Op first) {
    return new UpdateStep(tf.withControlDependencies(first), baseRate, rate, variables, decaysBiases, counter);
  }

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

  /** The number of this step, a scalar: 1 for the first of the training. The count is saved in checkpoints. */
  public Operand<TFloat32> number() {
    return counter.number();
  }
}
