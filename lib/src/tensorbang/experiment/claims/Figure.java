package tensorbang.experiment.claims;

import java.util.Locale;

/**
 * A figure that a verdict rests on.
 *
 * @param name what was measured
 * @param unit {@code %}, {@code points}, {@code epochs}; empty for a plain number
 * @param low of the confidence interval; NaN where there is none
 * @param n how many seeds or repetitions it is the mean of
 */
public record Figure(String name, double value, String unit, double low, double high, double level, int n) {
  /** A single number. */
  public static Figure of(String name, double value, String unit) {
    return new Figure(name, value, unit, Double.NaN, Double.NaN, Double.NaN, 1);
  }

  /** A mean and its interval. */
  public static Figure of(String name, Interval interval, String unit) {
    boolean bounded = Double.isFinite(interval.low()) && Double.isFinite(interval.high());
    return new Figure(
        name,
        interval.mean(),
        unit,
        bounded ? interval.low() : Double.NaN,
        bounded ? interval.high() : Double.NaN,
        bounded ? interval.level() : Double.NaN,
        interval.n());
  }

  /** The value with its unit. */
  String valueText() {
    return number(value) + (unit.isEmpty() ? "" : " " + unit);
  }

  /** The interval, or nothing. */
  String intervalText() {
    return Double.isNaN(low) ? "" : "[" + number(low) + ", " + number(high) + "]";
  }

  /** Three to four digits that count; whole numbers whole. */
  private static String number(double value) {
    if (!Double.isFinite(value)) return "none";
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < 1e9) return String.format(Locale.ROOT, "%,.0f", value);
    if (size < 1e-3) return String.format(Locale.ROOT, "%.1e", value);
    return String.format(
        Locale.ROOT, size >= 1000 ? "%,.0f" : size >= 100 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", value);
  }
}
