package tensorbang.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.model.ModelFolder;
import tensorbang.train.Metrics;
import tensorbang.train.TrainConfig;
import tensorbang.train.TrainingRun;

/** Where a run's files go, and whether it goes on with an earlier one. */
public final class OutputOptions {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the run's metrics, curves and checkpoint and, in its folder " + ModelFolder.IN_RUN
          + ", the model (default: new ones under results and models, named after network, data and seed).")
  private Path out;

  @Option(names = "--resume", description = "Go on with a run of the same settings that was stopped.")
  private boolean resume;

  @Option(names = "--quiet", description = "No progress, only the result.")
  private boolean quiet;

  @Option(
      names = "--tensorboard",
      description = "Write event files for TensorBoard into the run's folder: tensorboard --logdir results.")
  private boolean tensorBoard;

  @Option(names = "--live", description = "Show the curves in a window as they grow; it closes when the training ends.")
  private boolean live;

  public boolean quiet() {
    return quiet;
  }

  /** Whether the curves are shown in a window while they grow. */
  public boolean live() {
    return live;
  }

  public boolean tensorBoard() {
    return tensorBoard;
  }

  /**
   * Finds out what is wrong with {@code --out} before anything is loaded.
   *
   * @param seeds of the runs
   * @throws InputException if it cannot be written, or holds a run already and {@code --resume} is not given
   */
  void check(List<Long> seeds) {
    if (out == null) return;
    Destination.checkFolder("out", out);
    for (long seed : seeds) refuseRun(run(seed, seeds.size() > 1));
  }

  private void refuseRun(Path run) {
    if (TrainingRun.existsIn(run) && !resume)
      throw new InputException("--out " + run + ": holds a run already; add --resume, or choose another folder");
  }

  private Path run(long seed, boolean oneOfMany) {
    return oneOfMany ? out.resolve("seed" + seed) : out;
  }

  /**
   * Where to run {@code config}.
   *
   * @param name for a new folder
   * @param oneOfMany whether {@code --out} is the parent of several runs' folders
   * @throws InputException if {@code --out} holds a run already and {@code --resume} is not given, or the run there has
   *     other settings
   */
  public RunPaths paths(TrainConfig config, String name, boolean oneOfMany) {
    if (out == null) return resume ? resumed(config, name) : RunPaths.fresh(name);
    Path run = run(config.seed(), oneOfMany);
    refuseRun(run);
    if (Metrics.existIn(run) && !config.equals(Metrics.read(run).config()))
      throw new InputException("--out " + run + ": holds a run with other settings; choose another folder");
    AtomicFile.createFolder(run);
    if (!Files.isWritable(run)) throw new InputException("--out " + run + ": permission denied");
    return RunPaths.in(run);
  }

  /** A folder beside the runs of {@code --seeds} for what they have in common. */
  public Path summary(String name) {
    return out != null ? out : RunPaths.fresh(name).run();
  }

  private static RunPaths resumed(TrainConfig config, String name) {
    RunPaths newest = RunPaths.newest(
        name,
        run -> Files.exists(run.resolve(Metrics.FILE))
            && config.equals(Metrics.read(run).config()));
    if (newest != null) return newest;
    System.err.println("--resume: no earlier run of these settings; starting one");
    return RunPaths.fresh(name);
  }
}
