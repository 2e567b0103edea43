package tensorbang.train.optim;

import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.train.ApplyMomentum;
import org.tensorflow.types.TFloat32;
import tensorbang.nn.Variables;

/**
 * Stochastic gradient descent with momentum: v = momentum v + g, w = w - rate v; with Nesterov's, w = w - rate (g +
 * momentum v) (Sutskever et al. 2013, in the form that deep-learning frameworks use).
 *
 * @param momentum in [0, 1)
 * @param weightDecay of kernels, as an L2 penalty
 * @param l1 of kernels
 */
public record Sgd(double momentum, boolean nesterov, double weightDecay, double l1) implements Optimizer {
  @Override
  public Op update(UpdateStep step, Variables.Entry weight, Operand<TFloat32> gradient) {
    return step.tf()
        .train
        .applyMomentum(
            weight.variable(),
            step.slot(weight, "momentum"),
            step.rate(),
            gradient,
            step.tf().constant((float) momentum),
            ApplyMomentum.useNesterov(nesterov));
  }

  @Override
  public WeightPenalty penalty() {
    return new WeightPenalty(weightDecay, l1);
  }
}
