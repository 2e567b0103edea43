package tensorbang.nets;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a residual block adds to its output where its shape changes (He et al. 2016, section 3.3). */
public enum Shortcut {
  /** Option A: every second pixel of the input, new channels zero. No parameters. */
  @JsonProperty("identity")
  IDENTITY("identity"),
  /** Option B: a 1x1 convolution with the block's stride, and batch norm. */
  @JsonProperty("projection")
  PROJECTION("projection");

  private final String label;

  Shortcut(String label) {
    this.label = label;
  }

  @Override
  public String toString() {
    return label;
  }
}
