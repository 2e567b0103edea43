package tensorbang.train.optim;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import tensorbang.nn.Initializer;
import tensorbang.nn.Role;
import tensorbang.nn.Variables;

/** Counts the steps of a training in one variable, which exists only where the number is asked for. */
final class StepCounter {
  private static final String NAME = "optimizer/step";

  private final Ops tf;
  private final Variables variables;
  private Operand<TFloat32> number;

  StepCounter(Ops tf, Variables variables) {
    this.tf = tf;
    this.variables = variables;
  }

  /** A scalar: 1 in the first step. As float32 it is exact up to step 2^24. */
  Operand<TFloat32> number() {
    if (number == null) {
      Variables.Entry count = variables.get(NAME, new int[0], Initializer.constant(0), Role.OPTIMIZER);
      number = tf.identity(tf.assignAdd(count.variable(), tf.constant(1f)));
    }
    return number;
  }
}
