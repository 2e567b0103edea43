package tensorbang.train;

import java.util.List;
import java.util.Locale;

/**
 * Mean and population standard deviation (divided by n, as {@code numpy.std}) of the results of several seeds.
 *
 * @param std 0 where n is 1, and where the values differ by rounding alone
 * @param n at least 1
 */
public record MeanStd(double mean, double std, int n) {
  /** Units in the last place by which values that were computed in different ways may differ. */
  private static final int ROUNDING = 4;

  /**
   * @param values at least one; a NaN or an infinity among them makes mean and std NaN or infinite, as in numpy
   * @throws IllegalArgumentException where there is no value
   */
  public static MeanStd of(double... values) {
    if (values.length == 0) throw new IllegalArgumentException("no value to take the mean of");
    double sum = 0;
    for (double value : values) sum += value;
    double mean = sum / values.length;
    if (equal(values)) return new MeanStd(values[0], 0, values.length);
    double squares = 0;
    for (double value : values) squares += (value - mean) * (value - mean);
    return new MeanStd(mean, Math.sqrt(squares / values.length), values.length);
  }

  /** Whether the values lie within some units in the last place: their deviation would be rounding, such as 1e-17. */
  private static boolean equal(double... values) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    if (!Double.isFinite(low) || !Double.isFinite(high)) return false;
    return high - low <= ROUNDING * Math.max(Math.ulp(low), Math.ulp(high));
  }

  /** See {@link #of(double...)}. */
  public static MeanStd of(List<Double> values) {
    return of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Of fractions in [0, 1], as {@code 90.12 ± 0.15 %}; of a single value without the deviation: {@code 90.12 %}. */
  public String percent() {
    return new MeanStd(100 * mean, 100 * std, n).format(2, "%");
  }

  /** As {@code 1.234 ± 0.005 ms}; of a single value without the deviation. An empty unit leaves no space behind. */
  public String format(int decimals, String unit) {
    String number = "%." + decimals + "f";
    String text = n == 1
        ? String.format(Locale.ROOT, number, mean)
        : String.format(Locale.ROOT, number + " ± " + number, mean, std);
    return unit.isEmpty() ? text : text + " " + unit;
  }
}
