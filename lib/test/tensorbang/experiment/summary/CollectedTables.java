package tensorbang.experiment.summary;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import tensorbang.InputException;

/** What {@code collect.java} makes of run folders, but for the charts. */
public final class CollectedTables {
  private CollectedTables() {}

  /**
   * The tables of the runs in and below a folder; their files are written into it.
   *
   * @throws InputException with the reason for the first run that is left out, where there is one
   */
  public static String of(Path folder) {
    CollectedRuns runs = CollectedRuns.in(List.of(folder), "Runs");
    String tables = runs.byDataset().values().stream()
        .map(comparison -> {
          Summary summary = new Summary(comparison, List.of(), folder);
          summary.write(folder);
          return SummaryText.of(comparison, summary);
        })
        .collect(Collectors.joining("\n"));
    if (!runs.leftOut().isEmpty()) throw new InputException(runs.leftOut().get(0));
    return tables;
  }
}
