package tensorbang.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.boot.Command;
import tensorbang.experiment.settings.Made;
import tensorbang.experiment.settings.SimpleNNLab;
import tensorbang.report.TextTable;
import tensorbang.train.Metrics;
import tensorbang.train.TrainConfig;

/** collect.java as a user calls it, on runs that nobody made. */
@Tag("processes")
class CollectScriptTest {
  @TempDir
  Path folder;

  private static TrainConfig config(Map<String, ?> settings) {
    return TrainConfig.of(SimpleNNLab.GIVEN.with(settings));
  }

  private void run(String name, TrainConfig config, double accuracy) {
    Made.metrics(config, Metrics.Status.FINISHED, accuracy / 2, accuracy)
        .write(folder.resolve("runs").resolve(name));
  }

  private Command.Result collect(Path... folders) {
    List<String> all =
        new java.util.ArrayList<>(List.of("--out", folder.resolve("out").toString(), "--title", "Mine"));
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
  void aNetworkIsNotDescribedByOptionsThatItLacks() {
    run("small", config(Map.of()), 0.5);
    run("large", config(Map.of("net", "convnet")), 0.9);
    Command.Result result = collect(folder.resolve("runs"));
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.out().lines().anyMatch(line -> line.matches("\\* convnet +90\\.00 % .*")), result.out());
    assertTrue(result.out().lines().anyMatch(line -> line.matches("  simplenn +50\\.00 % .*")), result.out());
  }

  @Test
  void dataSetsHaveATableEach() {
    run("ten", config(Map.of()), 0.5);
    run("hundred", config(Map.of("dataset", "cifar100")), 0.2);
    Command.Result result = collect(folder.resolve("runs"));
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.out().contains("Mine, cifar10\n") && result.out().contains("Mine, cifar100\n"), result.out());
    for (String dataset : List.of("cifar10", "cifar100"))
      assertEquals(
          1,
          TextTable.readCsv(folder.resolve("out").resolve(dataset).resolve("summary.csv"))
              .rowCount());
  }

  @Test
  void whatCannotBeComparedIsNamedAndLeftOut() throws Exception {
    run("good", config(Map.of()), 0.5);
    Map<String, String> bad = new java.util.TreeMap<>();
    String good = Files.readString(folder.resolve("runs/good/metrics.json"));
    bad.put("braces", "{}");
    bad.put("bad-setting", good.replaceFirst("\"batch_size\" : \\d+", "\"batch_size\" : -1"));
    bad.put("cut", good.substring(0, good.length() / 2));
    bad.put("empty", "");
    bad.put("no-config", good.replaceFirst("(?s)\"config\" : \\{.*?\\n  \\}", "\"config\" : null"));
    bad.put("no-epochs", good.replaceFirst("(?s)\"epochs\" : \\[.*?\\n?\\]", "\"epochs\" : []"));
    bad.put("null-epoch", good.replaceFirst("\"epochs\" : \\[", "\"epochs\" : [ null,"));
    bad.put("null", "null");
    bad.put("number", "3");
    bad.put("other-schema", good.replaceFirst("\"schema\" : 1", "\"schema\" : 7"));
    bad.put("scratch", good.replaceFirst("\"tensorflow\" : \"tf\"", "\"tensorflow\" : null"));
    for (var entry : bad.entrySet()) {
      Path file = folder.resolve("runs").resolve(entry.getKey()).resolve("metrics.json");
      Files.createDirectories(file.getParent());
      Files.writeString(file, entry.getValue());
    }
    Command.Result result = collect(folder.resolve("runs"));
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.out().lines().anyMatch(line -> line.matches("simplenn +50\\.00 % .* 1")), result.out());
    assertEquals(bad.size(), result.errLines().size(), result.err());
    for (String name : bad.keySet())
      assertTrue(
          result.errLines().stream().anyMatch(l -> l.startsWith("left out: ") && l.contains("/" + name)), result.err());
  }

  @Test
  void aRunOfScratchTrainIsLeftOut() {
    String scratch = folder.resolve("runs/scratch").toString();
    Command.Result trained = Command.script(
            "scratch-train", "--dataset", "shapes10", "--limit", "20", "--epochs", "1", "--quiet", "--out", scratch)
        .run();
    assertEquals(0, trained.exit(), trained.err());
    Command.Result alone = collect(folder.resolve("runs"));
    assertEquals(2, alone.exit());
    assertTrue(alone.err().startsWith("no run to compare: " + scratch), alone.err());
    run("good", config(Map.of()), 0.5);
    Command.Result both = collect(folder.resolve("runs"));
    assertEquals(0, both.exit(), both.err());
    assertEquals(
        List.of("left out: " + scratch + " is a run without TensorFlow, which has other settings"), both.errLines());
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
