package tensorbang.data;

import java.util.SplittableRandom;

/**
 * An augmentation that mixes each image and its target with the next image of the batch. The order of a batch is random,
 * so its next image is a random one; the last image is mixed with the first.
 */
interface NextImageMix extends Augmentation {
  /**
   * Mixes an image with another one of its size.
   *
   * @param other bytes that hold the other image, not to be changed
   * @param start of the other image in {@code other}
   * @return the share of the other image in the target
   */
  float mix(TrainingImage image, byte[] other, int start, SplittableRandom random);

  @Override
  default boolean mixesLabels() {
    return true;
  }

  /** One image alone has nothing to be mixed with. */
  @Override
  default void apply(TrainingImage image, SplittableRandom random) {}

  @Override
  default void apply(AugmentedBatch batch, String stream) {
    int size = batch.size();
    int[] labels = new int[size];
    float[] shares = new float[size];
    byte[] first = batch.image(0).copy(); // unchanged, for the last image
    for (int i = 0; i < size; i++) {
      int next = (i + 1) % size;
      labels[i] = batch.label(next);
      TrainingImage other = batch.image(next);
      boolean isLast = next == 0;
      shares[i] =
          mix(batch.image(i), isLast ? first : other.pixels(), isLast ? 0 : other.start(), batch.random(stream, i));
    }
    batch.setSecondLabels(labels, shares);
  }
}
