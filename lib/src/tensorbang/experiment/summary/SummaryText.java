package tensorbang.experiment.summary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tensorbang.report.TextTable;
import tensorbang.train.MeanStd;

/** A comparison as a table on screen, a row a variation, the best one marked. */
final class SummaryText {
  private SummaryText() {}

  static String of(Comparison comparison, Summary summary) {
    List<TextTable.Column> columns = new ArrayList<>(List.of(TextTable.left("variation")));
    summary.results().forEach(result -> columns.add(TextTable.right(result.heading())));
    columns.add(TextTable.left("runs"));
    TextTable table = new TextTable(columns.toArray(TextTable.Column[]::new));
    Comparison.Row best = best(comparison.rows(), summary);
    for (Comparison.Row row : comparison.rows()) {
      List<Object> cells = new ArrayList<>(List.of(row.label()));
      summary.results().forEach(result -> cells.add(cell(result, summary.of(result, row))));
      cells.add(runs(row));
      if (row == best) table.marked(cells.toArray());
      else table.row(cells.toArray());
    }
    if (best != null) table.footer("* highest mean test accuracy after the last epoch");
    if (comparison.rows().stream().anyMatch(row -> row.finished().size() > 1))
      table.footer("± one population standard deviation over the finished runs' seeds");
    return table.toString();
  }

  private static String cell(Result result, MeanStd value) {
    return Double.isNaN(value.mean()) ? "-" : result.shown().apply(value);
  }

  /** Null where there is nothing to choose from. */
  private static Comparison.Row best(List<Comparison.Row> rows, Summary summary) {
    List<Comparison.Row> finished = rows.stream().filter(row -> !row.finished().isEmpty()).toList();
    if (finished.size() < 2) return null;
    return finished.stream()
        .max(Comparator.comparingDouble(row -> summary.of(Result.TEST_ACCURACY, row).mean()))
        .orElseThrow();
  }

  /** {@code 3}, or {@code 1 of 3, 2 diverged}. */
  private static String runs(Comparison.Row row) {
    int all = row.trials().size();
    int finished = row.finished().size();
    int diverged = row.diverged().size();
    if (finished == all) return String.valueOf(all);
    List<String> parts = new ArrayList<>();
    if (finished > 0) parts.add(finished + " of " + all);
    if (diverged > 0) parts.add(diverged == all ? "diverged" : diverged + " diverged");
    if (finished + diverged < all) parts.add(all - finished - diverged + " unfinished");
    return String.join(", ", parts);
  }
}
