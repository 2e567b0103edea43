package tensorbang.cli;

import java.nio.file.Path;
import tensorbang.InputException;
import tensorbang.report.html.RunIndex;

/** The index of all runs under results. */
public final class AllRuns {
  private AllRuns() {}

  /**
   * Writes the index anew and says where it is. Nothing happens for a run that lies elsewhere; that the index cannot be
   * written is said, and is no reason to fail.
   *
   * @param run the folder of the run, or of the runs, that are new
   */
  public static void update(Path run) {
    Path results = Workspace.results();
    Path there = run.toAbsolutePath().normalize();
    if (!there.startsWith(results.toAbsolutePath().normalize())) return;
    try {
      System.out.println("all runs " + RunIndex.write(results));
    } catch (InputException e) {
      System.err.println("no index of all runs: " + e.getMessage());
    }
  }
}
