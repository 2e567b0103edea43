package tensorbang.model;

import java.util.Arrays;

/**
 * How long many runs of the same took, in milliseconds. A percentile is the smallest of the times that at least so many
 * percent of them do not exceed (nearest rank); the deviation is that of the population.
 *
 * @param imagesPerSecond one over the mean
 * @param all every time, in the order of the runs
 */
public record Latency(
    double mean, double median, double p95, double p99, double std, double min, double max, double imagesPerSecond,
    double[] all) {
  /** @param nanos at least one time, in nanoseconds */
  public static Latency of(long[] nanos) {
    double[] all = Arrays.stream(nanos).mapToDouble(n -> n / 1e6).toArray();
    double[] sorted = all.clone();
    Arrays.sort(sorted);
    double mean = Arrays.stream(all).average().orElseThrow();
    double variance = Arrays.stream(all).map(t -> (t - mean) * (t - mean)).average().orElseThrow();
    return new Latency(
        mean, median(sorted), percentile(sorted, 95), percentile(sorted, 99), Math.sqrt(variance), sorted[0],
        sorted[sorted.length - 1], 1000 / mean, all);
  }

  private static double median(double[] sorted) {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static double percentile(double[] sorted, int percent) {
    int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
    return sorted[Math.max(1, rank) - 1];
  }
}
