package tensorbang.experiment.launch;

import java.util.Locale;
import tensorbang.experiment.settings.Run;
import tensorbang.train.Metrics;

/** A line on standard error for every run that starts or ends. */
final class RunLog {
  private final int total;
  private final boolean quiet;
  private int ended;

  RunLog(int total, boolean quiet) {
    this.total = total;
    this.quiet = quiet;
  }

  synchronized void starts(Run run) {
    say("%s: %s", run.name(), run.folder().metrics() == null ? "starts" : "goes on");
  }

  synchronized void ended(Run run) {
    ended++;
    Metrics metrics = run.folder().metrics();
    String count = "[" + ended + "/" + total + "] " + run.name();
    int epochs = metrics.epochs().size();
    if (metrics.status() == Metrics.Status.DIVERGED) say("%s: diverged in epoch %d", count, epochs + 1);
    else
      say(
          "%s: test accuracy %.2f %% after %d epochs",
          count, 100 * metrics.last().testAccuracy(), epochs);
  }

  /** Printed even with --quiet. */
  synchronized void failed(Run run, String how) {
    ended++;
    System.err.printf(Locale.ROOT, "[%d/%d] %s: %s%n", ended, total, run.name(), how);
  }

  void interrupted() {
    System.err.println("interrupted; the same command goes on from here");
  }

  private void say(String format, Object... arguments) {
    if (!quiet) System.err.printf(Locale.ROOT, format + "%n", arguments);
  }
}
