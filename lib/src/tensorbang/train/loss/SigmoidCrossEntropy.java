package tensorbang.train.loss;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * One logistic regression a class: -log sigmoid(z) for the true class and -log sigmoid(-z) for every other class, summed
 * over the classes (Cui et al. 2019, section 4.2). Targets between 0 and 1 weigh the two.
 */
public record SigmoidCrossEntropy() implements Loss {
  @Override
  public Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets) {
    return new SigmoidFocal(0).perSample(tf, logits, targets);
  }

  /** {@inheritDoc} See {@link SigmoidFocal#lastBias}. */
  @Override
  public float lastBias(int classes) {
    return SigmoidFocal.biasOfUniformClasses(classes);
  }

  @Override
  public String label() {
    return "sigmoid";
  }
}
