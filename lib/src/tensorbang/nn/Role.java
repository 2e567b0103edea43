package tensorbang.nn;

/** What a variable is for, which decides whether it gets a gradient and whether a weight penalty applies to it. */
public enum Role {
  /** Of a convolution or dense layer; the only one that L1 and L2 penalties and weight decay apply to. */
  KERNEL,
  /** Of a depthwise convolution. It has few weights: decay harms it (Howard et al. 2017, section 3.2). */
  DEPTHWISE_KERNEL,
  BIAS,
  /** Scale or shift of a batch norm. */
  NORM,
  /** A weight that keeps its initial value: part of a model, but not trained. */
  FIXED,
  /** Mean or variance of a batch norm over past batches. */
  MOVING_AVERAGE,
  /** State of the optimizer, such as a velocity: part of a checkpoint, not of a model. */
  OPTIMIZER;

  /** Whether it gets a gradient. */
  public boolean trainable() {
    return this == KERNEL || this == DEPTHWISE_KERNEL || this == BIAS || this == NORM;
  }

  /** Whether weight decay and L1 apply. */
  public boolean penalized() {
    return penalized(false);
  }

  /** Whether weight decay and L1 apply, where those of kernels may be those of biases and batch norms, too. */
  public boolean penalized(boolean biasesToo) {
    return this == KERNEL || biasesToo && (this == BIAS || this == NORM);
  }
}
