package tensorbang.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.boot.Command;
import tensorbang.train.Metrics;

/** speedrun.java as a user calls it, on a few of the built-in images. */
@Tag("processes")
class SpeedrunScriptTest {
  @TempDir
  Path folder;

  private Command.Result speedrun(String... more) {
    List<String> arguments = new ArrayList<>(
        List.of("--dataset shapes10 --limit 64 --batch-size 32 --block1 8 --block2 16 --block3 16".split(" ")));
    arguments.addAll(List.of("--out", folder.resolve("run").toString()));
    arguments.addAll(List.of(more));
    return Command.script("speedrun", arguments.toArray(String[]::new))
        .timeout(Duration.ofMinutes(5))
        .run();
  }

  @Test
  void trainsWithTheRecipeOfAirbenchAndPrintsBothTimes() {
    Command.Result result = speedrun("--epochs", "2", "--precision", "float32");
    assertEquals(0, result.exit(), result.err());
    assertTrue(
        result.out().matches("(?s)time     training alone [\\d.]+ s in 2 epochs; this run in all, .*"), result.out());
    Metrics metrics = Metrics.read(folder.resolve("run"));
    assertEquals("airbench", metrics.config().net());
    assertEquals("mirrored-shifted", metrics.config().testViews().toString());
    assertEquals(0.95, metrics.config().lookahead());
    assertTrue(metrics.config().dropLast());
  }

  /** TensorFlow rewrites its graph, and says so, at the first step of each kind and at the first test of each. */
  @Test
  void keepsTensorFlowsWordsToItselfWhenImagesGrowLayersFreezeAndViewsAreTested() {
    Command.Result result =
        speedrun("--epochs", "3", "--progressive-size", "24:2", "--freeze-first", "1", "--test-views", "mirrored");
    assertEquals(0, result.exit(), result.err());
    assertEquals(
        List.of(),
        result.errLines().stream()
            .filter(line -> line.matches("[IWE]\\d{4} .*"))
            .toList());
  }
}
