package tensorbang.data;

import java.util.Arrays;
import tensorbang.random.RandomStreams;

/** One pass over a training set in random order. Its batches can be made in any order and are always the same. */
final class ShuffledEpoch {
  private static final String STREAM = "augment";

  private final ImageSet set;
  private final int batchSize;
  private final long seed;
  private final int number;
  private final Augmentation augmentation;
  private final byte[] fill;
  private final int height;
  private final int[] order;

  /** @param height of the images of the batches, at most that of the set */
  ShuffledEpoch(
      ImageSet set, int batchSize, long seed, int number, Augmentation augmentation, byte[] fill, int height) {
    this.set = set;
    this.batchSize = batchSize;
    this.seed = seed;
    this.number = number;
    this.augmentation = augmentation;
    this.fill = fill;
    this.height = height;
    order = RandomStreams.permutation(set.size(), RandomStreams.of(seed, "shuffle", number));
  }

  /** The images at positions {@code step * batchSize} and on, fewer in the last batch. */
  Batch batch(int step) {
    int start = step * batchSize;
    int size = Math.min(batchSize, order.length - start);
    int[] indices = Arrays.copyOfRange(order, start, start + size);
    int bytes = set.imageBytes();
    byte[] pixels = new byte[size * bytes];
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      int index = indices[i];
      System.arraycopy(set.pixels(), index * bytes, pixels, i * bytes, bytes);
      labels[i] = set.labels()[index];
    }
    long firstIndex = (long) number << 32 | start;
    AugmentedBatch batch =
        new AugmentedBatch(pixels, labels, set.height(), set.width(), fill, seed, firstIndex, indices);
    augmentation.apply(batch, STREAM);
    return height == set.height() ? batch.finished() : shrunk(batch.finished());
  }

  private Batch shrunk(Batch batch) {
    int width = ProgressiveSize.width(height, set.height(), set.width());
    byte[] pixels = AreaAverage.shrunk(batch.pixels(), set.height(), set.width(), set.channels(), height, width);
    return new Batch(pixels, batch.labels(), batch.secondLabels(), batch.secondShares());
  }
}
