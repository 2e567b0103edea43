package tensorbang.train.optim;

import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.types.TFloat32;
import tensorbang.nn.Variables;
import tensorbang.registry.Registry;

/** How a gradient changes a weight. One that is a record without fields of its own is applied to every weight alike. */
@FunctionalInterface
public interface Optimizer {
  /**
   * The optimizers by label, each made from a training's settings; a user may register more. The learning rates and
   * weight decays of adam and adamw are PyTorch's defaults.
   */
  Registry<OptimizerKind> REGISTRY = new Registry<OptimizerKind>("optimizer")
      .register("sgd", a -> new OptimizerKind("sgd", s -> new Sgd(s.momentum(), s.nesterov(), s.weightDecay(), s.l1())))
      .register("adam", a -> new OptimizerKind("adam", Map.of("lr", 0.001, "weight_decay", 0.0), Optimizer::adam))
      .register("adamw", a -> new OptimizerKind("adamw", Map.of("lr", 0.001, "weight_decay", 0.01), Optimizer::adamW))
      .register("muon", a -> new OptimizerKind("muon", Optimizer::muon));

  /**
   * Adds the update of one weight to the graph. It runs after all gradients are computed.
   *
   * @param step the graph at that point, the learning rate, and the optimizer's variables
   * @param gradient of the mean loss and of {@link #penalty(Variables.Entry)}, of the weight's shape
   * @return the operation that changes the weight
   */
  Op update(UpdateStep step, Variables.Entry weight, Operand<TFloat32> gradient);

  private static Adam adam(OptimizerSettings s) {
    return new Adam(s.beta1(), s.beta2(), s.epsilon(), s.weightDecay(), s.l1());
  }

  private static AdamW adamW(OptimizerSettings s) {
    return new AdamW(s.beta1(), s.beta2(), s.epsilon(), s.weightDecay(), s.l1());
  }

  private static Muon muon(OptimizerSettings s) {
    Sgd others = new Sgd(s.momentum(), s.nesterov(), s.weightDecay(), s.l1());
    boolean nesterov = s.nesterov() && s.muonMomentum() > 0;
    return new Muon(s.muonMomentum(), nesterov, s.muonIterations(), s.muonLr() / s.lr(), others);
  }

  /** The penalty whose gradient is added to those of kernels before {@link #update}. */
  default WeightPenalty penalty() {
    return WeightPenalty.NONE;
  }

  /** The penalty of one weight, if it is one that is penalized at all: see {@link UpdateStep#decays}. */
  default WeightPenalty penalty(Variables.Entry weight) {
    return penalty();
  }
}
