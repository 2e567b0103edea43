package tensorbang.experiment.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;
import tensorbang.Json;
import tensorbang.experiment.settings.Made;
import tensorbang.experiment.settings.RunFolder;
import tensorbang.experiment.settings.SimpleNNLab;
import tensorbang.tf.Environment;
import tensorbang.train.Epoch;
import tensorbang.train.Metrics;
import tensorbang.train.TrainConfig;

class SummaryTest {
  @TempDir
  Path folder;

  private static final TrainConfig CONFIG = TrainConfig.of(SimpleNNLab.GIVEN);

  private Comparison.Trial trial(long seed, Metrics.Status status, double... accuracies) {
    TrainConfig config = CONFIG.with("seed", seed);
    Metrics metrics = status == null ? null : Made.metrics(config, status, accuracies);
    return new Comparison.Trial(seed, new RunFolder(folder.resolve("run-" + seed)), metrics);
  }

  private Comparison.Row row(String series, double x, Comparison.Trial... trials) {
    return new Comparison.Row(series + ", lr " + x, series, x, List.of(trials));
  }

  /** Two series over three rates; with a seed that diverged, a rate at which all did, and a run not yet made. */
  private Comparison sweep() {
    Metrics.Status finished = Metrics.Status.FINISHED;
    List<Comparison.Row> rows = new ArrayList<>();
    rows.add(row("a", 0.1, trial(1, finished, 0.3, 0.5), trial(2, finished, 0.65, 0.6)));
    rows.add(row("a", 1, trial(1, Metrics.Status.DIVERGED), trial(2, Metrics.Status.DIVERGED, 0.2)));
    rows.add(row("b", 0.1, trial(1, finished, 0.4, 0.4), trial(2, Metrics.Status.DIVERGED, 0.1)));
    rows.add(row("b", 1, trial(1, Metrics.Status.INTERRUPTED, 0.7), trial(2, null)));
    return new Comparison("Rates", "lr", rows);
  }

  private static List<Measure> measures() {
    return List.of(new Measure("halves", "halves", run -> run.path().toString().endsWith("1") ? 0.25 : 0.75));
  }

  @Test
  void aSweepOverEpochsHasTheEpochsAskedForBesideThoseDone() throws IOException {
    Comparison.Row row = new Comparison.Row("epochs 3", "", 3.0, List.of(trial(1, Metrics.Status.RUNNING, 0.3)));
    new Summary(new Comparison("Epochs", "epochs", List.of(row)), List.of(), folder).write(folder);
    Table table = Table.read().csv(folder.resolve("summary.csv").toFile());
    assertEquals(3, table.numberColumn("epochs_asked").getDouble(0));
    assertEquals(1, table.numberColumn("epochs").getDouble(0));
  }

  @Test
  void aRowARunWithMeanAndPopulationDeviationOfItsVariation() throws IOException {
    Comparison comparison = sweep();
    new Summary(comparison, measures(), folder).write(folder);
    Table table = Table.read().csv(folder.resolve("summary.csv").toFile());
    assertEquals(8, table.rowCount());
    assertEquals("run-2", table.stringColumn("folder").get(1));
    assertEquals(0.6, table.doubleColumn("test_accuracy").get(1), 1e-12);
    assertEquals(0.65, table.doubleColumn("best_test_accuracy").get(1), 1e-12);
    assertEquals(0.55, table.doubleColumn("test_accuracy_mean").get(0), 1e-12); // of 0.5 and 0.6
    assertEquals(0.05, table.doubleColumn("test_accuracy_std").get(0), 1e-12);
    assertEquals(0.575, table.doubleColumn("best_test_accuracy_mean").get(1), 1e-12); // of 0.5 and 0.65
    assertEquals("diverged", table.stringColumn("status").get(2));
    assertTrue(table.doubleColumn("test_accuracy").isMissing(2));
    assertEquals(0.2, table.doubleColumn("test_accuracy").get(3), 1e-12);
    assertTrue(table.doubleColumn("test_accuracy_mean").isMissing(3));
    assertEquals(0.4, table.doubleColumn("test_accuracy_mean").get(4), 1e-12);
    assertEquals("missing", table.stringColumn("status").get(7));
    assertEquals(0.75, table.doubleColumn("halves").get(1), 1e-12);
    assertTrue(table.doubleColumn("halves").isMissing(3));
  }

