package tensorbang.scratch.run;

import java.util.List;
import tensorbang.InputException;
import tensorbang.Suggestion;
import tensorbang.data.Augmentation;
import tensorbang.scratch.Adam;
import tensorbang.scratch.Networks;
import tensorbang.scratch.Optimizer;
import tensorbang.scratch.Parameter;
import tensorbang.scratch.Sgd;
import tensorbang.train.Schedule;

/**
 * All that decides the outcome of a training in plain Java.
 *
 * @param net a name of {@link Networks}
 * @param limit trains and tests on the first {@code limit} images only; 0 is all
 * @param optimizer {@code sgd} or {@code adam}; {@code nesterov} is read as sgd with Nesterov's momentum
 * @param nesterov whether the momentum of sgd is Nesterov's
 * @param lr base learning rate
 * @param momentum in [0, 1); of Adam, the decay β₁ of the mean
 * @param weightDecay times the weight is added to each kernel's gradient
 * @param augment a label of {@link Augmentation}
 */
public record ScratchConfig(
    String net,
    String dataset,
    int limit,
    long seed,
    int epochs,
    int batchSize,
    String optimizer,
    boolean nesterov,
    double lr,
    double momentum,
    double weightDecay,
    Schedule schedule,
    String augment) {
  /** @throws InputException where a setting is out of range */
  public ScratchConfig {
    if (!Networks.names().contains(net))
      throw InputException.of(
          "net",
          net,
          "expected one of " + String.join(", ", Networks.names()) + Suggestion.didYouMean(net, Networks.names()));
    require(limit >= 0, "limit", limit, "must be at least 0");
    require(epochs >= 1, "epochs", epochs, "must be at least 1");
    require(batchSize >= 1, "batch_size", batchSize, "must be at least 1");
    require(
        List.of("sgd", "nesterov", "adam").contains(optimizer),
        "optimizer",
        optimizer,
        "expected sgd, nesterov or adam");
    nesterov |= optimizer.equals("nesterov");
    if (nesterov) optimizer = "sgd";
    require(lr > 0 && Double.isFinite(lr), "lr", lr, "must be a positive number");
    require(momentum >= 0 && momentum < 1, "momentum", momentum, "must be at least 0 and below 1");
    require(weightDecay >= 0 && Double.isFinite(weightDecay), "weight_decay", weightDecay, "must be at least 0");
    Augmentation augmentation = Augmentation.parse(augment);
    require(
        !augmentation.mixesLabels(),
        "augment",
        augment,
        "mixed labels are not supported here; leave mixup and cutmix out");
    augment = augmentation.toString();
  }

  private static void require(boolean right, String setting, Object value, String complaint) {
    if (!right) throw InputException.of(setting, value, complaint);
  }

  /** The same training on the data set that was loaded. */
  public ScratchConfig on(String loaded) {
    return new ScratchConfig(
        net, loaded, limit, seed, epochs, batchSize, optimizer, nesterov, lr, momentum, weightDecay, schedule, augment);
  }

  /** What changes the parameters. */
  public Optimizer createOptimizer(List<Parameter> parameters) {
    return optimizer.equals("adam")
        ? new Adam(parameters, momentum, 0.999, 1e-8, weightDecay)
        : new Sgd(parameters, momentum, weightDecay, nesterov);
  }

  /** What changes training images. */
  public Augmentation augmentation() {
    return Augmentation.parse(augment);
  }
}
