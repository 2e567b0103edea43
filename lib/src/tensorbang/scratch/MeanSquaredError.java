package tensorbang.scratch;

/** The mean of (y − target)² over all numbers of a batch, with gradient 2(y − target)/count. */
public final class MeanSquaredError {
  private Tensor gradient;

  /** The loss; {@link #gradient} is ready after it. Both tensors have the same shape. */
  public double loss(Tensor y, Tensor target) {
    target.requireShapeOf(y, "the target of a mean squared error");
    gradient = Tensor.reuse(gradient, y.shape());
    double total = 0;
    for (int i = 0; i < y.size(); i++) {
      double error = (double) y.data()[i] - target.data()[i];
      total += error * error;
      gradient.data()[i] = (float) (2 * error / y.size());
    }
    return total / y.size();
  }

  /** ∂loss/∂y of the last {@link #loss}. */
  public Tensor gradient() {
    return gradient;
  }
}
