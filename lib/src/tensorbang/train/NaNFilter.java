package tensorbang.train;

/** For {@code JsonInclude}: leaves numbers out of JSON that are NaN, which is how records here say "not measured". */
final class NaNFilter {
  /** Jackson leaves a value out where this is true. */
  @Override
  public boolean equals(Object value) {
    return value instanceof Double number && number.isNaN();
  }

  @Override
  public int hashCode() {
    return 0;
  }
}
