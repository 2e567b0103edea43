package tensorbang.experiment.launch;

import java.util.List;
import tensorbang.cli.ConsoleProgress;
import tensorbang.cli.Interruption;
import tensorbang.cli.MachineOptions;
import tensorbang.cli.Main;
import tensorbang.data.sets.DatasetCache;
import tensorbang.experiment.settings.Run;
import tensorbang.train.Metrics;
import tensorbang.train.Progress;

/** One run after the other, here. */
public final class InProcess implements Launcher {
  private final DatasetCache images;
  private final MachineOptions machine;
  private final boolean quiet;

  public InProcess(DatasetCache images, MachineOptions machine, boolean quiet) {
    this.images = images;
    this.machine = machine;
    this.quiet = quiet;
  }

  @Override
  public int launch(List<Run> missing) {
    RunLog log = new RunLog(missing.size(), quiet);
    try (Interruption interruption = new Interruption()) {
      Progress progress = quiet ? Progress.NONE : new ConsoleProgress();
      RunTraining training =
          new RunTraining(images, machine.device(), machine.threads(), progress, interruption::requested);
      for (Run run : missing) {
        images.get(run.config().data()); // what cannot be read is reported before there is a folder
        log.starts(run);
        run.folder().create(run.config());
        if (training.run(run.folder()) == Metrics.Status.INTERRUPTED) {
          log.interrupted();
          return Main.INTERRUPTED;
        }
        log.ended(run);
      }
    }
    return 0;
  }
}
