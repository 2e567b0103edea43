package tensorbang.model;

import java.util.Arrays;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * The time that one piece of work takes, in milliseconds, measured many times. The median of an even number of times is
 * the mean of the middle two. A percentile is the smallest of the times that at least so many percent of them do not
 * exceed: the nearest rank, type R-1 of Hyndman and Fan 1996, "Sample Quantiles in Statistical Packages". The standard
 * deviation is that of the population.
 *
 * @param imagesPerSecond one over the mean
 * @param all every time, in the order of the runs
 */
public record Latency(
    double mean,
    double median,
    double p95,
    double p99,
    double std,
    double min,
    double max,
    double imagesPerSecond,
    double[] all) {
  /** @param nanos at least one time, in nanoseconds */
  public static Latency of(long[] nanos) {
    if (nanos.length == 0) throw new IllegalArgumentException("no time was measured");
    double[] all = Arrays.stream(nanos).mapToDouble(n -> n / 1e6).toArray();
    double mean = StatUtils.mean(all);
    Percentile nearestRank = new Percentile().withEstimationType(EstimationType.R_1);
    nearestRank.setData(all);
    return new Latency(
        mean,
        StatUtils.percentile(all, 50),
        nearestRank.evaluate(95),
        nearestRank.evaluate(99),
        Math.sqrt(StatUtils.populationVariance(all)),
        StatUtils.min(all),
        StatUtils.max(all),
        1000 / mean,
        all);
  }
}
