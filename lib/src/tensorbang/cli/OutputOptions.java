package tensorbang.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.train.Metrics;
import tensorbang.train.TrainConfig;

/** Where a run's files go, and whether it goes on with an earlier one. */
public final class OutputOptions {
  @Option(
      names = "--out", paramLabel = "DIR",
      description = "Folder for the run's metrics, curves and checkpoint; its last name is the model's, too"
          + " (default: a new one under results, named after network, data and seed).")
  private Path out;

  @Option(names = "--resume", description = "Go on with a run of the same settings that was stopped.")
  private boolean resume;

  @Option(names = "--quiet", description = "No progress, only the result.")
  private boolean quiet;

  /**
   * Folders of one run.
   *
   * @param finished its metrics, where nothing is left to do
   */
  public record Place(Path run, Path model, Metrics finished) {}

  public boolean quiet() {
    return quiet;
  }

  /**
   * Where to run {@code config}.
   *
   * @param name for a new folder
   * @param oneOfMany whether {@code --out} is the parent of several runs' folders
   * @throws InputException if {@code --out} holds a run already and {@code --resume} is not given, or the run there has
   *     other settings
   */
  public Place place(TrainConfig config, String name, boolean oneOfMany) {
    if (out == null) return resume ? resumed(config, name) : fresh(name);
    Path run = oneOfMany ? out.resolve("seed" + config.seed()) : out;
    String model = out.toAbsolutePath().normalize().getFileName() + (oneOfMany ? "-seed" + config.seed() : "");
    if (Files.exists(run.resolve(Metrics.FILE))) {
      if (!resume)
        throw new InputException("--out " + run + ": holds a run already; add --resume, or choose another folder");
      if (!config.equals(Metrics.read(run).config()))
        throw new InputException("--out " + run + ": holds a run with other settings; choose another folder");
    }
    AtomicFile.createFolder(run);
    if (!Files.isWritable(run)) throw new InputException("--out " + run + ": permission denied");
    return at(run, model);
  }

  /** A folder beside the runs of {@code --seeds} for what they have in common. */
  public Path summary(String name) {
    if (out != null) return out;
    return fresh(name).run();
  }

  private static Place fresh(String name) {
    AtomicFile.createFolder(Workspace.results());
    for (int n = 1; ; n++) {
      String numbered = n == 1 ? name : name + "-" + n;
      Path run = Workspace.results().resolve(numbered);
      if (Files.exists(Workspace.models().resolve(numbered))) continue;
      try {
        Files.createDirectory(run);
        return new Place(run, Workspace.models().resolve(numbered), null);
      } catch (FileAlreadyExistsException e) {
        // The next number.
      } catch (IOException e) {
        throw new InputException("cannot create the folder " + run + ": " + AtomicFile.reason(e), e);
      }
    }
  }

  private static Place resumed(TrainConfig config, String name) {
    Path newest = null;
    for (int n = 1; ; n++) {
      String numbered = n == 1 ? name : name + "-" + n;
      Path run = Workspace.results().resolve(numbered);
      if (!Files.exists(run)) break;
      if (Files.exists(run.resolve(Metrics.FILE)) && config.equals(Metrics.read(run).config())) newest = run;
    }
    if (newest != null) return at(newest, newest.getFileName().toString());
    System.err.println("--resume: no earlier run of these settings; starting one");
    return fresh(name);
  }

  private static Place at(Path run, String model) {
    Metrics metrics = Files.exists(run.resolve(Metrics.FILE)) ? Metrics.read(run) : null;
    boolean finished = metrics != null && metrics.status() == Metrics.Status.FINISHED;
    return new Place(run, Workspace.models().resolve(model), finished ? metrics : null);
  }
}