  @Test
  void theJsonHasTheVariationsToo() {
    new Summary(sweep(), measures(), folder).write(folder);
    JsonNode json = Json.read(folder.resolve("summary.json"), JsonNode.class);
    assertEquals(1, json.get("schema").asInt());
    assertEquals("lr", json.get("swept").asText());
    assertEquals(8, json.get("runs").size());
    JsonNode first = json.get("variations").get(0);
    assertEquals(0.55, first.get("test_accuracy_mean").asDouble(), 1e-12);
    assertEquals(0.5, first.get("halves_mean").asDouble(), 1e-12);
    assertEquals(2, first.get("finished").asInt());
    assertEquals(2, json.get("variations").get(1).get("diverged").asInt());
    assertTrue(json.get("variations").get(1).get("test_accuracy_mean").isNull());
  }

  @Test
  void theTableMarksTheBestAndSaysWhatDiverged() {
    Comparison comparison = sweep();
    List<String> lines = SummaryText.of(comparison, new Summary(comparison, List.of(), folder))
        .lines()
        .toList();
    assertTrue(lines.get(2).matches("\\* a, lr 0\\.1 +55\\.00 ± 5\\.00 % .* 2"), lines.get(2));
    assertTrue(lines.get(3).matches("  a, lr 1\\.0 +- .* diverged"), lines.get(3));
    assertTrue(lines.get(4).matches("  b, lr 0\\.1 +40\\.00 % .* 1 of 2, 1 diverged"), lines.get(4));
    assertTrue(lines.get(5).matches("  b, lr 1\\.0 +- .* 2 unfinished"), lines.get(5));
  }

  private Comparison threeWith(double... accuracies) {
    List<Comparison.Row> rows = new ArrayList<>();
    for (int i = 0; i < accuracies.length; i++)
      rows.add(new Comparison.Row("row " + i, "", null, List.of(trial(i, Metrics.Status.FINISHED, accuracies[i]))));
    return new Comparison("Three", null, rows);
  }

  private List<Integer> starred(double... accuracies) {
    Comparison comparison = threeWith(accuracies);
    List<String> lines = SummaryText.of(comparison, new Summary(comparison, List.of(), folder))
        .lines()
        .toList();
    return IntStream.range(0, accuracies.length)
        .filter(i -> lines.get(2 + i).startsWith("*"))
        .boxed()
        .toList();
  }

  @Test
  void equalAccuraciesAreAllMarkedOrNone() {
    assertEquals(List.of(1), starred(0.5, 0.6, 0.4));
    assertEquals(List.of(0, 2), starred(0.3, 0.2, 0.1 + 0.2));
    assertEquals(List.of(), starred(0.5, 0.5, 0.5));
    assertEquals(List.of(), starred(0.5));
  }

  private Comparison.Row validated(String label, double[] validationAccuracies, double[] testAccuracies) {
    Metrics metrics = Made.validated(CONFIG, validationAccuracies, testAccuracies);
    RunFolder run = new RunFolder(folder.resolve("run-" + label));
    return new Comparison.Row(label, "", null, List.of(new Comparison.Trial(1, run, metrics)));
  }

  /** {@code late} is chosen by validation, where {@code early} is better on the test images in every respect. */
  private List<Comparison.Row> validated() {
    return List.of(
        validated("late", new double[] {0.5, 0.7}, new double[] {0.6, 0.55}),
        validated("early", new double[] {0.65, 0.4}, new double[] {0.62, 0.8}));
  }

