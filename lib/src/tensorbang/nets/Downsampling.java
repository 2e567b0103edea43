package tensorbang.nets;

/** After which fire modules of {@link SqueezeNet}, beside the first convolution, the resolution is halved. */
public enum Downsampling {
  /** After modules 4 and 8 (Iandola et al. 2016, table 1). */
  LATE("late", 4, 8),
  /** After modules 3 and 5, as in the authors' later SqueezeNet 1.1, which needs less than half of the arithmetic. */
  EARLY("early", 3, 5);

  private final String label;
  private final int first;
  private final int second;

  Downsampling(String label, int first, int second) {
    this.label = label;
    this.first = first;
    this.second = second;
  }

  boolean isAfter(int module) {
    return module == first || module == second;
  }

  @Override
  public String toString() {
    return label;
  }
}
