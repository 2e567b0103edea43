package tensorbang.data;

/**
 * Images for one training step. Its arrays are not written to again.
 *
 * <p>Where images were mixed (mixup, CutMix), image i's target is a distribution over two classes: {@code 1 - secondShares[i]}
 * on {@code labels[i]} and {@code secondShares[i]} on {@code secondLabels[i]}, which may be the same class. Its loss is
 * the same weighted mean of the losses for the two labels.
 *
 * @param pixels size x height x width x channels unsigned bytes, NHWC
 * @param labels one class index an image
 * @param secondLabels one class index an image, or null where nothing was mixed
 * @param secondShares of the second label in the target, each in [0, 1], or null where nothing was mixed
 */
public record Batch(byte[] pixels, int[] labels, int[] secondLabels, float[] secondShares) {
  /** A batch of which every image has one label. */
  public Batch(byte[] pixels, int[] labels) {
    this(pixels, labels, null, null);
  }

  /** Number of images. */
  public int size() {
    return labels.length;
  }

  /** Whether images have second labels. */
  public boolean isMixed() {
    return secondLabels != null;
  }
}
