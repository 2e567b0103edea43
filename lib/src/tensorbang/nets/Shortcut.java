package tensorbang.nets;

/** What a residual block adds to its output where its shape changes (He et al. 2016, section 3.3). */
public enum Shortcut {
  /** Option A: every second pixel of the input, new channels zero. No parameters. */
  IDENTITY("identity"),
  /** Option B: a 1x1 convolution with the block's stride, and batch norm. */
  PROJECTION("projection"),
  /** No shortcut in any block: the plain network of the same layers. */
  NONE("none");

  private final String label;

  Shortcut(String label) {
    this.label = label;
  }

  @Override
  public String toString() {
    return label;
  }
}
