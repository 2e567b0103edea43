package tensorbang.experiment.settings;

import tensorbang.settings.Settings;

/**
 * What the experiments on the 18-layer networks start from: CIFAR-100, 12 epochs with one cycle up to the rate 0.1,
 * batches of 128, Nesterov's momentum 0.9, an L2 penalty of 5e-4, label smoothing 0.1, crop and flip, bfloat16.
 */
public final class Networks18 {
  public static final String DATASET = "cifar100";

  public static final Settings RECIPE = Settings.NONE
      .set("net", "resnet18")
      .set("epochs", 12)
      .set("batch_size", 128)
      .set("lr", 0.1)
      .set("momentum", 0.9)
      .set("nesterov", true)
      .set("weight_decay", 5e-4)
      .set("label_smoothing", 0.1)
      .set("schedule", "one-cycle")
      .set("augment", "crop,flip")
      .set("precision", "bfloat16");

  private Networks18() {}
}
