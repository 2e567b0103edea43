package tensorbang.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.Table;
import tensorbang.boot.Command;
import tensorbang.report.TextTable;

/** profile.java as a user calls it, on the built-in data set. */
@Tag("processes")
class ProfileScriptTest {
  @TempDir
  Path temp;

  private Command profile(String... more) {
    List<String> arguments = new ArrayList<>(List.of("--dataset", "shapes10", "--net", "twolayer", "--limit", "64"));
    arguments.addAll(List.of(
        "--device", "cpu", "--threads", "1", "--out", temp.resolve("out").toString()));
    arguments.addAll(List.of(more));
    return Command.script("profile", arguments.toArray(String[]::new));
  }

  @Test
  void aTrainingStepIsListedDrawnAndTraced() {
    Command.Result result = profile("--steps", "2", "--precision", "bfloat16").run();
    assertEquals(0, result.exit(), result.err());
    assertEquals(List.of(), result.errLines());
    List<String> lines = result.out().lines().toList();
    assertTrue(
        lines.get(0).matches("Training step of twolayer, batch 64, bfloat16, 1 thread: .* \\(median of 2, .*images/s"),
        result.out());
    assertTrue(result.out().contains("convolutions and matrix products: "), result.out());
    for (String name : List.of("operations.csv", "operations.png", "operations.svg", "trace.json"))
      assertTrue(Files.exists(temp.resolve("out").resolve(name)), name);
    Table table = TextTable.readCsv(temp.resolve("out/operations.csv"));
    double shares = table.numberColumn("share").sum();
    assertEquals(1, shares, 1e-6);
    assertTrue(table.stringColumn("operation").asList().contains("SoftmaxCrossEntropyWithLogits"));
  }

  @Test
  void aPredictionHasNoGradients() {
    Command.Result result = profile("--steps", "2", "--inference", "--batch-size", "1", "--by-shape")
        .run();
    assertEquals(0, result.exit(), result.err());
    assertEquals(List.of(), result.errLines());
    assertTrue(result.out().startsWith("Prediction of twolayer, batch 1, float32, 1 thread: "), result.out());
    Table table = TextTable.readCsv(temp.resolve("out/operations.csv"));
    List<String> operations = table.stringColumn("operation").asList();
    assertTrue(operations.stream().anyMatch(o -> o.endsWith("MatMul 1x10")), operations.toString());
    assertTrue(operations.stream().noneMatch(o -> o.contains("Grad") || o.contains("Momentum")), operations.toString());
  }

  @ParameterizedTest
  @CsvSource({"--steps, 0, must be 1 to 1000", "--threads, 0, must be 1 to 1024"})
  void whatIsOutOfRangeIsRefusedAtOnceOnOneLine(String option, String value, String complaint) {
    Command.Result result = Command.script("profile", option, value).run();
    assertEquals(2, result.exit(), result.err());
    assertEquals(List.of(option + " " + value + ": " + complaint), result.errLines());
  }
}
