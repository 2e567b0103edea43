package tensorbang.data;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import tensorbang.random.RandomStreams;

/** A batch that is being made, for an {@link Augmentation} to change in place. */
public final class AugmentedBatch {
  private final byte[] pixels;
  private final int[] labels;
  private final int height;
  private final int width;
  private final byte[] fill;
  private final long seed;
  private final long firstIndex;
  private final int[] indices;
  private int[] secondLabels;
  private float[] secondShares;

  /**
   * @param pixels size x height x width x channels unsigned bytes
   * @param firstIndex of the random streams of the batch's first image; the others follow
   */
  AugmentedBatch(byte[] pixels, int[] labels, int height, int width, byte[] fill, long seed, long firstIndex) {
    this(
        pixels,
        labels,
        height,
        width,
        fill,
        seed,
        firstIndex,
        IntStream.range(0, labels.length).toArray());
  }

  /** @param indices of the images in the training set */
  AugmentedBatch(
      byte[] pixels, int[] labels, int height, int width, byte[] fill, long seed, long firstIndex, int[] indices) {
    this.pixels = pixels;
    this.labels = labels;
    this.height = height;
    this.width = width;
    this.fill = fill;
    this.seed = seed;
    this.firstIndex = firstIndex;
    this.indices = indices;
  }

  /** Number of images. */
  public int size() {
    return labels.length;
  }

  /** Image {@code i}; changing its pixels changes the batch. */
  public TrainingImage image(int i) {
    return new TrainingImage(pixels, i * (pixels.length / labels.length), height, width, fill);
  }

  /** The class index of image {@code i}. */
  public int label(int i) {
    return labels[i];
  }

  /** The random stream of image {@code i}, at its start: it depends on (seed, epoch, image) and its name alone. */
  public SplittableRandom random(String stream, int i) {
    return RandomStreams.of(seed, stream, firstIndex + i);
  }

  /** The epoch that the batch is of, counted from 1. */
  public int epoch() {
    return (int) (firstIndex >>> 32);
  }

  /** The random stream of image {@code i} that is the same in all epochs, at its start. */
  public SplittableRandom lastingRandom(String stream, int i) {
    return RandomStreams.of(seed, stream, indices[i]);
  }

  /**
   * Gives each image a second label.
   *
   * @param labels one class index an image
   * @param shares of the second label in the image's target, each in [0, 1]
   * @throws IllegalStateException where the images have second labels already
   */
  public void setSecondLabels(int[] labels, float[] shares) {
    if (secondLabels != null) throw new IllegalStateException("only one augmentation can mix labels");
    secondLabels = labels;
    secondShares = shares;
  }

  Batch finished() {
    return new Batch(pixels, labels, secondLabels, secondShares);
  }
}