  @Test
  void variationsWithAValidationPartAreChosenByIt() throws IOException {
    Comparison comparison = new Comparison("Two", null, validated());
    Summary summary = new Summary(comparison, List.of(), folder);
    String text = SummaryText.of(comparison, summary);
    List<String> lines = text.lines().toList();
    assertTrue(lines.get(2).matches("\\* late +70\\.00 % +55\\.00 % +55\\.00 % .*"), text);
    assertTrue(lines.get(3).matches("  early +65\\.00 % +80\\.00 % +62\\.00 % .*"), text);
    String footer = "* highest mean validation accuracy; test accuracy in the epochs chosen by it: late 55.00 %";
    assertTrue(text.replaceAll("\\s+", " ").contains(footer), text);
    summary.write(folder);
    Table table = Table.read().csv(folder.resolve("summary.csv").toFile());
    assertEquals(0.7, table.doubleColumn("best_validation_accuracy").get(0), 1e-12);
    assertEquals(0.65, table.doubleColumn("best_validation_accuracy").get(1), 1e-12);
  }

  @Test
  void oneVariationWithoutAValidationPartLeavesTheTestAccuracyToChooseBy() {
    List<Comparison.Row> rows = new ArrayList<>(validated());
    rows.add(new Comparison.Row("without", "", null, List.of(trial(1, Metrics.Status.FINISHED, 0.3))));
    Comparison comparison = new Comparison("Three", null, rows);
    String text = SummaryText.of(comparison, new Summary(comparison, List.of(), folder));
    assertTrue(text.lines().toList().get(3).startsWith("* early"), text);
    assertTrue(text.contains("* highest mean test accuracy after the last epoch"), text);
    assertFalse(text.contains("validation"), text);
  }

  @Test
  void theTableFitsAnUsualScreen() {
    Comparison comparison = sweep();
    String text = SummaryText.of(comparison, new Summary(comparison, measures(), folder));
    assertTrue(text.lines().allMatch(line -> line.length() <= 80), text);
    assertTrue(text.contains("halves"), text);
  }

  @Test
  void aSweepIsDrawnWithACurveASeries() {
    Comparison comparison = sweep();
    List<Path> charts = ComparisonCharts.write(comparison, new Summary(comparison, List.of(), folder), folder);
    List<String> names = charts.stream().map(p -> p.getFileName().toString()).toList();
    assertEquals(
        List.of(
            "final-accuracy.png", "test-accuracy-a.png", "train-loss-a.png", "test-accuracy-b.png", "train-loss-b.png"),
        names);
    for (Path png : charts) assertTrue(Files.exists(Path.of(png.toString().replace(".png", ".svg"))), png.toString());
  }

  @Test
  void seriesThatAFileNameCannotTellApartHaveChartsOfTheirOwn() {
    List<Comparison.Row> rows = new ArrayList<>();
    for (String series : List.of("+BN", "-BN", "BN 2"))
      rows.add(row(series, 0.1, trial(1, Metrics.Status.FINISHED, 0.5)));
    Comparison comparison = new Comparison("Rates", "lr", rows);
    List<Path> charts = ComparisonCharts.write(comparison, new Summary(comparison, List.of(), folder), folder);
    List<String> names = charts.stream()
        .map(p -> p.getFileName().toString())
        .filter(name -> name.startsWith("train-loss"))
        .toList();
    assertEquals(List.of("train-loss-bn.png", "train-loss-bn-2.png", "train-loss-bn-2-2.png"), names);
  }

  @Test
  void thePictureOfASweepNamesTheSettingAndItsValues() throws IOException {
    Comparison comparison = sweep();
    ComparisonCharts.write(comparison, new Summary(comparison, List.of(), folder), folder);
    String svg = Files.readString(folder.resolve("final-accuracy.svg"));
    for (String text : List.of(">learning rate<", ">0.1<", ">a (2 runs diverged)<", ">b (1 run diverged)<"))
      assertTrue(svg.contains(text), text);
  }

