package tensorbang.experiment.settings;

import java.util.Map;
import tensorbang.train.TrainConfig;

/**
 * What the experiments on SimpleNN start from. The network is as the lab gives it; so are batches of 128, momentum 0.9,
 * an L2 penalty of 1e-4, a rate of 0.01 that stays, and 30 epochs.
 */
public final class SimpleNNLab {
  /** As given: neither augmentation nor batch norm. */
  public static final TrainConfig GIVEN =
      Settings.change(
          TrainConfig.DEFAULTS,
          Map.of(
              "net", "simplenn", "epochs", 30, "batch_size", 128, "lr", 0.01, "momentum", 0.9, "nesterov", false,
              "weight_decay", 1e-4, "label_smoothing", 0, "schedule", "constant"))
          .with("augment", "none");

  /** With crop and flip. */
  public static final TrainConfig AUGMENTED = GIVEN.with("augment", "crop,flip");

  /** With crop and flip, and batch norm after each convolution. */
  public static final TrainConfig BATCH_NORM = Settings.change(AUGMENTED, Map.of("batch_norm", true));

  private SimpleNNLab() {}
}
