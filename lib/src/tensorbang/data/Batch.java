package tensorbang.data;

/**
 * Images for one training step. Whoever takes it owns it: nothing writes to the arrays again.
 *
 * @param pixels size x height x width x channels unsigned bytes, NHWC
 * @param labels one class index an image
 */
public record Batch(byte[] pixels, int[] labels) {
  /** Number of images. */
  public int size() {
    return labels.length;
  }
}
