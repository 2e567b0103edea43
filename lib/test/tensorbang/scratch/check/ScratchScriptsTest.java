package tensorbang.scratch.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tensorbang.Json;
import tensorbang.boot.Command;
import tensorbang.data.shapes.Shapes10;
import tensorbang.weights.Safetensors;

/** gradient-check.java, scratch-train.java and scratch-speed.java as a user calls them. */
@Tag("processes")
class ScratchScriptsTest {
  @TempDir
  Path folder;

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void helpShowsTheOptionsAndTheirDefaults() {
    assertHelp("gradient-check", "--seeds", "--faulty", "(default: 1,2,3,4,5)");
    assertHelp(
        "scratch-train",
        "--net",
        "--dataset",
        "--data",
        "--seed",
        "--epochs",
        "--batch-size",
        "--lr",
        "--momentum",
        "--weight-decay",
        "--schedule",
        "--augment",
        "--threads",
        "--limit",
        "--out",
        "--quiet",
        "(default: 50)");
    assertHelp("scratch-speed", "--net", "--batch-size", "--threads", "--turns", "(default: 128)");
  }

  private static void assertHelp(String script, String... words) {
    Command.Result result = Command.script(script, "--help").run();
    assertEquals(0, result.exit(), result.err());
    for (String word : words) assertTrue(result.out().contains(word), script + " says nothing of " + word);
  }

  @Test
  void nonsenseIsOneLineAndExitCodeTwo() throws IOException {
    Files.writeString(folder.resolve("metrics.json"), "{}");
    assertRefused("gradient-check", "--seeds", "one");
    assertRefused("gradient-check", "--faulty", "nosuch");
    assertRefused("scratch-train", "--net", "nosuch");
    assertRefused("scratch-train", "--lr", "NaN");
    assertRefused("scratch-train", "--limit", "-1");
    assertRefused("scratch-train", "--out", folder.toString());
    assertRefused("scratch-train", "--out", folder.resolve("metrics.json").toString());
    assertRefused("scratch-speed", "--net", "nosuch");
    assertRefused("scratch-speed", "--json", folder.toString());
    assertRefused("gradient-check", "--json", folder.toString());
    assertRefused("gradient-check", "--seeds", "1,");
  }

  private static void assertRefused(String script, String option, String value) {
    Command.Result result = Command.script(script, option, value).run();
    assertEquals(2, result.exit(), script + " " + option + " " + value + ": " + result.err());
    assertEquals(1, result.errLines().size(), result.err());
    assertTrue(result.err().contains(option), result.err());
  }

  @Test
  void gradientCheckPassesAndWritesItsFigures() {
    Command.Result result = Command.script("gradient-check", "--seeds", "1", "--json", file("check.json"))
        .run();
    assertEquals(0, result.exit(), result.out() + result.err());
    assertTrue(result.out().contains("all passed"), result.out());
    JsonNode figures = Json.read(folder.resolve("check.json"), JsonNode.class);
    assertTrue(figures.get("passed").asBoolean());
    assertEquals(2 * GradientCheck.names().size(), figures.get("rows").size());
    assertEquals(4, figures.get("optimizers").size());
    for (String line : result.out().lines().toList()) assertTrue(line.length() <= 80, line);
  }

  @Test
  void gradientCheckFailsForAWrongGradient() {
    Command.Result result = Command.script("gradient-check", "--seeds", "1", "--faulty", "convolution, groups")
        .run();
    assertEquals(1, result.exit(), result.out() + result.err());
    List<String> failed =
        result.out().lines().filter(line -> line.contains("FAILED")).toList();
    assertEquals(2, failed.size(), result.out());
    for (String line : failed) assertTrue(line.startsWith("convolution, groups"), line);
  }

  @Test
  void trainsAndSaysWhereTheFilesAre() {
    String[] call = {
      "--dataset", "shapes10", "--limit", "20", "--epochs", "2", "--net", "light", "--out", file("a"), "--quiet"
    };
    Command.Result result = Command.script("scratch-train", call).run();
    assertEquals(0, result.exit(), result.err());
    assertEquals(List.of(), result.errLines());
    assertEquals(4, result.out().lines().count(), result.out());
    Path run = folder.resolve("a");
    for (String name : List.of("curves.png", "curves.svg")) assertTrue(Files.isRegularFile(run.resolve(name)), name);
    JsonNode metrics = Json.read(run.resolve("metrics.json"), JsonNode.class);
    assertEquals("finished", metrics.get("status").asText());
    assertEquals(2, metrics.get("epochs").size());
    assertEquals(10_342_400, metrics.get("model").get("macs").asLong());
    assertTrue(metrics.get("final").get("best_test_accuracy").isNumber());
    assertTrue(Safetensors.read(run.resolve("model/last.safetensors")).arrays().containsKey("bn1/moving_mean"));
  }

  /** The picture that test.java classifies goes through TensorFlow's network with the weights of the one in Java. */
  @ParameterizedTest
  @ValueSource(strings = {"simplenn", "light", "vanillacnn"})
  void testJavaReadsTheModel(String net) throws IOException {
    String[] call = {
      "--dataset", "shapes10", "--limit", "20", "--epochs", "1", "--net", net, "--out", file("a"), "--quiet"
    };
    assertEquals(0, Command.script("scratch-train", call).run().exit());
    ImageIO.write(
        Shapes10.dataset(1, 1, 1).train().image(0),
        "png",
        folder.resolve("picture.png").toFile());
    Command.Result answer = Command.script(
            "test", file("picture.png"), "--model", file("a/model"), "--out", file("maps"))
        .run();
    assertEquals(0, answer.exit(), answer.err());
  }

  @Test
  void aTrainingThatDivergesSaysSo() {
    String[] call = {"--dataset", "shapes10", "--limit", "20", "--epochs", "9", "--lr", "1e9", "--out", file("a")};
    Command.Result result = Command.script("scratch-train", call).run();
    assertEquals(1, result.exit(), result.err());
    assertTrue(result.err().contains("--lr"), result.err());
    assertEquals(
        "diverged",
        Json.read(folder.resolve("a/metrics.json"), JsonNode.class)
            .get("status")
            .asText());
  }

  @Test
  void ctrlCEndsItWith130() {
    Command.assumeThatInterruptsArrive();
    String[] call = {"--dataset", "shapes10", "--epochs", "100000", "--out", file("a")};
    try (Command.Running running = Command.script("scratch-train", call).start()) {
      running.awaitOutput("epoch      1/100000");
      running.signal("INT");
      assertEquals(130, running.await().exit());
    }
    assertEquals(
        "interrupted",
        Json.read(folder.resolve("a/metrics.json"), JsonNode.class)
            .get("status")
            .asText());
  }

  @Test
  void speedComparesTheSameNetworkOnBothSides() {
    String[] call = {"--turns", "1", "--seconds", "0.05", "--batch-size", "8", "--json", file("speed.json")};
    Command.Result result = Command.script("scratch-speed", call).run();
    assertEquals(0, result.exit(), result.err());
    String[] words =
        result.err().lines().findFirst().orElseThrow().replace(",", "").split(" ");
    // "loss of the first step: A in plain Java, B in TensorFlow"
    assertEquals(Double.parseDouble(words[5]), Double.parseDouble(words[9]), 1e-4, result.err());
    JsonNode figures = Json.read(folder.resolve("speed.json"), JsonNode.class);
    assertTrue(figures.get("training_step").get("ratio").asDouble() > 0);
  }
}
