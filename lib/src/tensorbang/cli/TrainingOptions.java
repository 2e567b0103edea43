package tensorbang.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import tensorbang.FolderLock;
import tensorbang.InputException;
import tensorbang.cost.NetCost;
import tensorbang.data.Dataset;
import tensorbang.data.ImageSet;
import tensorbang.data.sets.DatasetRequest;
import tensorbang.data.sets.Datasets;
import tensorbang.report.Display;
import tensorbang.report.LayerTable;
import tensorbang.report.LiveCurves;
import tensorbang.settings.Settings;
import tensorbang.train.Epoch;
import tensorbang.train.Metrics;
import tensorbang.train.Progress;
import tensorbang.train.RunContext;
import tensorbang.train.TrainConfig;

/**
 * The options of a script that trains, and all that happens around a training: data, folders, progress, Ctrl-C, one
 * training a seed, and what is printed and drawn at the end.
 */
public final class TrainingOptions {
  /** One training. */
  @FunctionalInterface
  public interface Training {
    /** @param data what {@code config} asks for */
    Metrics run(TrainConfig config, Dataset data, RunContext context);
  }

  @Mixin
  private TrainOptions train;

  @Mixin
  private DataOptions data = new DataOptions();

  @Mixin
  private MachineOptions machine = new MachineOptions();

  @Mixin
  private OutputOptions output = new OutputOptions();

  /** @param recipe the script's defaults, where they differ from those of {@link TrainConfig} */
  public TrainingOptions(Settings recipe) {
    train = new TrainOptions(recipe);
  }

  /**
   * Trains once for each seed.
   *
   * @return the exit code
   */
  public int run(Training training) {
    List<Long> seeds = train.seeds();
    TrainConfig asked = train.config(train.dataset(), seeds.get(0));
    DatasetRequest request = asked.data();
    machine.threads();
    output.check(seeds);
    if (output.live() && !Display.allowWindows())
      throw new InputException(
          "--live: there is no display that answers, or this Java has no windows; --tensorboard shows curves in a"
              + " browser");
    Datasets.check(request.dataset());
    asked.precision().check(machine.device().resolve());
    Dataset dataset = Datasets.load(request, data.folder(request.dataset()), System.err);
    train.config(dataset.name(), seeds.get(0)).check(dataset);

    List<TrainingReport.Run> runs = new ArrayList<>();
    for (long seed : seeds) {
      TrainConfig config = train.config(dataset.name(), seed);
      String name = config.net() + "-" + config.dataset() + "-seed" + config.seed();
      // A network that does not fit the data is refused before there is a folder.
      String layers = runs.isEmpty() ? layers(config, dataset) : "";
      RunPaths paths = output.paths(config, name, seeds.size() > 1);
      Metrics metrics;
      try (FolderLock lock = FolderLock.acquire(paths.run())) {
        if (runs.isEmpty() && !output.quiet()) System.err.println(layers);
        metrics = finished(paths);
        if (metrics == null) metrics = train(training, config, dataset, paths);
        TrainingReport.write(config, metrics, paths);
      }
      runs.add(new TrainingReport.Run(config, metrics));
      boolean isFinished = metrics.status() == Metrics.Status.FINISHED;
      if (isFinished && runs.size() == seeds.size() && runs.size() > 1)
        TrainingReport.writeSummary(runs, output::summary);
      if (!isFinished || runs.size() == seeds.size()) AllRuns.update(paths.run());
      if (metrics.status() == Metrics.Status.INTERRUPTED) return Main.INTERRUPTED;
      if (metrics.status() == Metrics.Status.DIVERGED) return 1;
    }
    return 0;
  }

  private Metrics train(Training training, TrainConfig config, Dataset dataset, RunPaths paths) {
    Progress console = output.quiet() ? Progress.NONE : new ConsoleProgress();
    Progress progress = output.live() ? live(console, config, paths) : console;
    try (Interruption interruption = new Interruption()) {
      Metrics metrics = training.run(
          config,
          dataset,
          new RunContext(
              paths.run(),
              paths.model(),
              machine.device(),
              machine.threads(),
              progress,
              interruption::requested,
              output.tensorBoard()));
      if (metrics.status() == Metrics.Status.INTERRUPTED)
        System.err.println("interrupted; go on with the same command and --resume");
      return metrics;
    }
  }

  private static Progress live(Progress console, TrainConfig config, RunPaths paths) {
    List<Epoch> done = Metrics.existIn(paths.run()) ? Metrics.read(paths.run()).epochs() : List.of();
    String title = TrainingReport.title(config, ", seed " + config.seed());
    return new LiveCurves(console, title, config.net(), config.trainingLoss(), done);
  }

  /** The metrics of a run in which nothing is left to do, or null. */
  private static Metrics finished(RunPaths paths) {
    if (!Metrics.existIn(paths.run())) return null;
    Metrics metrics = Metrics.read(paths.run());
    return metrics.status() == Metrics.Status.FINISHED ? metrics : null;
  }

  private static String layers(TrainConfig config, Dataset dataset) {
    int classes = dataset.classes().size();
    ImageSet images = dataset.train();
    return LayerTable.of(NetCost.of(
        config.net(),
        config.netOptions(),
        classes,
        config.network(classes),
        images.height(),
        images.width(),
        images.channels()));
  }
}
