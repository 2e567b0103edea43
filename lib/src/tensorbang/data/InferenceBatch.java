package tensorbang.data;

/** How many images a network is given at once where it learns nothing from them. */
public final class InferenceBatch {
  private static final int CIFAR_BYTES = 32 * 32 * 3;

  private InferenceBatch() {}

  /**
   * The size of a batch that needs as much memory as one of {@code most} images of CIFAR; at least 1.
   *
   * @param most for images of CIFAR's size and smaller ones
   * @param imageBytes height x width x channels
   */
  public static int size(int most, int imageBytes) {
    return (int) Math.max(1, Math.min(most, (long) most * CIFAR_BYTES / imageBytes));
  }
}
