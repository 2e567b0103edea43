package tensorbang.nn;

/** What surrounds the input of a convolution or pooling window. */
public enum Padding {
  /** Nothing: the output shrinks by kernel - 1. */
  VALID,
  /**
   * Zeros, (kernel - 1) / 2 on every side, whatever the stride: an odd kernel with stride 1 keeps the size, with stride
   * 2 halves an even one. (TensorFlow's own SAME pads after the last row only when the stride is 2; this is the papers'
   * and PyTorch's padding.)
   */
  SAME;

  /** Zeros on each side of one axis. */
  int amount(int kernel) {
    return this == VALID ? 0 : (kernel - 1) / 2;
  }
}
