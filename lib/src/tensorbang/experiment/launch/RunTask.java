package tensorbang.experiment.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tensorbang.cli.ConsoleProgress;
import tensorbang.cli.Interruption;
import tensorbang.cli.MachineOptions;
import tensorbang.cli.Main;
import tensorbang.data.sets.DatasetCache;
import tensorbang.experiment.settings.RunFolder;
import tensorbang.train.Metrics;

/** A process that trains one run: what {@code --jobs} starts, and each task of a Slurm array. */
@Command(name = "run", sortOptions = false, description = "Trains one run of an experiment.")
public final class RunTask implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  private Path run;

  @Option(names = "--data", paramLabel = "DIR", required = true, description = "Folder of data sets.")
  private Path data;

  @Option(names = "--with-parent", description = "Stop when standard input ends, as it does when the parent dies.")
  private boolean withParent;

  @Mixin private MachineOptions machine;

  public static void main(String... arguments) {
    Main.run(new RunTask(), arguments);
  }

  @Override
  public Integer call() {
    AtomicBoolean orphaned = new AtomicBoolean();
    if (withParent) watchParent(orphaned);
    try (Interruption interruption = new Interruption()) {
      RunTraining training =
          new RunTraining(
              new DatasetCache(data), machine.device(), machine.threads(), new ConsoleProgress(),
              () -> interruption.requested() || orphaned.get());
      return training.run(new RunFolder(run)) == Metrics.Status.INTERRUPTED ? Main.INTERRUPTED : 0;
    }
  }

  private static void watchParent(AtomicBoolean orphaned) {
    Thread watch =
        new Thread(
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
