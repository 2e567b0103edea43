package tensorbang.train.optim;

import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import tensorbang.nn.Variables;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2, as PyTorch has it): w = w - rate
 * weightDecay w for kernels, then a step of {@link Adam} whose gradient knows nothing of the decay.
 *
 * @param beta1 see {@link Adam}
 * @param l1 of kernels, as a penalty: it is part of the gradient
 */
public record AdamW(double beta1, double beta2, double epsilon, double weightDecay, double l1) implements Optimizer {
  @Override
  public Op update(UpdateStep step, Variables.Entry weight, Operand<TFloat32> gradient) {
    Adam adam = new Adam(beta1, beta2, epsilon, 0, l1);
    if (weightDecay == 0 || !step.decays(weight)) return adam.update(step, weight, gradient);
    Ops tf = step.tf();
    Operand<TFloat32> share = tf.math.mul(step.baseRate(), tf.constant((float) weightDecay));
    Op decay = tf.assignSub(weight.variable(), tf.math.mul(weight.variable(), share));
    return adam.update(step.after(decay), weight, gradient);
  }

  @Override
  public WeightPenalty penalty() {
    return new WeightPenalty(0, l1);
  }
}
