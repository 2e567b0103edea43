package tensorbang.experiment.summary;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tensorbang.AtomicFile;
import tensorbang.Json;
import tensorbang.report.TextTable;
import tensorbang.train.MeanStd;
import tensorbang.train.Metrics;

/**
 * A comparison in numbers: a table with a row for each run and one with a row for each variation, each with the mean and
 * the population standard deviation over the variation's finished runs. They hold nothing that differs when the same runs
 * are made again, such as times.
 */
final class Summary {
  private static final int SCHEMA = 1;
  private static final String VARIATION = "variation";
  private static final String STATUS = "status";

  /** A column of what a run has done, and a setting. */
  private static final String EPOCHS = "epochs";

  private record Cell(Comparison.Row row, Comparison.Trial trial) {
    boolean hasResult() {
      return trial.metrics() != null && trial.metrics().last() != null;
    }

    String status() {
      return trial.metrics() == null
          ? "missing"
          : trial.metrics().status().name().toLowerCase(Locale.ROOT);
    }
  }

  private final Comparison comparison;
  private final List<Result> results;
  private final boolean isValidated;
  private final Table runs;
  private final Table variations;

  /** @param folder that the runs' folders are named relative to */
  Summary(Comparison comparison, List<Measure> measures, Path folder) {
    this.comparison = comparison;
    List<Result> all = new ArrayList<>(List.of(
        Result.TEST_ACCURACY, Result.BEST_TEST_ACCURACY, Result.TRAIN_ACCURACY, Result.TEST_LOSS, Result.TRAIN_LOSS));
    isValidated = isValidated(comparison);
    if (isValidated) all.add(0, Result.BEST_VALIDATION_ACCURACY);
    measures.stream().map(Result::of).forEach(all::add);
    results = List.copyOf(all);
    runs = runs(folder);
    variations = variations();
  }

  /** Whether all runs that have a result have a validation part to choose by. */
  private static boolean isValidated(Comparison comparison) {
    List<Metrics> measured = comparison.rows().stream()
        .flatMap(row -> row.begun().stream())
        .filter(m -> m.last() != null)
        .toList();
    return !measured.isEmpty() && measured.stream().allMatch(m -> m.choice().hasValidation());
  }

  /** Whether variations are to be compared by their accuracy on validation images. */
  boolean isValidated() {
    return isValidated;
  }

  private Table runs(Path folder) {
    List<Cell> cells = comparison.rows().stream()
        .flatMap(row -> row.trials().stream().map(trial -> new Cell(row, trial)))
        .toList();
    Table table = Table.create("runs", words(VARIATION, cells, c -> c.row().label()));
    addSwept(table, cells, Cell::row);
    table.addColumns(
        whole("seed", cells, c -> c.trial().seed()),
        words(STATUS, cells, Cell::status),
        whole(
            EPOCHS,
            cells,
            c -> c.trial().metrics() == null ? 0 : c.trial().metrics().epochs().size()));
    for (Result result : results)
      table.addColumns(
          numbers(result.name(), cells, c -> c.hasResult() ? result.of().applyAsDouble(c.trial()) : Double.NaN));
    table.addColumns(
        words("folder", cells, c -> relative(folder, c.trial().folder().path())));
    return table;
  }

  private Table variations() {
    List<Comparison.Row> rows = comparison.rows();
    Table table = Table.create("variations", words(VARIATION, rows, Comparison.Row::label));
    addSwept(table, rows, row -> row);
    table.addColumns(
        whole("seeds", rows, row -> row.trials().size()),
        whole("finished", rows, row -> row.finished().size()),
        whole("diverged", rows, row -> row.diverged().size()));
    for (Result result : results)
      table.addColumns(
          numbers(result.name() + "_mean", rows, row -> of(result, row).mean()),
          numbers(result.name() + "_std", rows, row -> of(result, row).std()));
    return table;
  }

  private <T> void addSwept(Table table, List<T> of, Function<T, Comparison.Row> row) {
    String swept = comparison.swept();
    if (swept == null) return;
    String name = swept.equals(EPOCHS) ? "epochs_asked" : swept;
    table.addColumns(words("series", of, t -> row.apply(t).series()), numbers(name, of, t -> row.apply(t)
        .x()));
  }

  /** Mean and deviation over the row's finished runs; NaN where there are none. */
  MeanStd of(Result result, Comparison.Row row) {
    Table finished = runs.where(runs.stringColumn(VARIATION)
        .isEqualTo(row.label())
        .and(runs.stringColumn(STATUS).isEqualTo("finished")));
    if (finished.isEmpty()) return new MeanStd(Double.NaN, Double.NaN, 0);
    return MeanStd.of(finished.doubleColumn(result.name()).asDoubleArray());
  }

  /** Writes {@code summary.csv}, a row for each run, and {@code summary.json}, which has the variations' rows too. */
  List<Path> write(Path folder) {
    Path csv = folder.resolve("summary.csv");
    Path json = folder.resolve("summary.json");
    Table wide = runs.copy();
    for (Result result : List.of(Result.TEST_ACCURACY, Result.BEST_TEST_ACCURACY))
      for (String statistic : List.of("_mean", "_std")) wide.addColumns(ofVariation(result.name() + statistic));
    TextTable.writeCsv(wide, csv);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("schema", SCHEMA);
    all.put("title", comparison.title());
    all.put("swept", comparison.swept());
    all.put("variations", records(variations));
    all.put("runs", records(runs));
    AtomicFile.writeText(json, Json.write(all));
    return List.of(csv, json);
  }

  /** A column of {@link #variations}, for each of {@link #runs}. */
  private DoubleColumn ofVariation(String name) {
    Map<String, Double> values = new HashMap<>();
    variations.forEach(row -> values.put(row.getString(VARIATION), row.getDouble(name)));
    return numbers(name, runs.stringColumn(VARIATION).asList(), values::get);
  }

  private static List<Map<String, Object>> records(Table table) {
    List<Map<String, Object>> records = new ArrayList<>();
    for (int i = 0; i < table.rowCount(); i++) {
      Map<String, Object> record = new LinkedHashMap<>();
      for (Column<?> column : table.columns()) record.put(column.name(), column.get(i));
      records.add(record);
    }
    return records;
  }

  List<Result> results() {
    return results;
  }

  private static String relative(Path folder, Path run) {
    return folder.toAbsolutePath().relativize(run.toAbsolutePath()).toString().replace('\\', '/');
  }

  private static <T> StringColumn words(String name, List<T> of, Function<T, String> value) {
    return StringColumn.create(name, of.stream().map(value).toList());
  }

  private static <T> LongColumn whole(String name, List<T> of, ToLongFunction<T> value) {
    return LongColumn.create(name, of.stream().mapToLong(value).toArray());
  }

  private static <T> DoubleColumn numbers(String name, List<T> of, ToDoubleFunction<T> value) {
    return DoubleColumn.create(name, of.stream().mapToDouble(value).toArray());
  }
}
