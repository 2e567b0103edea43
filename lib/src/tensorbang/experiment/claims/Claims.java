package tensorbang.experiment.claims;

import java.util.List;

/** The statements of ECE 661, homework 2, part 1. */
public final class Claims {
  public static final List<Claim> ALL = List.of(
      new BatchNormOutputs(),
      new HandWritten(),
      new AugmentationBenefit(),
      new Convergence(),
      new DropoutWithPenalty(),
      new Sparsity(),
      new LeakyRelu(),
      new SeparableSpeed(),
      new LateComputation(),
      new ShortcutSmoothness());

  private Claims() {}
}
