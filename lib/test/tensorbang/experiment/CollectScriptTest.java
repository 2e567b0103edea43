package tensorbang.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.boot.Command;
import tensorbang.experiment.settings.Made;
import tensorbang.experiment.settings.SimpleNNLab;
import tensorbang.train.Metrics;
import tensorbang.train.TrainConfig;

/** collect.java as a user calls it, on runs that nobody made. */
class CollectScriptTest {
  @TempDir Path folder;

  private static TrainConfig config(Map<String, ?> settings) {
    return TrainConfig.of(SimpleNNLab.GIVEN.with(settings));
  }

  private void run(String name, TrainConfig config, double accuracy) {
    Made.metrics(config, Metrics.Status.FINISHED, accuracy / 2, accuracy).write(folder.resolve("runs").resolve(name));
  }

  private Command.Result collect(Path... folders) {
    List<String> all = new java.util.ArrayList<>(List.of("--out", folder.resolve("out").toString(), "--title", "Mine"));
    for (Path f : folders) all.add(f.toString());
    return Command.script("collect", all.toArray(String[]::new)).run();
  }

  @Test
  void runsThatDifferInTheirSeedAreOneRowNamedByWhatDiffers() {
    run("one", config(Map.of("seed", 1)), 0.5);
    run("two", config(Map.of("seed", 2)), 0.7);
    run("deep/three", config(Map.of("activation", "swish")), 0.8);
    Command.Result result = collect(folder.resolve("runs"));
    assertEquals(0, result.exit(), result.err());
    List<String> lines = result.out().lines().toList();
    assertEquals("Mine", lines.get(0));
    assertTrue(lines.get(4).matches("\\* swish +80\\.00 % .*"), result.out());
    assertTrue(lines.get(5).matches("  relu +60\\.00 ± 10\\.00 % .* 2"), result.out());
    assertTrue(Files.exists(folder.resolve("out/summary.csv")));
    assertTrue(Files.exists(folder.resolve("out/final-accuracy.png")));
  }

  @Test
  void oneNumberThatDiffersIsASweep() throws Exception {
    for (double rate : new double[] {1, 0.1, 0.001}) {
      run("plain" + rate, config(Map.of("lr", rate)), 0.5);
      run("norm" + rate, config(Map.of("lr", rate, "batch_norm", true)), 0.6);
    }
    Command.Result result = collect(folder.resolve("runs"));
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.out().contains("no batch norm, lr 0.001"), result.out());
    String svg = Files.readString(folder.resolve("out/final-accuracy.svg"));
    for (String text : List.of(">learning rate<", ">0.001<", ">batch norm<", ">no batch norm<"))
      assertTrue(svg.contains(text), text);
  }

  @Test
  void theSameRunTwiceCountsOnce() {
    run("one", config(Map.of()), 0.5);
    run("copy", config(Map.of()), 0.5);
    Command.Result result = collect(folder.resolve("runs"), folder.resolve("runs/one"));
    assertTrue(result.out().lines().anyMatch(line -> line.matches("simplenn +50\\.00 % .* 1")), result.out());
  }

  @Test
  void nonsenseIsOneLineAndExitCodeTwo() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    for (Path wrong : List.of(empty, folder.resolve("none"))) {
      Command.Result result = collect(wrong);
      assertEquals(2, result.exit());
      assertEquals(1, result.errLines().size(), result.err());
      assertTrue(result.err().contains(wrong.toString()), result.err());
    }
    assertEquals(2, Command.script("collect").run().exit());
  }
}
