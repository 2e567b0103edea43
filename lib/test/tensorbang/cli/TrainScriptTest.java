package tensorbang.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.boot.Checkout;
import tensorbang.boot.Command;
import tensorbang.train.Metrics;
import tensorbang.train.TrainConfig;

/** train.java as a user calls it, on the built-in data set. */
@Tag("processes")
class TrainScriptTest {
  @TempDir
  Path folder;

  private static Command train(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--dataset", "shapes10"));
    all.addAll(Arrays.asList(arguments));
    return Command.script("train", all.toArray(String[]::new));
  }

  private String out(String name) {
    return folder.resolve(name).toString();
  }

  private Path model(String name) {
    return folder.resolve(name).resolve("model");
  }

  @Test
  void helpShowsTheOptionsAndTheirDefaults() {
    Command.Result result = Command.script("train", "--help").run();
    assertEquals(0, result.exit());
    for (String option : List.of(
        "--net",
        "--dataset",
        "--data",
        "--seed",
        "--seeds",
        "--epochs",
        "--batch-size",
        "--lr",
        "--momentum",
        "--weight-decay",
        "--l1",
        "--schedule",
        "--augment",
        "--loss",
        "--precision",
        "--device",
        "--threads",
        "--limit",
        "--out",
        "--resume",
        "--quiet")) assertTrue(result.out().contains(option), option);
    String help = result.out().replaceAll("\\s+", " ");
    for (String part : List.of("resnet20, ", "focal[:GAMMA], ", "cosine, ", "cutout[:SIZE], ", "(default: one-cycle)"))
      assertTrue(help.contains(part), part);
  }

  @Test
  void writesModelMetricsAndCurvesAndSaysWhere() {
    Command.Result result =
        train("--limit", "64", "--epochs", "1", "--out", out("a")).run();
    assertEquals(0, result.exit(), result.err());
    List<String> lines = result.out().lines().toList();
    assertTrue(lines.get(0).startsWith("test accuracy "), result.out());
    for (String file : List.of("metrics.json", "curves.png", "curves.svg"))
      assertTrue(Files.isRegularFile(folder.resolve("a").resolve(file)), file);
    for (String file : List.of("model.json", "last.safetensors", "best.safetensors"))
      assertTrue(Files.isRegularFile(model("a").resolve(file)), file);
    assertTrue(lines.contains("model    " + model("a")), result.out());
    assertFalse(Files.exists(Checkout.root().resolve("models/a")), "a run with --out writes nowhere else");
    assertTrue(result.err().lines().anyMatch(l -> l.matches("conv1 +conv +28x28x32 +2,400 .*")), result.err());
    assertTrue(result.err().lines().anyMatch(l -> l.startsWith("device   ")), result.err());
    assertTrue(result.err().contains("epoch 1/1"), result.err());
    assertFalse(result.err().contains("tensorflow/"), "TensorFlow's chatter: " + result.err());
  }

  @Test
  void curvesSayThatTheTrainingLossAloneHasLabelSmoothing() throws IOException {
    String[] call = {"--net", "twolayer", "--limit", "32", "--epochs", "1", "--quiet", "--out", out("a")};
    assertEquals(0, train(call).run().exit());
    String curves = Files.readString(folder.resolve("a/curves.svg"));
    assertTrue(curves.contains("train (loss with label smoothing 0.1)"), "the legend does not say so");
  }

  @Test
  void liveCurvesWithoutADisplayAreRefusedOnOneLine() {
    Command.Result result = train("--live").environment("DISPLAY", null).run();
    assertEquals(2, result.exit(), result.err());
    assertEquals(1, result.errLines().size(), result.err());
    assertTrue(result.err().startsWith("--live: there is no display"), result.err());
  }

  @Test
  void tensorFloat32OnACpuIsRefusedOnOneLine() {
    Command.Result result = train("--precision", "tf32", "--device", "cpu").run();
    assertEquals(2, result.exit(), result.err());
    assertEquals(1, result.errLines().size(), result.err());
    assertTrue(result.err().startsWith("--precision tf32: "), result.err());
  }

  @Test
  void quietSaysNothingButTheResult() {
    Command.Result result =
        train("--limit", "32", "--epochs", "1", "--quiet", "--out", out("a")).run();
    assertEquals(List.of(), result.errLines());
    assertEquals(4, result.out().lines().count());
  }

  @Test
  void aNetworkWithoutBatchNormLearnsAtATenthOfTheRateUnlessToldOtherwise() {
    String[] little = {"--net", "twolayer", "--limit", "32", "--epochs", "1", "--quiet", "--out", out("a")};
    assertEquals(0, train(little).run().exit());
    assertEquals(
        TrainConfig.DEFAULTS.lr() / 10,
        Metrics.read(folder.resolve("a")).config().lr());
    little[little.length - 1] = out("b");
    String[] told = Arrays.copyOf(little, little.length + 2);
    told[little.length] = "--lr";
    told[little.length + 1] = "0.15";
    assertEquals(0, train(told).run().exit());
    assertEquals(0.15, Metrics.read(folder.resolve("b")).config().lr());
  }

