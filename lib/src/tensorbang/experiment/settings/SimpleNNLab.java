package tensorbang.experiment.settings;

import tensorbang.settings.Settings;

/**
 * What the experiments on SimpleNN start from. The network is as the lab gives it; so are batches of 128, momentum 0.9,
 * an L2 penalty of 1e-4, a constant rate of 0.01, and 30 epochs.
 */
public final class SimpleNNLab {
  /** As given: neither augmentation nor batch norm. */
  public static final Settings GIVEN = Settings.NONE
      .set("net", "simplenn")
      .set("epochs", 30)
      .set("batch_size", 128)
      .set("lr", 0.01)
      .set("momentum", 0.9)
      .set("nesterov", false)
      .set("weight_decay", 1e-4)
      .set("label_smoothing", 0)
      .set("schedule", "constant")
      .set("augment", "none");

  /** With crop and flip. */
  public static final Settings AUGMENTED = GIVEN.set("augment", "crop,flip");

  /** With crop and flip, and batch norm after each convolution. */
  public static final Settings BATCH_NORM = AUGMENTED.set("batch_norm", true);

  private SimpleNNLab() {}
}
