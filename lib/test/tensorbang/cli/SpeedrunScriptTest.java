package tensorbang.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.boot.Command;
import tensorbang.train.Metrics;

/** speedrun.java as a user calls it, on a few of the built-in images. */
class SpeedrunScriptTest {
  @TempDir
  Path folder;

  private Command.Result speedrun(String name, String... arguments) {
    List<String> all = new ArrayList<>(List.of(
        "--dataset", "shapes10", "--limit", "128", "--batch-size", "32", "--epochs", "2", "--precision", "float32"));
    all.addAll(List.of("--block1", "8", "--block2", "16", "--block3", "16", "--out", folder.resolve(name).toString()));
    all.addAll(Arrays.asList(arguments));
    return Command.script("speedrun", all.toArray(String[]::new)).run();
  }

  @Test
  void trainsWithTheRecipeOfAirbenchAndPrintsBothTimes() throws IOException {
    Command.Result result = speedrun("one");
    assertEquals(0, result.exit(), result.err());
    assertTrue(
        result.out().matches("(?s)time     training alone [\\d.]+ s in 2 epochs; this run in all, .*"), result.out());
    Metrics metrics = Metrics.read(folder.resolve("one"));
    assertEquals("airbench", metrics.config().net());
    assertEquals("mirrored-shifted", metrics.config().testViews().toString());
    assertEquals(0.95, metrics.config().lookahead());
    assertTrue(metrics.config().dropLast());
    assertEquals(0, speedrun("two", "--quiet").exit());
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("one/model/last.safetensors")),
        Files.readAllBytes(folder.resolve("two/model/last.safetensors")));
  }
}
