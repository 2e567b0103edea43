package tensorbang.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import tensorbang.random.RandomStreams;

/**
 * Takes some images out of many so that every class gives the same share. The number that a class gives is rounded by
 * the method of largest remainders; which ones these are is decided by a fixed random stream. Every class keeps at
 * least one image.
 */
public final class StratifiedSplit {
  private static final long SEED = 0;

  /** Indices in ascending order. */
  public record Parts(int[] taken, int[] rest) {}

  private final int[] labels;
  private final int[] counts;
  private final String stream;

  private StratifiedSplit(int[] labels, String stream) {
    this.labels = labels;
    this.stream = stream;
    counts = new int[Arrays.stream(labels).max().orElse(-1) + 1];
    for (int label : labels) counts[label]++;
  }

  /**
   * @param labels one class index an image
   * @param stream name of the random stream: splits with different names are independent
   */
  public static StratifiedSplit of(int[] labels, String stream) {
    return new StratifiedSplit(labels, stream);
  }

  /** How many images can be taken. */
  public int most() {
    return Arrays.stream(counts).map(count -> Math.max(0, count - 1)).sum();
  }

  /** @param n 0 to {@link #most} */
  public Parts take(int n) {
    if (n < 0 || n > most()) throw new IllegalArgumentException("cannot take " + n + " of " + labels.length);
    boolean[] isTaken = new boolean[labels.length];
    int[] quotas = quotas(n);
    for (int c = 0; c < counts.length; c++) {
      int[] members = members(labels, c);
      int[] order = RandomStreams.permutation(members.length, RandomStreams.of(SEED, stream, c));
      for (int i = 0; i < quotas[c]; i++) isTaken[members[order[i]]] = true;
    }
    return new Parts(
        IntStream.range(0, labels.length).filter(i -> isTaken[i]).toArray(),
        IntStream.range(0, labels.length).filter(i -> !isTaken[i]).toArray());
  }

  /** How many images each class gives of {@code n}. */
  private int[] quotas(int n) {
    int[] quotas = new int[counts.length];
    long[] remainders = new long[counts.length];
    int left = n;
    for (int c = 0; c < counts.length; c++) {
      quotas[c] = (int) ((long) n * counts[c] / labels.length);
      remainders[c] = (long) n * counts[c] % labels.length;
      left -= quotas[c];
    }
    int[] byRemainder = IntStream.range(0, counts.length)
        .boxed()
        .sorted(Comparator.comparingLong(c -> -remainders[c]))
        .mapToInt(c -> c)
        .toArray();
    while (left > 0) {
      for (int c : byRemainder) {
        if (left == 0 || quotas[c] >= counts[c] - 1) continue;
        quotas[c]++;
        left--;
      }
    }
    return quotas;
  }

  /** The images of class {@code c}, in ascending order. */
  static int[] members(int[] labels, int c) {
    return IntStream.range(0, labels.length).filter(i -> labels[i] == c).toArray();
  }
}
