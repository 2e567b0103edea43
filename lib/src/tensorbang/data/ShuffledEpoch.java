package tensorbang.data;

import java.util.SplittableRandom;
import tensorbang.random.RandomStreams;

/** One pass over a training set in random order: batch by batch, in any order, always the same. */
final class ShuffledEpoch {
  private final ImageSet set;
  private final int batchSize;
  private final long seed;
  private final int number;
  private final Augmentation augmentation;
  private final byte[] fill;
  private final int[] order;

  ShuffledEpoch(ImageSet set, int batchSize, long seed, int number, Augmentation augmentation, byte[] fill) {
    this.set = set;
    this.batchSize = batchSize;
    this.seed = seed;
    this.number = number;
    this.augmentation = augmentation;
    this.fill = fill;
    order = permutation(set.size(), RandomStreams.of(seed, "shuffle", number));
  }

  /** The images at positions {@code step * batchSize} and on, fewer in the last batch. */
  Batch batch(int step) {
    int start = step * batchSize;
    int size = Math.min(batchSize, order.length - start);
    int bytes = set.imageBytes();
    byte[] pixels = new byte[size * bytes];
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      int position = start + i;
      int index = order[position];
      SplittableRandom random = RandomStreams.of(seed, "augment", (long) number << 32 | position);
      augmentation.apply(set, index, fill, random, pixels, i * bytes);
      labels[i] = set.labels()[index];
    }
    return new Batch(pixels, labels);
  }

  /** Fisher and Yates's shuffle of 0..n-1. */
  private static int[] permutation(int n, SplittableRandom random) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = RandomStreams.below(random, i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
