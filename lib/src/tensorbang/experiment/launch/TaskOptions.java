package tensorbang.experiment.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Option;
import tensorbang.cli.ConsoleProgress;
import tensorbang.cli.Interruption;
import tensorbang.cli.MachineOptions;
import tensorbang.cli.Main;
import tensorbang.data.sets.DatasetCache;
import tensorbang.experiment.settings.RunFolder;
import tensorbang.train.Metrics;

/**
 * The options with which an experiment's script trains one of its runs in a process of its own: what {@code --jobs}
 * starts, and each task of a Slurm array. It is the script itself that is started, so that what it registers is known.
 */
public final class TaskOptions {
  private static final String RUN = "--run-task";
  private static final String WITH_PARENT = "--with-parent";

  @Option(
      names = RUN,
      hidden = true,
      paramLabel = "DIR",
      description = "Train the run in this folder, and nothing else.")
  private Path run;

  @Option(
      names = WITH_PARENT,
      hidden = true,
      description = "Stop when standard input ends: the parent process is dead.")
  private boolean withParent;

  /** Whether this process is such a task. */
  public boolean isGiven() {
    return run != null;
  }

  /** The words that turn a script's command into a task; a run's folder is to follow them. */
  static List<String> words(Path data, String device) {
    return List.of("--data", data.toAbsolutePath().toString(), "--device", device, RUN);
  }

  /** The word for a task that ends with its parent. */
  static String withParent() {
    return WITH_PARENT;
  }

  /**
   * Trains the run.
   *
   * @param data folder of data sets
   * @return the exit code
   */
  public int train(Path data, MachineOptions machine) {
    AtomicBoolean orphaned = new AtomicBoolean();
    if (withParent) watchParent(orphaned);
    try (Interruption interruption = new Interruption()) {
      RunTraining training = new RunTraining(
          new DatasetCache(data),
          machine.device(),
          machine.threads(),
          new ConsoleProgress(),
          () -> interruption.requested() || orphaned.get());
      return training.run(new RunFolder(run)) == Metrics.Status.INTERRUPTED ? Main.INTERRUPTED : 0;
    }
  }

  private static void watchParent(AtomicBoolean orphaned) {
    Thread watch = new Thread(
        () -> {
          try {
            while (System.in.read() >= 0) {}
          } catch (IOException e) {
            // As good as its end.
          }
          orphaned.set(true);
        },
        "parent watch");
    watch.setDaemon(true);
    watch.start();
  }
}
