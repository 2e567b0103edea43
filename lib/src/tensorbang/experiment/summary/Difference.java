package tensorbang.experiment.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tensorbang.train.MeanStd;
import tensorbang.train.Metrics;

/**
 * How much higher the final test accuracy of one variation is than that of another, with the same seeds.
 *
 * @param points the differences in percentage points, a seed each; null where no seed's runs have both finished
 */
public record Difference(String label, String than, MeanStd points, boolean sameSign) {
  /** {@code row} minus {@code than}, over the seeds whose runs have finished in both. */
  public static Difference of(Comparison.Row row, Comparison.Row than) {
    List<Double> points = new ArrayList<>();
    for (Comparison.Trial one : row.trials())
      for (Comparison.Trial other : than.trials())
        if (one.seed() == other.seed() && one.isFinished() && other.isFinished())
          points.add(100 * (accuracy(one.metrics()) - accuracy(other.metrics())));
    boolean same = points.stream().allMatch(p -> p > 0) || points.stream().allMatch(p -> p < 0);
    return new Difference(
        row.label(), than.label(), points.isEmpty() ? null : MeanStd.of(points), same && !points.isEmpty());
  }

  private static double accuracy(Metrics metrics) {
    return metrics.last().testAccuracy();
  }

  /** Whether several seeds agree on the sign and their mean is more than twice their standard deviation from zero. */
  public boolean isClear() {
    return points != null && points.n() > 1 && sameSign && Math.abs(points.mean()) > 2 * points.std();
  }

  /** A sentence that says no more than the seeds do; empty where there is nothing to compare. */
  public String sentence() {
    if (points == null) return "";
    if (points.mean() == 0 && points.std() == 0) return label + " ends at the accuracy of " + than + ".";
    String amount = points.n() == 1
        ? String.format(Locale.ROOT, "%.2f points", Math.abs(points.mean()))
        : String.format(
            Locale.ROOT, "%.2f ± %.2f points (%d seeds)", Math.abs(points.mean()), points.std(), points.n());
    String side = points.mean() >= 0 ? "above" : "below";
    String text = label + " ends " + amount + " " + side + " " + than;
    if (points.n() == 1) return text + ", with one seed: how much of it is chance cannot be said.";
    if (isClear()) return text + ": all seeds agree, and the mean is more than twice their deviation.";
    return text + ": within what seeds differ by, so neither can be said to be better.";
  }
}
