package tensorbang.experiment;

import java.util.List;

/** Gets runs trained. */
interface Launcher {
  /**
   * Trains {@code missing}, or sees to it that somebody will.
   *
   * @return the exit code; 0 where all is well
   */
  int launch(List<Run> missing);
}
