package tensorbang.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;
import tensorbang.Json;
import tensorbang.boot.Command;
import tensorbang.nets.Nets;
import tensorbang.report.TextTable;

/** costs.java as a user calls it. */
@Tag("processes")
class CostsScriptTest {
  @TempDir
  Path folder;

  @Test
  void printsARowALayerATotalAndEveryNetworkAndWritesTheSameAsJson() {
    Path file = folder.resolve("costs.json");
    var result =
        Command.script("costs", "--net", "resnet20", "--json", file.toString()).run();
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.out().matches("(?s).*\\nstage3/block3/conv2 .* 36,864 .*"), result.out());
    assertTrue(result.out().matches("(?s).*\\nresnet20 +269,722 +40,551,040\\n.*"), result.out());
    assertTrue(
        result.out().matches("(?s).*\\n\\* resnet20 .* 269,722 +663,626 +40,551,040 +41,308,864\\n.*"), result.out());
    assertTrue(result.out().lines().allMatch(line -> line.length() <= 80), result.out());
    assertTrue(result.out().endsWith("figures  " + file + "\n"), result.out());

    JsonNode json = Json.read(file, JsonNode.class);
    assertEquals(41_308_864, json.get("network").get("thop_macs").asLong());
    List<String> names = new ArrayList<>();
    for (JsonNode network : json.get("networks")) {
      names.add(network.get("net").asText());
      assertTrue(result.out().matches("(?s).*\\n[ *] " + network.get("net").asText() + " .*"), network.toString());
    }
    assertEquals(Nets.names(), names);
  }

  @Test
  void theLayersAreWrittenAsCsv() {
    Path file = folder.resolve("layers.csv");
    var result =
        Command.script("costs", "--net", "simplenn", "--csv", file.toString()).run();
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.out().endsWith("layers   " + file + "\n"), result.out());
    Table layers = TextTable.readCsv(file);
    assertEquals(12, layers.rowCount());
    assertEquals(82_030, layers.numberColumn("parameters").sum());
    assertEquals(716_328, layers.numberColumn("MACs").sum());
    assertEquals(100, layers.doubleColumn("% of MACs").sum(), 1e-9);
    refused("--csv: --formula has no layers", "--formula", "--csv", file.toString());
  }

  @Test
  void formulaPrintsTheClosedFormsAndTheirValues() {
    var result = Command.script("costs", "--formula", "64,32,3,16").run();
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.out().contains("Dk^2 M N Df^2 ") && result.out().contains("1/N + 1/Dk^2"), result.out());
    assertTrue(result.out().contains(" 4,718,592\n") && result.out().contains(" 598,016\n"), result.out());
    assertTrue(result.out().contains("0.1267"), result.out());
  }

  @Test
  void helpShowsTheDefaults() {
    var result = Command.script("costs", "--help").run();
    assertEquals(0, result.exit(), result.err());
    for (String word : List.of("--net", "--shortcut", "--classes", "--formula", "--json", "(default: 10)"))
      assertTrue(result.out().contains(word), word + " in " + result.out());
  }

  @Test
  void badInputIsOneLineThatNamesTheOption() {
    refused("--net nosuch: expected one of convnet", "--net", "nosuch");
    refused("--shortcut: the network simplenn has no such option", "--net", "simplenn", "--shortcut", "identity");
    refused(
        "--activation tanh: expected one of relu, swish, leaky-relu, gelu, quick-gelu",
        "--net",
        "simplenn",
        "--activation",
        "tanh");
    refused("--hidden 0: must be", "--net", "twolayer", "--hidden", "0");
    refused("--classes 0: must be", "--classes", "0");
    refused("--formula 1,2,3: expected", "--formula", "1,2,3");
    refused("--formula 0,2,3,4: expected", "--formula", "0,2,3,4");
  }

  private static void refused(String said, String... arguments) {
    var result = Command.script("costs", arguments).run();
    assertEquals(2, result.exit(), result.err());
    assertEquals(1, result.errLines().size(), result.err());
    assertTrue(result.errLines().get(0).startsWith(said), result.err());
  }
}
