package tensorbang.experiment.claims;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * A mean over seeds and its confidence interval by Student's t distribution. Of a single value the interval is the whole
 * line; where a value is not a number, so is all of it.
 *
 * @param level the share of such intervals that hold the true mean, for example 0.95
 * @param n values
 */
public record Interval(double mean, double low, double high, double level, int n) {
  /** The chance that any interval of one claim misses its true mean is at most this. */
  static final double RISK = 0.05;

  /** How an interval lies to zero. */
  public enum Side {
    /** All of it is above zero. */
    ABOVE,
    /** All of it is below zero. */
    BELOW,
    /** It holds no difference that matters. */
    EQUAL,
    /** It says neither. */
    OPEN
  }

  /** The mean and its interval of 95 %. */
  public static Interval of(double... values) {
    return of(values, 1);
  }

  /**
   * The same where a verdict rests on several intervals, each of which is widened so that all hold together with 95 %
   * (Bonferroni).
   *
   * @param values at least one
   * @param comparisons how many intervals the verdict rests on
   */
  public static Interval of(double[] values, int comparisons) {
    int n = values.length;
    double level = 1 - RISK / comparisons;
    double mean = StatUtils.mean(values);
    if (!Double.isFinite(mean)) return new Interval(Double.NaN, Double.NaN, Double.NaN, level, n);
    if (n == 1) return new Interval(mean, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, level, n);
    double half = halfWidth(values, level);
    return new Interval(mean, mean - half, mean + half, level, n);
  }

  private static double halfWidth(double[] values, double level) {
    if (Arrays.stream(values).allMatch(v -> v == values[0])) return 0;
    double quantile = new TDistribution(values.length - 1).inverseCumulativeProbability(0.5 + level / 2);
    return quantile * Math.sqrt(StatUtils.variance(values) / values.length);
  }

  /**
   * Where the interval lies.
   *
   * @param margin the largest difference that does not matter, at least 0
   */
  public Side side(double margin) {
    if (low >= -margin && high <= margin) return Side.EQUAL;
    return low > 0 ? Side.ABOVE : high < 0 ? Side.BELOW : Side.OPEN;
  }

  /** The same, but reaching at least {@code half} to both sides: no finer than what was measured can tell. */
  public Interval atLeast(double half) {
    return new Interval(mean, Math.min(low, mean - half), Math.max(high, mean + half), level, n);
  }

  /** {@code 3.12 [2.40, 3.84]}; of a single value without the interval. */
  public String text(int decimals) {
    String number = "%." + decimals + "f";
    return Double.isFinite(low) && Double.isFinite(high)
        ? String.format(Locale.ROOT, number + " [" + number + ", " + number + "]", mean, low, high)
        : String.format(Locale.ROOT, number, mean);
  }

  /** {@code 95 %}, {@code 98.75 %}. */
  public static String level(int comparisons) {
    return new BigDecimal(100 * (1 - RISK / comparisons))
            .setScale(2, RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString()
        + " %";
  }
}
