package tensorbang.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.Json;
import tensorbang.boot.Checkout;
import tensorbang.boot.Command;
import tensorbang.data.shapes.Shapes10;
import tensorbang.model.ModelCard;
import tensorbang.tf.Device;
import tensorbang.train.Metrics;
import tensorbang.train.Progress;
import tensorbang.train.RunContext;
import tensorbang.train.TrainConfig;
import tensorbang.train.Trainer;

/** resnet20.java as a user calls it. */
class Resnet20ScriptTest {
  private static final Path TEST_IMAGES = Checkout.root().resolve("data/cifar-10-batches-bin/test_batch.bin");

  @TempDir
  static Path shared;

  private static Path model;
  private static Metrics metrics;

  @TempDir
  Path folder;

  @BeforeAll
  static void train() {
    model = shared.resolve("small");
    TrainConfig config = TrainConfig.DEFAULTS
        .with("net", "simplenn")
        .with("dataset", "shapes10")
        .with("epochs", 2)
        .with("limit", 300);
    metrics = Trainer.train(
        config,
        Shapes10.dataset().limit(300),
        new RunContext(shared.resolve("run"), model, Device.CPU, 2, Progress.NONE, () -> false));
  }

  @Test
  void whatTrainingMeasuredItMeasuresAgain() {
    var result = Command.script(
            "resnet20",
            "--model",
            model.toString(),
            "--dataset",
            "shapes10",
            "--limit",
            "300",
            "--out",
            folder.toString())
        .run();
    assertEquals(0, result.exit(), result.err());
    JsonNode json = Json.read(folder.resolve("evaluation.json"), JsonNode.class);
    assertEquals(metrics.last().testAccuracy(), json.get("accuracy").asDouble());
    assertEquals(300, json.get("images").asInt());
    assertEquals(82_030, json.get("cost").get("parameters").asLong());
    assertTrue(json.get("class_accuracy").get("star").isNumber(), json.toString());
    assertEquals(10, json.get("confusion").size());
    assertTrue(json.get("mean_class_accuracy").isNumber(), json.toString());
    assertTrue(json.get("images_per_second").asDouble() > 0, json.toString());
    assertTrue(json.path("top5_accuracy").isMissingNode(), json.toString());
    assertTrue(Files.exists(folder.resolve("mistakes.png")));
    assertTrue(result.out().contains(" images/s; "), result.out());
    assertTrue(Files.exists(folder.resolve("confusion.png")) && Files.exists(folder.resolve("confusion.svg")));
    assertTrue(result.out().contains("82,030 parameters; 716,328 multiply-accumulates"), result.out());
  }

  @Test
  void aModelOfAHundredClassesHasTopFiveAccuracyAndSuperclasses() {
    assumeTrue(Files.exists(Checkout.root().resolve("data/cifar-100-binary/test.bin")), "CIFAR-100 is not here");
    Path untrained = UntrainedModel.write(folder.resolve("untrained"), "vanillacnn", "cifar100");
    var result = Command.script(
            "resnet20",
            "--model",
            untrained.toString(),
            "--dataset",
            "cifar100",
            "--limit",
            "500",
            "--out",
            folder.toString())
        .run();
    assertEquals(0, result.exit(), result.err());
    JsonNode json = Json.read(folder.resolve("evaluation.json"), JsonNode.class);
    assertTrue(json.get("top5_accuracy").asDouble() >= json.get("accuracy").asDouble(), json.toString());
    assertTrue(result.out().contains("among the five most probable classes: "), result.out());
    assertTrue(
        result.out().contains(folder.resolve("confusion-superclasses.png").toString()), result.out());
    for (String file : List.of("confusion.svg", "confusion-superclasses.png", "confusion-superclasses.svg"))
      assertTrue(Files.exists(folder.resolve(file)), file);
  }

  @Test
  void imagesOfOtherClassesAreRefused() {
    var result = Command.script("resnet20", "--model", model.toString(), "--dataset", "cifar100")
        .run();
    assumeTrue(!result.err().contains("downloaded"), "CIFAR-100 is not here");
    refused(result, "--dataset cifar100: the model knows other classes (circle");
  }

  @Test
  void badInputIsOneLine() {
    Path nothing = folder.resolve("nothing");
    refused(Command.script("resnet20", "--model", nothing.toString()).run(), nothing + " holds no model");
    refused(
        Command.script("resnet20", "--model", model.toString(), "--weights", "first", "--dataset", "shapes10")
            .run(),
        "--weights first: " + model + " has last, best");
    refused(Command.script("resnet20", "--limit", "x").run(), "resnet20.java: Invalid value for option '--limit'");
  }

  @Test
  void helpShowsTheDefaults() {
    var result = Command.script("resnet20", "--help").run();
    assertEquals(0, result.exit(), result.err());
    for (String word : List.of("--model", "models/resnet20", "--weights", "--out", "--device"))
      assertTrue(result.out().contains(word), word + " in " + result.out());
  }

  /** Its card has what training measured in bfloat16; the script computes in float32. */
  @Test
  void theModelThatComesWithTheProjectIsAsGoodAsItsCardSays() {
    assumeTrue(Files.exists(TEST_IMAGES), "CIFAR-10 is not here");
    double said = ModelCard.read(Workspace.models().resolve("resnet20"))
        .weights()
        .get("last")
        .testAccuracy();
    var tested = Command.script("resnet20", "--dataset", "cifar10", "--out", folder.toString())
        .run();
    assertEquals(0, tested.exit(), tested.err());
    JsonNode json = Json.read(folder.resolve("evaluation.json"), JsonNode.class);
    assertEquals(10_000, json.get("images").asInt());
    assertEquals(said, json.get("accuracy").asDouble(), 2e-3);
    assertTrue(json.get("accuracy").asDouble() >= 0.915, json.get("accuracy").asText());
  }

  /** The figure is the publisher's: 8.27 % error; rounding may move a few images. */
  @Test
  void thePublishedCheckpointScoresWhatItDidInPyTorch() {
    Path checkpoint = Checkout.root().resolve("../shared/torch/resnet20-12fca82f.th");
    assumeTrue(Files.exists(checkpoint), "the checkpoint is not beside the checkout");
    assumeTrue(Files.exists(TEST_IMAGES), "CIFAR-10 is not here");
    String to = folder.resolve("model").toString();
    var imported = Command.script("import-torch", checkpoint.toString(), "--net", "resnet20", "--to", to)
        .run();
    assertEquals(0, imported.exit(), imported.err());
    var tested = Command.script("resnet20", "--model", to, "--dataset", "cifar10", "--out", folder.toString())
        .timeout(Duration.ofMinutes(5))
        .run();
    assertEquals(0, tested.exit(), tested.err());
    assertEquals(
        9173,
        Json.read(folder.resolve("evaluation.json"), JsonNode.class)
            .get("correct")
            .asInt(),
        3);
  }

  private static void refused(Command.Result result, String said) {
    assertEquals(2, result.exit(), result.err());
    assertEquals(1, result.errLines().size(), result.err());
    assertTrue(result.errLines().get(0).startsWith(said), result.err());
  }
}
