package tensorbang.experiment.claims;

import java.util.Arrays;
import java.util.Locale;

/**
 * How many times the epochs a network takes to an accuracy without something, compared with it.
 *
 * @param ratio of the epochs, the geometric mean of the seeds; not a number where a seed does not get there
 * @param reached seeds that get there without
 * @param reachedWith seeds that get there with
 * @param seeds in each
 */
record SlowDown(Interval ratio, int reached, int reachedWith, int seeds) {
  /** So many times the epochs is very slow. */
  static final double VERY = 2;

  /**
   * Compares.
   *
   * @param without epochs of each seed; NaN where it never gets there
   * @param with the same with it
   * @param comparisons how many of these the verdict rests on
   */
  static SlowDown of(double[] without, double[] with, int comparisons) {
    double[] logarithms = new double[without.length];
    for (int i = 0; i < without.length; i++) logarithms[i] = Math.log(without[i] / with[i]);
    Interval log = Interval.of(logarithms, comparisons);
    Interval ratio =
        new Interval(Math.exp(log.mean()), Math.exp(log.low()), Math.exp(log.high()), log.level(), log.n());
    return new SlowDown(ratio, count(without), count(with), without.length);
  }

  private static int count(double[] epochs) {
    return (int) Arrays.stream(epochs).filter(Double::isFinite).count();
  }

  /** Whether training without it is very slow, or does not get there. */
  Verdict verdict() {
    if (seeds > 1 && reachedWith == seeds && reached == 0) return Verdict.TRUE;
    if (ratio.low() > VERY) return Verdict.TRUE;
    return ratio.high() < VERY ? Verdict.FALSE : Verdict.UNDECIDED;
  }

  /** {@code 1.32 [1.10, 1.58] times the epochs without batch norm}. */
  String text(String what) {
    if (Double.isFinite(ratio.mean())) return ratio.text(2) + " times the epochs without " + what;
    return String.format(
        Locale.ROOT, "%d of %d seeds get there without %s and %d with it", reached, seeds, what, reachedWith);
  }
}
