package tensorbang.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tensorbang.Json;
import tensorbang.boot.Command;
import tensorbang.train.Metrics;

/** The scripts of the labs, in their quick mode and on fewer images still. */
@Tag("processes")
class LabScriptsTest {
  @TempDir
  Path folder;

  private Command.Result quick(String script, String... more) {
    List<String> all = new java.util.ArrayList<>(List.of("--quick", "--epochs", "1", "--limit", "40", "--quiet"));
    all.addAll(List.of("--out", folder.toString(), "--threads", "1"));
    all.addAll(List.of(more));
    return Command.script(script, all.toArray(String[]::new)).run();
  }

  @ParameterizedTest
  @CsvSource({
    "sweep-lr, 12",
    "sweep-l2, 5",
    "l1-compare, 3",
    "batchnorm-compare, 2",
    "activation-compare, 3",
    "augment-compare, 2",
    "decay-compare, 3"
  })
  void comparesItsVariations(String script, int variations) {
    Command.Result result = quick(script);
    assertEquals(0, result.exit(), result.err());
    assertEquals(List.of(), result.errLines());
    JsonNode summary = Json.read(folder.resolve("summary.json"), JsonNode.class);
    assertEquals(variations, summary.get("variations").size());
    assertTrue(
        summary.get("title").asText().endsWith(" on shapes10"),
        summary.get("title").asText());
    for (JsonNode run : summary.get("runs")) {
      Metrics metrics = Metrics.read(folder.resolve(run.get("folder").asText()));
      assertEquals("simplenn", metrics.config().net());
      assertEquals(40, metrics.config().limit());
      assertEquals(0.9, metrics.config().momentum());
    }
  }

  @Test
  void l1CompareDrawsTheWeightsAndCountsTheSmallOnes() {
    Command.Result result = quick("l1-compare");
    assertTrue(Files.exists(folder.resolve("weights.png")) && Files.exists(folder.resolve("weights.svg")));
    assertTrue(result.out().contains("weights < 1e-3"), result.out());
    assertTrue(result.out().contains(folder.resolve("weights.png").toString()), result.out());
    JsonNode first = Json.read(folder.resolve("summary.json"), JsonNode.class)
        .get("variations")
        .get(0);
    double small = first.get("small_weights_mean").asDouble();
    assertTrue(small > 0 && small < 0.1, "share " + small);
  }

  @Test
  void shortcutCompareDrawsGradientNormsAndConcludes() throws Exception {
    Command.Result result = quick("shortcut-compare", "--width", "0.05", "--shortcuts", "identity");
    assertEquals(0, result.exit(), result.err());
    for (String file : List.of("gradient-norms.png", "gradient-norms.svg", "test-accuracy.png", "summary.csv"))
      assertTrue(Files.exists(folder.resolve(file)), file);
    JsonNode summary = Json.read(folder.resolve("summary.json"), JsonNode.class);
    assertEquals(2, summary.get("variations").size());
    assertTrue(
        summary.get("title").asText().endsWith(" on shapes10"),
        summary.get("title").asText());
    String text = Files.readString(folder.resolve("conclusions.txt"));
    assertTrue(text.contains("run of PlainNet18 the gradient by the first convolution (conv1)"), text);
    assertTrue(result.out().contains(text), result.out());
  }

  @Test
  void shortcutCompareRefusesAChoiceThatItsDepthsDoNotHave() {
    Command.Result result = quick("shortcut-compare", "--dry-run", "--depths", "--shortcuts", "identity");
    assertEquals(2, result.exit(), result.err());
    assertEquals(List.of("--shortcuts: has no meaning with --depths"), result.errLines());
  }

  @Test
  void depthwiseCompareTellsWhatTheNetworksCost() {
    Command.Result result = quick("depthwise-compare", "--width", "0.05", "--layer-rounds", "0");
    assertEquals(0, result.exit(), result.err());
    for (String file : List.of("accuracy-macs.png", "accuracy-parameters.svg", "costs.csv", "summary.json"))
      assertTrue(Files.exists(folder.resolve(file)), file);
    JsonNode costs = Json.read(folder.resolve("costs.json"), JsonNode.class);
    assertEquals(3, costs.size());
    for (JsonNode cost : costs) {
      assertEquals(2 * cost.get("macs").asLong(), cost.get("flops").asLong());
      assertTrue(cost.get("top_five_accuracy").get("mean").asDouble()
          >= cost.get("test_accuracy").get("mean").asDouble());
      assertTrue(cost.get("latency_ms").asDouble() > 0
          && cost.get("bytes").asLong() > 4 * cost.get("parameters").asLong());
    }
    assertTrue(costs.get(1).get("macs").asLong() < costs.get(0).get("macs").asLong());
  }

  @Test
  void helpShowsTheExperimentsOwnDefaults() {
    Command.Result result = Command.script("activation-compare", "--help").run();
    assertEquals(0, result.exit());
    String help = result.out().replaceAll("\\s+", " ");
    for (String option : List.of(
        "--dry-run", "--quick", "--jobs=N", "--launcher=local|slurm", "--out=DIR", "--seeds=N,N,…", "--summary-only"))
      assertTrue(help.contains(option), option);
    for (String text : List.of(
        "Base learning rate (default: 0.1;", "(default: simplenn)", "(default: 1e-4; 0 with adam; 0.01 with adamw)"))
      assertTrue(help.contains(text), text);
  }

  @Test
  void initialLossOfSimpleNnIsThatOfOneThatKnowsNothing() {
    Command.Result result = Command.script("initial-loss", "--dataset", "shapes10", "--limit", "100")
        .run();
    assertEquals(0, result.exit(), result.out() + result.err());
    List<String> lines = result.out().lines().toList();
    assertTrue(result.out().contains("82,030"), result.out());
    assertTrue(lines.contains("ok      12 of 12 layers make what the table says"), result.out());
    assertTrue(
        lines.get(lines.size() - 1).matches("ok      loss before any step 2\\.3\\d+ ± .* from ln 10 = 2\\.3026; .*"),
        result.out());
  }

  @Test
  void initialLossSaysWhatIsWrong() {
    Command.Result result = Command.script(
            "initial-loss", "--dataset", "shapes10", "--limit", "100", "--net", "vanillacnn", "--seeds", "1")
        .run();
    assertTrue(result.out().contains("WRONG   loss before any step 3."), result.out()); // ln 10 is 2.3026
    assertEquals(1, result.exit(), result.out());
    for (String[] words : new String[][] {
      {"--net", "resnet20", "--batch-norm"}, {"--dataset", "banana"}, {"--threads", "0"}, {"--seeds", "1,"}
    }) {
      Command.Result nonsense = Command.script("initial-loss", words).run();
      assertEquals(2, nonsense.exit());
      assertEquals(1, nonsense.errLines().size(), nonsense.err());
    }
  }
}
