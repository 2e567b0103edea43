package tensorbang.scratch;

/** Changes parameters by their gradients. */
public interface Optimizer {
  /**
   * One step with the gradients of the last backward pass.
   *
   * @param learningRate η, this step's
   */
  void step(double learningRate);
}
