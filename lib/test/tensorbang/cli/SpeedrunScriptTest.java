package tensorbang.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.boot.Command;
import tensorbang.train.Metrics;

/** speedrun.java as a user calls it, on a few of the built-in images. */
class SpeedrunScriptTest {
  @TempDir
  Path folder;

  @Test
  void trainsWithTheRecipeOfAirbenchAndPrintsBothTimes() {
    Command.Result result = Command.script(
            "speedrun",
            ("--dataset shapes10 --limit 64 --batch-size 32 --epochs 2 --precision float32 --block1 8 --block2 16"
                    + " --block3 16 --out " + folder.resolve("run"))
                .split(" "))
        .timeout(Duration.ofMinutes(5))
        .run();
    assertEquals(0, result.exit(), result.err());
    assertTrue(
        result.out().matches("(?s)time     training alone [\\d.]+ s in 2 epochs; this run in all, .*"), result.out());
    Metrics metrics = Metrics.read(folder.resolve("run"));
    assertEquals("airbench", metrics.config().net());
    assertEquals("mirrored-shifted", metrics.config().testViews().toString());
    assertEquals(0.95, metrics.config().lookahead());
    assertTrue(metrics.config().dropLast());
  }
}
