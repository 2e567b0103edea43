package tensorbang.fuzz;

/**
 * An input that a reader did not stand.
 *
 * @param index of the input among those of the seed
 */
public record Finding(String target, long seed, int index, byte[] input, Fault fault, String what) {
  /** A kind of fault. */
  public enum Fault {
    /** An exception that is no complaint about the input, or an error. */
    CRASH,
    /** A complaint that is long, of several lines, or in Java's words. */
    MESSAGE,
    /** More than five seconds of processor time. */
    SLOW,
    /** More than a minute: given up. */
    HANG
  }

  /** What a file with the input is called. */
  public String fileName() {
    return target + "." + seed + "-" + index;
  }

  @Override
  public String toString() {
    return target + ", seed " + seed + ", input " + index + ", " + input.length + " bytes: " + fault + ": " + what;
  }
}
