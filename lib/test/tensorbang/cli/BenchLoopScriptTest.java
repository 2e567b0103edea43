package tensorbang.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tensorbang.boot.Command;

/** bench-loop.java as a user calls it, on the built-in data set. */
@Tag("processes")
class BenchLoopScriptTest {
  private Command bench(String... more) {
    List<String> arguments = new ArrayList<>(List.of("--dataset", "shapes10", "--net", "twolayer"));
    arguments.addAll(List.of(more));
    return Command.script("bench-loop", arguments.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "--turns, 0, must be 1 to 10000",
    "--turns, 2147483647, must be 1 to 10000",
    "--limit, -5, must be at least 0",
    "--threads, 0, must be 1 to 1024"
  })
  void whatIsOutOfRangeIsRefusedAtOnceOnOneLine(String option, String value, String complaint) {
    Command.Result result = bench(option, value).run();
    assertEquals(2, result.exit(), result.err());
    assertEquals(List.of(option + " " + value + ": " + complaint), result.errLines());
  }

  @Test
  void comparesTheLoopWithBareSteps() {
    Command.Result result =
        bench("--limit", "64", "--turns", "1", "--precision", "bfloat16").run();
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.err().matches("turn 1: loop [\\d,]+ images/s, bare [\\d,]+ images/s\\s+"), result.err());
    List<String> lines = result.out().lines().toList();
    assertTrue(lines.get(0).startsWith("twolayer, batch 128, "), result.out());
    assertTrue(
        lines.get(1).matches("time of the loop over bare Session.run: .* \\(median of 1 turns, .*"), result.out());
    assertTrue(lines.get(2).matches("bare Session.run without fetching: [\\d,]+ images/s"), result.out());
    assertEquals(3, lines.size(), result.out());
  }

  @Test
  void aTrainingThatDivergesAtOnceIsOneLine() {
    Command.Result result =
        bench("--limit", "64", "--turns", "1", "--lr", "1e39").run();
    assertEquals(2, result.exit(), result.err());
    assertEquals(List.of("the training diverged before a turn had ended: give it a lower --lr"), result.errLines());
  }
}
