package tensorbang.experiment.launch;

import java.util.List;
import tensorbang.experiment.settings.Run;

/** Gets runs trained. */
public interface Launcher {
  /**
   * Trains {@code missing}, or sees to it that somebody will.
   *
   * @return the exit code; 0 where all is well
   */
  int launch(List<Run> missing);
}
