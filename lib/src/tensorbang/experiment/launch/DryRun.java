package tensorbang.experiment.launch;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import tensorbang.experiment.settings.Run;
import tensorbang.report.TextTable;
import tensorbang.train.Metrics;

/** What would run, and about how long. */
public final class DryRun {
  private DryRun() {}

  public static String of(List<Run> runs) {
    RunTimeEstimate estimate = RunTimeEstimate.of(runs);
    TextTable table = new TextTable(
        TextTable.left("run").unwrapped(),
        TextTable.left("state").unwrapped(),
        TextTable.right("to go"),
        TextTable.left("folder").unwrapped());
    int done = 0;
    int unknown = 0;
    double seconds = 0;
    for (Run run : runs) {
      boolean isDone = run.folder().isDone();
      OptionalDouble left = isDone ? OptionalDouble.of(0) : estimate.secondsLeft(run);
      if (isDone) done++;
      else if (left.isEmpty()) unknown++;
      seconds += left.orElse(0);
      String toGo = isDone ? null : left.isEmpty() ? "?" : time(left.getAsDouble());
      table.row(run.name(), state(run), toGo, run.folder().path());
    }
    int toRun = runs.size() - done;
    table.footer(Run.count(runs.size()) + ": " + done + " done, " + toRun + " to run");
    if (unknown < toRun)
      table.footer("about " + time(seconds)
          + " one after the other, at the speed so far and without the tests after each epoch");
    if (unknown > 0) table.footer("? for " + unknown + " no run of the same network has been made here yet");
    return table.toString(Integer.MAX_VALUE); // a folder's path is not broken
  }

  private static String state(Run run) {
    Metrics metrics = run.folder().metrics();
    if (metrics == null) return "to start";
    int epochs = metrics.epochs().size();
    return switch (metrics.status()) {
      case FINISHED -> "finished";
      case DIVERGED -> "diverged in epoch " + (epochs + 1);
      case RUNNING, INTERRUPTED -> "after " + epochs + " of " + run.config().epochs() + " epochs";
    };
  }

  private static String time(double seconds) {
    long s = Math.max(1, Math.round(seconds));
    return String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
  }
}
