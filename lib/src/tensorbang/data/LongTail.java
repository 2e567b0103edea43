package tensorbang.data;

import java.util.Arrays;
import java.util.stream.IntStream;
import tensorbang.InputException;
import tensorbang.random.RandomStreams;

/** Long-tailed subsets: class sizes that fall exponentially (Cui et al. 2019, section 5.1). */
final class LongTail {
  /** Far above the rounding error of a power, far below what separates a size from the next whole number. */
  private static final double ROUNDING = 1e-9;

  private LongTail() {}

  /** The indices of the images that stay, in ascending order. */
  static int[] indices(int[] labels, int[] counts, double factor, long seed) {
    int[] sizes = sizes(counts, factor);
    boolean[] stays = new boolean[labels.length];
    for (int c = 0; c < counts.length; c++) {
      if (counts[c] > 0 && sizes[c] == 0)
        throw InputException.of("imbalance", factor, "leaves class " + c + " without training images");
      int[] members = StratifiedSplit.members(labels, c);
      int[] order = RandomStreams.permutation(members.length, RandomStreams.of(seed, "imbalance", c));
      for (int i = 0; i < sizes[c]; i++) stays[members[order[i]]] = true;
    }
    return IntStream.range(0, labels.length).filter(i -> stays[i]).toArray();
  }

  private static int[] sizes(int[] counts, double factor) {
    int largest = Arrays.stream(counts).max().orElse(0);
    double last = Math.max(1, counts.length - 1);
    int[] sizes = new int[counts.length];
    for (int c = 0; c < counts.length; c++) {
      double size = largest * StrictMath.pow(factor, -c / last);
      sizes[c] = Math.min(counts[c], (int) Math.floor(size + ROUNDING));
    }
    return sizes;
  }
}