  @Test
  void settingsComeFromAFileAndTheCommandLineWins() throws IOException {
    Path file = Files.writeString(folder.resolve("some.yaml"), "net: twolayer\nhidden: 7\nepochs: 1\nlr: 0.5\n");
    String[] call = {"--config", file.toString(), "--limit", "32", "--quiet", "--lr", "0.25", "--out", out("a")};
    Command.Result result = train(call).run();
    assertEquals(0, result.exit(), result.err());
    TrainConfig config = Metrics.read(folder.resolve("a")).config();
    assertEquals(7, config.netOptions().get("hidden"));
    assertEquals(0.25, config.lr());
    assertEquals("shapes10", config.dataset());
  }

  @Test
  void anOptimizerBringsItsLearningRateAndValidationChoosesTheEpoch() {
    String[] call = {
      "--net",
      "twolayer",
      "--optimizer",
      "adamw",
      "--limit",
      "100",
      "--validation",
      "40",
      "--epochs",
      "2",
      "--quiet",
      "--out",
      out("a")
    };
    Command.Result result = train(call).run();
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.out().lines().findFirst().orElse("").contains("highest validation accuracy"), result.out());
    Metrics metrics = Metrics.read(folder.resolve("a"));
    assertEquals(0.001, metrics.config().lr());
    assertEquals("validation", metrics.last().chosenBy());
  }

  @Test
  void nonsenseIsOneLineAndExitCodeTwo() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    List<List<String>> calls = List.of(
        List.of("--epochs", "-1"),
        List.of("--net", "nosuch"),
        List.of("--lr", "abc"),
        List.of("--batch-size", "0"),
        List.of("--schedule", "sometimes"),
        List.of("--net", "simplenn", "--size", "8", "--limit", "8", "--quiet"),
        List.of("--seeds", "1,1"),
        List.of("--seeds", "1,2,"),
        List.of("--net", "twolayer", "--hidden", "2147483647"),
        List.of("--threads", "0"),
        List.of("--config", "nosuch.yaml"),
        List.of("--dataset", "banana"),
        List.of(
            "--limit",
            "8",
            "--patience",
            "3",
            "--out",
            file.resolveSibling("never").toString()),
        List.of("--out", file.toString()),
        List.of("--nosuchoption"),
        List.of("--limit", "8", "--out", file.resolve("below").toString()));
    for (List<String> call : calls) {
      Command.Result result = train(call.toArray(String[]::new)).run();
      assertEquals(2, result.exit(), call + ": " + result.err());
      assertEquals(1, result.errLines().size(), call + ": " + result.err());
    }
    assertFalse(Files.exists(folder.resolve("never")));
  }

  @Test
  void aGpuThatIsNotThereIsAnErrorThatSaysWhatToDo() {
    Command.Result result =
        train("--limit", "8", "--device", "gpu", "--out", out("a")).run();
    org.junit.jupiter.api.Assumptions.assumeFalse(result.exit() == 0, "there is a GPU");
    assertEquals(2, result.exit());
    assertTrue(result.err().contains("TF_NATIVE=linux-x86_64-gpu"), result.err());
  }

  @Test
  void aFolderThatHoldsARunIsNotOverwritten() {
    String[] call = {"--limit", "32", "--epochs", "1", "--out", out("a")};
    assertEquals(0, train(call).run().exit());
    Command.Result again = train(call).run();
    assertEquals(2, again.exit());
    assertTrue(again.err().contains("--resume"), again.err());
  }

  @Test
  void aKilledRunResumesToTheBitsOfAnUnbrokenOne() throws IOException {
    String[] settings = {"--limit", "256", "--epochs", "4", "--batch-size", "64"};
    assertEquals(0, train(with(settings, "--out", out("a"))).run().exit());

    Path run = folder.resolve("b");
    try (Command.Running running =
        train(with(settings, "--out", run.toString())).start()) {
      running.awaitOutput("epoch 1/4");
      running.signal("KILL");
      assertEquals(137, running.await().exit());
    }
    Command.Result resumed =
        train(with(settings, "--out", run.toString(), "--resume")).run();
    assertEquals(0, resumed.exit(), resumed.err());
    assertTrue(resumed.err().contains("going on with epoch "), resumed.err());
    assertFalse(resumed.err().contains("epoch 1/4"), resumed.err());
    assertArrayEquals(
        Files.readAllBytes(model("a").resolve("last.safetensors")),
        Files.readAllBytes(model("b").resolve("last.safetensors")));
    assertEquals(
        Metrics.read(folder.resolve("a")).last().testAccuracy(),
        Metrics.read(run).last().testAccuracy());
  }

  @Test
  void interruptedItSavesACheckpointAndExitsWith130() throws IOException {
    Command.assumeThatInterruptsArrive();
    Path run = folder.resolve("a");
    String[] call = {"--limit", "500", "--epochs", "50", "--out", run.toString()};
    try (Command.Running running = train(call).start()) {
      running.awaitOutput("epoch  1/50");
      running.signal("INT");
      Command.Result result = running.await();
      assertEquals(130, result.exit(), result.err());
      assertTrue(result.err().contains("--resume"), result.err());
    }
    assertTrue(Files.exists(run.resolve("checkpoint.safetensors")));
    assertEquals(Metrics.Status.INTERRUPTED, Metrics.read(run).status());
  }

  private static String[] with(String[] some, String... more) {
    return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray(String[]::new);
  }
}
