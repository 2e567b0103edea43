package tensorbang.experiment.summary;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tensorbang.report.TextTable;
import tensorbang.train.MeanStd;

/** A comparison as a table for the screen: a row for each variation, the best one marked. */
final class SummaryText {
  /** Accuracies that differ by less than this differ by rounding alone. */
  private static final double EQUAL = 1e-9;

  private SummaryText() {}

  static String of(Comparison comparison, Summary summary) {
    List<TextTable.Column> columns = new ArrayList<>(List.of(TextTable.left("variation")));
    summary.results().forEach(result -> columns.add(column(result)));
    columns.add(TextTable.left("runs"));
    TextTable table = new TextTable(columns.toArray(TextTable.Column[]::new));
    Set<Comparison.Row> best = best(comparison.rows(), summary);
    for (Comparison.Row row : comparison.rows()) {
      List<Object> cells = new ArrayList<>(List.of(row.label()));
      summary.results().forEach(result -> cells.add(cell(result, summary.of(result, row))));
      cells.add(runs(row));
      if (best.contains(row)) table.marked(cells.toArray());
      else table.row(cells.toArray());
    }
    if (!best.isEmpty() && !summary.isValidated()) table.footer("* highest mean test accuracy after the last epoch");
    if (!best.isEmpty() && summary.isValidated())
      table.footer(choice(comparison.rows().stream().filter(best::contains).toList(), summary));
    if (comparison.rows().stream().anyMatch(row -> row.finished().size() > 1))
      table.footer("± one population standard deviation over the finished runs' seeds");
    return table.toString();
  }

  private static TextTable.Column column(Result result) {
    TextTable.Column column = TextTable.right(result.heading());
    return result.isMain() ? column : column.whereThereIsRoom();
  }

  private static String cell(Result result, MeanStd value) {
    return Double.isNaN(value.mean()) ? "-" : result.shown().apply(value);
  }

  /** The rows of the highest accuracy: several where they are equal, none where there is nothing to choose from. */
  private static Set<Comparison.Row> best(List<Comparison.Row> rows, Summary summary) {
    List<Comparison.Row> finished =
        rows.stream().filter(row -> !row.finished().isEmpty()).toList();
    Set<Comparison.Row> best = Collections.newSetFromMap(new IdentityHashMap<>());
    double highest =
        finished.stream().mapToDouble(row -> accuracy(row, summary)).max().orElse(Double.NaN);
    for (Comparison.Row row : finished) if (accuracy(row, summary) > highest - EQUAL) best.add(row);
    return best.size() == finished.size() ? Set.of() : best;
  }

  /** The test accuracy of the choice. */
  private static String choice(List<Comparison.Row> rows, Summary summary) {
    return "* highest mean validation accuracy; test accuracy in the epochs chosen by it: "
        + rows.stream()
            .map(row ->
                row.label() + " " + summary.of(Result.BEST_TEST_ACCURACY, row).percent())
            .collect(Collectors.joining(", "));
  }

  private static double accuracy(Comparison.Row row, Summary summary) {
    return summary
        .of(summary.isValidated() ? Result.BEST_VALIDATION_ACCURACY : Result.TEST_ACCURACY, row)
        .mean();
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
