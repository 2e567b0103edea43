package tensorbang.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tensorbang.InputException;
import tensorbang.data.Dataset;
import tensorbang.model.ModelFolder;
import tensorbang.report.TrainingCurves;
import tensorbang.scratch.Networks;
import tensorbang.scratch.Parallel;
import tensorbang.scratch.run.ScratchConfig;
import tensorbang.scratch.run.ScratchMetrics;
import tensorbang.tf.Device;
import tensorbang.train.Epoch;
import tensorbang.train.Metrics;
import tensorbang.train.Progress;
import tensorbang.train.RunContext;
import tensorbang.train.Schedule;

/**
 * The options of a script that trains in plain Java, and all that happens around its training: data, folders, progress,
 * Ctrl-C, and what is printed and drawn at the end.
 */
public final class ScratchOptions {
  /** One training. */
  @FunctionalInterface
  public interface Training {
    /** @param data already limited to what {@code config} asks for */
    ScratchMetrics run(ScratchConfig config, Dataset data, RunContext context);
  }

  @Option(
      names = "--net",
      paramLabel = "NAME",
      defaultValue = "simplenn",
      description = "Network: simplenn, light, vanillacnn or twolayer (default: ${DEFAULT-VALUE}).")
  private String net;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "40",
      description = "Passes over the training set (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "10",
      description = "Images a step (default: ${DEFAULT-VALUE}).")
  private int batchSize;

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      defaultValue = "sgd",
      description = "sgd, nesterov or adam (default: ${DEFAULT-VALUE}).")
  private String optimizer;

  @Option(
      names = "--lr",
      paramLabel = "RATE",
      defaultValue = "0.01",
      description = "Base learning rate (default: ${DEFAULT-VALUE}).")
  private double lr;

  @Option(
      names = "--momentum",
      paramLabel = "M",
      defaultValue = "0.9",
      description = "In [0, 1); of adam, the decay of the mean (default: ${DEFAULT-VALUE}).")
  private double momentum;

  @Option(
      names = "--weight-decay",
      paramLabel = "L2",
      defaultValue = "0",
      description = "Times the weight is added to each kernel's gradient (default: ${DEFAULT-VALUE}).")
  private double weightDecay;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      defaultValue = "constant",
      description = "constant, step, cosine or one-cycle (default: ${DEFAULT-VALUE}).")
  private String schedule;

  @Option(
      names = "--augment",
      paramLabel = "LIST",
      defaultValue = "none",
      description = "Any of crop, flip, cutout, separated by commas, or none (default: ${DEFAULT-VALUE}).")
  private String augment;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Of initial weights, order and augmentation (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin
  private DatasetOptions data;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads at work, which do not change the result (default: the processors there are, at most 16).")
  private Integer threads;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder for metrics, curves and, in its folder " + ModelFolder.IN_RUN + ", the trained network (default:"
              + " new ones under results and models, named after network, data and seed).")
  private Path out;

  @Option(names = "--quiet", description = "No progress, only the result.")
  private boolean quiet;

  /**
   * Trains.
   *
   * @return the exit code
   */
  public int run(Training training) {
    ScratchConfig asked = new ScratchConfig(
        net,
        data.name(),
        data.limit(),
        seed,
        epochs,
        batchSize,
        optimizer,
        false,
        lr,
        momentum,
        weightDecay,
        Schedule.parse(schedule),
        augment);
    if (threads != null) {
      if (threads < 1 || threads > 1024) throw InputException.of("threads", threads, "must be 1 to 1024");
      Parallel.setThreads(threads);
    }
    Destination.checkFolder("out", out);
    if (out != null && Files.exists(out.resolve(Metrics.FILE)))
      throw InputException.of("out", out, "holds a run already; choose another folder");
    Dataset whole = data.load();
    int height = whole.train().height();
    int width = whole.train().width();
    if (height != Networks.SIDE || width != Networks.SIDE)
      throw new InputException("the networks in plain Java take images of " + Networks.SIDE + " x " + Networks.SIDE
          + " pixels, not of " + height + " x " + width + ": choose another --dataset");
    Dataset dataset = whole.limit(data.limit());
    ScratchConfig config = asked.on(whole.name());
    RunPaths paths =
        out != null ? RunPaths.in(out) : RunPaths.fresh("scratch-" + net + "-" + config.dataset() + "-seed" + seed);
    ScratchMetrics metrics = train(training, config, dataset, paths);
    if (metrics.status() == Metrics.Status.INTERRUPTED) return Main.INTERRUPTED;
    if (metrics.status() == Metrics.Status.DIVERGED) {
      System.err.println("the loss is no longer a number: try a lower --lr, or a --schedule that warms up");
      return 1;
    }
    report(metrics, dataset, paths);
    return 0;
  }

  private ScratchMetrics train(Training training, ScratchConfig config, Dataset dataset, RunPaths paths) {
    Progress progress = quiet ? Progress.NONE : new ConsoleProgress();
    try (Interruption interruption = new Interruption()) {
      return training.run(
          config,
          dataset,
          new RunContext(
              paths.run(), paths.model(), Device.CPU, Parallel.threads(), progress, interruption::requested));
    }
  }

  private static void report(ScratchMetrics metrics, Dataset dataset, RunPaths paths) {
    ScratchConfig config = metrics.config();
    Path png = paths.run().resolve("curves.png");
    Path svg = paths.run().resolve("curves.svg");
    String images = (config.limit() == 0 ? "" : dataset.train().size() + " images of ") + config.dataset();
    TrainingCurves.write(
        config.net() + " in plain Java on " + images,
        List.of(new TrainingCurves.Run(config.net(), metrics.epochs())),
        png,
        svg);
    Epoch last = metrics.epochs().get(metrics.epochs().size() - 1);
    System.out.printf(
        Locale.ROOT,
        "training accuracy %.2f %%, test accuracy %.2f %% after epoch %d%n",
        100 * last.trainAccuracy(),
        100 * last.testAccuracy(),
        last.epoch());
    System.out.println("model    " + paths.model());
    System.out.println("metrics  " + paths.run().resolve(Metrics.FILE));
    System.out.println("curves   " + png + ", " + svg);
    AllRuns.update(paths.run());
  }
}
