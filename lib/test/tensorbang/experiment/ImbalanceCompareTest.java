package tensorbang.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;
import tensorbang.Json;
import tensorbang.boot.Command;
import tensorbang.report.TextTable;
import tensorbang.train.Metrics;

@Tag("processes")
class ImbalanceCompareTest {
  private static final List<String> VARIATIONS = List.of(
      "cross-entropy",
      "cross-entropy, logits adjusted",
      "balanced cross-entropy",
      "focal",
      "balanced focal, softmax",
      "balanced focal, sigmoid",
      "LDAM-DRW",
      "balanced softmax");

  @TempDir
  Path folder;

  @Test
  void comparesTheAccuracyOfEachClassOnTheSeedsOwnSubset() {
    Command.Result result = Command.script(
            "imbalance-compare",
            "--quick",
            "--net",
            "resnet20",
            "--epochs",
            "1",
            "--seeds",
            "3",
            "--quiet",
            "--out",
            folder.toString())
        .run();
    assertEquals(0, result.exit(), result.err());
    assertEquals(List.of(), result.errLines());

    Table classes = TextTable.readCsv(folder.resolve("classes.csv"));
    assertEquals(10 * VARIATIONS.size(), classes.rowCount());
    assertEquals(
        VARIATIONS,
        classes.stringColumn("variation").asList().stream().distinct().toList());
    Table first = classes.first(10);
    // int(100 * 100^(-i/9)): the quick look has 100 images of each of the shapes.
    assertEquals(
        "[100, 59, 35, 21, 12, 7, 4, 2, 1, 1]",
        first.column("training_images").asList().toString());
    assertEquals(
        "[many, many, many, many, medium, medium, medium, few, few, few]",
        first.column("group").asList().toString());

    JsonNode runs = Json.read(folder.resolve("summary.json"), JsonNode.class).get("runs");
    assertEquals(VARIATIONS.size() - 1, runs.size());
    for (int i = 0; i < runs.size(); i++) {
      Metrics metrics = Metrics.read(folder.resolve(runs.get(i).get("folder").asText()));
      assertEquals(3, metrics.config().imbalanceSeed());
      String variation = runs.get(i).get("variation").asText();
      double mean = IntStream.range(0, classes.rowCount())
          .filter(r -> classes.getString(r, "variation").equals(variation))
          .mapToDouble(r -> ((Number) classes.column("accuracy_mean").get(r)).doubleValue())
          .average()
          .orElseThrow();
      assertEquals(metrics.last().testAccuracy(), mean, 1e-6, variation + ": the test set is balanced");
    }
    for (String chart : List.of("classes", "confusion-cross-entropy", "confusion-cross-entropy-logits-adjusted"))
      assertTrue(Files.exists(folder.resolve(chart + ".png")) && result.out().contains(chart + ".png"), chart);
  }

  /** The seed decides the subset, and each variation the loss. */
  @ParameterizedTest
  @ValueSource(strings = {"--imbalance-seed=3", "--class-weights=balanced:0.9", "--cosine-logits"})
  void whatIsComparedCannotBeChosen(String option) {
    Command.Result result =
        Command.script("imbalance-compare", "--quick", "--dry-run", option).run();
    assertEquals(2, result.exit());
    String name = option.replaceFirst("=.*", "");
    assertEquals(List.of(name + ": imbalance-compare sets it itself"), result.errLines());
  }
}
