package tensorbang.cli;

import static tensorbang.train.TrainConfig.DEFAULTS;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tensorbang.InputException;
import tensorbang.nets.Nets;
import tensorbang.train.TrainConfig;

/** How to train: the settings that decide a run's outcome. The defaults are the convnet's recipe. */
public final class TrainOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Mixin private NetworkOptions network;

  @Option(names = "--epochs", paramLabel = "N", description = "Passes over the training set (default: ${DEFAULT-VALUE}).")
  private int epochs = DEFAULTS.epochs();

  @Option(names = "--batch-size", paramLabel = "N", description = "Images a step (default: ${DEFAULT-VALUE}).")
  private int batchSize = DEFAULTS.batchSize();

  @Option(
      names = "--lr", paramLabel = "RATE",
      description = {
        "Base learning rate (default: ${DEFAULT-VALUE}; with train.java a tenth of that for a network without batch norm)."
      })
  private double lr = DEFAULTS.lr();

  @Option(
      names = "--schedule", paramLabel = "NAME",
      description = "constant, step, cosine or one-cycle (default: ${DEFAULT-VALUE}).")
  private String schedule = DEFAULTS.schedule();

  @Option(names = "--momentum", paramLabel = "M", description = "In [0, 1) (default: ${DEFAULT-VALUE}).")
  private double momentum = DEFAULTS.momentum();

  @Option(
      names = "--nesterov", negatable = true, defaultValue = "true", fallbackValue = "true",
      description = "Nesterov's momentum, or with --no-nesterov the plain one (default: ${DEFAULT-VALUE}).")
  private boolean nesterov;

  @Option(
      names = "--weight-decay", paramLabel = "L2",
      description = "Times the weight goes into each kernel's gradient (default: ${DEFAULT-VALUE}).")
  private double weightDecay = DEFAULTS.weightDecay();

  @Option(
      names = "--l1", paramLabel = "L1",
      description = "Times the weight's sign goes into each kernel's gradient (default: ${DEFAULT-VALUE}).")
  private double l1 = DEFAULTS.l1();

  @Option(
      names = "--loss", paramLabel = "NAME",
      description = "cross-entropy, focal or focal:GAMMA (default: ${DEFAULT-VALUE}).")
  private String loss = DEFAULTS.loss();

  @Option(
      names = "--label-smoothing", paramLabel = "S",
      description = "Share of the target spread over all classes, in [0, 1) (default: ${DEFAULT-VALUE}).")
  private double labelSmoothing = DEFAULTS.labelSmoothing();

  @Option(
      names = "--augment", paramLabel = "LIST",
      description = "Any of crop, flip, cutout, separated by commas, or none (default: ${DEFAULT-VALUE}).")
  private String augment = DEFAULTS.augment();

  @Option(
      names = "--precision", paramLabel = "NAME",
      description = {
        "float32, or bfloat16 for processors with AVX512-BF16 or AMX and for GPUs (default: ${DEFAULT-VALUE})."
      })
  private String precision = DEFAULTS.precision();

  @Option(
      names = "--seed", paramLabel = "N",
      description = "Decides initial weights, order, augmentation and dropout (default: 42).")
  private Long seed;

  @Option(
      names = "--seeds", paramLabel = "N,N,…", split = ",", hideParamSyntax = true,
      description = "Train once for each, and report mean and standard deviation.")
  private long[] seeds;

  /** One seed, or those of {@code --seeds}. */
  public List<Long> seeds() {
    if (seeds == null) return List.of(seed == null ? 42L : seed);
    if (seed != null) throw new InputException("--seed and --seeds: give one of them");
    List<Long> all = Arrays.stream(seeds).boxed().toList();
    if (all.stream().distinct().count() < all.size()) throw new InputException("--seeds: a seed is named twice");
    return all;
  }

  /**
   * The configuration for one of {@link #seeds}.
   *
   * @throws InputException naming the first option that is out of range
   */
  public TrainConfig config(String dataset, int limit, long seed) {
    return new TrainConfig(
        network.net(), network.options(), dataset, limit, seed, epochs, batchSize, rate(), momentum, nesterov,
        weightDecay, l1, loss, labelSmoothing, schedule, augment, precision);
  }

  /** As given, or what networks of this kind learn at. */
  private double rate() {
    boolean given = command.commandLine().getParseResult().hasMatchedOption("--lr");
    return given || Nets.hasBatchNorm(network.net(), network.options()) ? lr : lr / 10;
  }
}