  @Test
  void theAxisSaysWhetherTheTrainingLossHasLabelSmoothing() throws IOException {
    for (double smoothing : new double[] {0, 0.1}) {
      Metrics metrics = Made.metrics(CONFIG.with("label_smoothing", smoothing), Metrics.Status.FINISHED, 0.5, 0.6);
      Comparison.Trial trial = new Comparison.Trial(1, new RunFolder(folder.resolve("run")), metrics);
      Comparison comparison = new Comparison("One", null, List.of(new Comparison.Row("a", "", null, List.of(trial))));
      ComparisonCharts.write(comparison, new Summary(comparison, List.of(), folder), folder);
      String label = smoothing == 0 ? ">training loss (nats)<" : ">training loss with label smoothing 0.1 (nats)<";
      assertTrue(Files.readString(folder.resolve("train-loss.svg")).contains(label), label);
    }
  }

  @Test
  void withoutASweepTheFinalAccuraciesAreBars() throws IOException {
    Comparison comparison = new Comparison(
        "Two",
        null,
        List.of(
            new Comparison.Row("ReLU", "", null, List.of(trial(1, Metrics.Status.FINISHED, 0.5))),
            new Comparison.Row("Swish", "", null, List.of(trial(1, Metrics.Status.FINISHED, 0.6)))));
    List<Path> charts = ComparisonCharts.write(comparison, new Summary(comparison, List.of(), folder), folder);
    assertEquals(3, charts.size());
    String svg = Files.readString(folder.resolve("final-accuracy.svg"));
    assertTrue(svg.contains(">Swish<") && svg.contains(">60.0<"), svg);
  }

  @Test
  void nothingIsDrawnOfRunsThatHaveNoEpoch() {
    Comparison comparison =
        new Comparison("None", null, List.of(new Comparison.Row("a", "", null, List.of(trial(1, null)))));
    assertEquals(List.of(), ComparisonCharts.write(comparison, new Summary(comparison, List.of(), folder), folder));
    assertFalse(Files.exists(folder.resolve("final-accuracy.png")));
  }

  @Test
  void thereIsNothingInTheSummaryThatAnotherRunOfTheSameWouldChange() throws IOException {
    List<Comparison.Row> rows = new ArrayList<>();
    for (Comparison.Row row : sweep().rows()) {
      List<Comparison.Trial> trials = new ArrayList<>();
      for (Comparison.Trial trial : row.trials())
        trials.add(new Comparison.Trial(trial.seed(), trial.folder(), elsewhere(trial.metrics())));
      rows.add(new Comparison.Row(row.label(), row.series(), row.x(), trials));
    }
    List<String> expected = written(sweep());
    assertEquals(expected, written(new Comparison("Rates", "lr", rows)));
  }

  private List<String> written(Comparison comparison) throws IOException {
    new Summary(comparison, measures(), folder).write(folder);
    return List.of(Files.readString(folder.resolve("summary.csv")), Files.readString(folder.resolve("summary.json")));
  }

  /** The same results at another time, on a machine that is slower. */
  private static Metrics elsewhere(Metrics m) {
    if (m == null) return null;
    Environment there =
        new Environment("another os", "another cpu", 64, 32, "gpu", "java 2", "tf 2", "2031-02-03T04:05:06Z");
    List<Epoch> slow = new ArrayList<>();
    for (Epoch e : m.epochs())
      slow.add(new Epoch(
          e.epoch(), e.trainLoss(), e.trainAccuracy(), e.testLoss(), e.testAccuracy(), e.learningRate(), 7777, 12));
    Metrics.Final end = m.last() == null
        ? null
        : new Metrics.Final(
            m.last().testAccuracy(),
            m.last().testLoss(),
            m.last().trainAccuracy(),
            m.last().bestTestAccuracy(),
            m.last().bestEpoch(),
            7777);
    return new Metrics(m.schema(), m.status(), m.config(), there, m.model(), slow, end);
  }
}
