package tensorbang.nn;

/**
 * The options of a batch norm, by name: {@code BatchNorm.standard().decay(0.6f).fixedScale(1)}. Without them: a decay of
 * 0.9, and a learned scale that begins at 1.
 *
 * @param decay of the moving averages: so much of the old value is left after a step, in [0, 1)
 * @param scale of the normalised values at the beginning
 * @param learnsScale whether the scale is trained
 */
public record BatchNorm(float decay, float scale, boolean learnsScale) {
  private static final float DECAY = 0.9f;

  public static BatchNorm standard() {
    return new BatchNorm(DECAY, 1, true);
  }

  public BatchNorm decay(float decay) {
    return new BatchNorm(decay, scale, learnsScale);
  }

  /** With the same scale for all channels, which is not trained; the shift is. */
  public BatchNorm fixedScale(float scale) {
    return new BatchNorm(decay, scale, false);
  }
}
