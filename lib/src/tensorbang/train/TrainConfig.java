package tensorbang.train;

import java.util.Locale;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.data.Augmentation;
import tensorbang.nets.NetOptions;
import tensorbang.nets.Nets;
import tensorbang.nn.Net;
import tensorbang.tf.Precision;
import tensorbang.train.optim.MomentumSgd;

/**
 * All that decides what a training run comes to, but the machine.
 *
 * @param net a name of {@link tensorbang.nets.Nets}
 * @param netOptions all that can be chosen within it; what is not given is filled in
 * @param dataset a name of {@link tensorbang.data.sets.Datasets}, never {@code auto}
 * @param limit train and test on the first so many images; 0 for all
 * @param seed of initial weights, order, augmentation and dropout
 * @param lr base learning rate, for the mean loss of a batch
 * @param weightDecay times the weight is added to each kernel's gradient (an L2 penalty of half of it)
 * @param l1 times the weight's sign, likewise
 * @param loss see {@link Loss#parse}
 * @param schedule a label of {@link Schedule}
 * @param augment see {@link Augmentation#parse}
 * @param precision a name of {@link Precision} in lower case
 */
public record TrainConfig(
    String net, NetOptions netOptions, String dataset, int limit, long seed, int epochs, int batchSize, double lr,
    double momentum, boolean nesterov, double weightDecay, double l1, String loss, double labelSmoothing,
    String schedule, String augment, String precision) {
  /** The recipe of the convnet on CIFAR-10. */
  public static final TrainConfig DEFAULTS =
      new TrainConfig(
          "convnet", NetOptions.NONE, "cifar10", 0, 42, 15, 128, 0.15, 0.9, true, 5e-4, 0, "cross-entropy", 0.1,
          "one-cycle", "crop,flip", "float32");

  /** @throws InputException naming the first option that is out of range */
  public TrainConfig {
    netOptions = Nets.options(net, netOptions == null ? NetOptions.NONE : netOptions);
    atLeast("--limit", limit, 0);
    atLeast("--epochs", epochs, 1);
    atLeast("--batch-size", batchSize, 1);
    positive("--lr", lr);
    within("--momentum", momentum, 1);
    within("--weight-decay", weightDecay, Double.MAX_VALUE);
    within("--l1", l1, Double.MAX_VALUE);
    within("--label-smoothing", labelSmoothing, 1);
    if (nesterov && momentum == 0) nesterov = false;
    Loss.parse(loss, labelSmoothing);
    Schedule.parse(schedule);
    augment = Augmentation.parse(augment).toString();
    precision = precision.toLowerCase(Locale.ROOT);
    Precision.parse(precision);
  }

  /**
   * This configuration with another value of one setting.
   *
   * @param setting its name in JSON, for example {@code weight_decay}
   * @throws InputException if there is no such setting, or the value is out of range
   */
  public TrainConfig with(String setting, Object value) {
    return Json.with(this, setting, value);
  }

  /** The network for {@code classes} classes. */
  public Net createNet(int classes) {
    return Nets.create(net, netOptions, classes);
  }

  Loss parsedLoss() {
    return Loss.parse(loss, labelSmoothing);
  }

  Schedule parsedSchedule() {
    return Schedule.parse(schedule);
  }

  Augmentation parsedAugment() {
    return Augmentation.parse(augment);
  }

  Precision parsedPrecision() {
    return Precision.parse(precision);
  }

  MomentumSgd optimizer() {
    return new MomentumSgd(momentum, nesterov, weightDecay, l1);
  }

  private static void atLeast(String option, int value, int least) {
    if (value < least) throw new InputException(option + " " + value + ": must be at least " + least);
  }

  private static void positive(String option, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY))
      throw new InputException(option + " " + value + ": must be a positive number");
  }

  private static void within(String option, double value, double below) {
    if (!(value >= 0 && value < below))
      throw new InputException(
          option + " " + value + ": must be at least 0"
              + (below == Double.MAX_VALUE ? "" : " and below " + (int) below));
  }
}
