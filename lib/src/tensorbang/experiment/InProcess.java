package tensorbang.experiment;

import java.util.List;
import tensorbang.cli.ConsoleProgress;
import tensorbang.cli.Interruption;
import tensorbang.cli.MachineOptions;
import tensorbang.cli.Main;
import tensorbang.train.Metrics;
import tensorbang.train.Progress;

/** One run after the other, here. */
final class InProcess implements Launcher {
  private final Images images;
  private final MachineOptions machine;
  private final boolean quiet;

  InProcess(Images images, MachineOptions machine, boolean quiet) {
    this.images = images;
    this.machine = machine;
    this.quiet = quiet;
  }

  @Override
  public int launch(List<Run> missing) {
    RunLog log = new RunLog(missing.size(), quiet);
    try (Interruption interruption = new Interruption()) {
      Progress progress = quiet ? Progress.NONE : new ConsoleProgress();
      Training training =
          new Training(images, machine.device(), machine.threads(), progress, interruption::requested);
      for (Run run : missing) {
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
