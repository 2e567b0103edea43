package tensorbang.train.loss;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Balanced softmax (Ren et al. 2020, eqs. 3 and 4): cross-entropy of a softmax in which each class's exponential counts
 * as often as the class has training images. That is {@link LogitAdjustment} with tau = 1, found independently.
 */
public record BalancedSoftmax() implements Loss {
  @Override
  public Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets) {
    throw ClassCounts.missing(this);
  }

  @Override
  public Loss forClassCounts(int[] images) {
    return new LogitAdjustment.WithPrior(this, LogitAdjustment.prior(images, 1, label()));
  }

  @Override
  public String label() {
    return "balanced-softmax";
  }
}
