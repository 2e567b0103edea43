package tensorbang.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.Json;
import tensorbang.boot.Command;

/** infer-speed.java as a user calls it. */
@Tag("processes")
class InferSpeedScriptTest {
  @TempDir
  Path folder;

  private Command.Result measure(String... more) {
    String[] all = new String[more.length + 6];
    System.arraycopy(more, 0, all, 6, more.length);
    List<String> few = List.of("--warmup", "2", "--iterations", "20", "--out", folder.toString());
    for (int i = 0; i < 6; i++) all[i] = few.get(i);
    return Command.script("infer-speed", all).run();
  }

  private JsonNode json() {
    return Json.read(folder.resolve("latency.json"), JsonNode.class);
  }

  @Test
  void measuresTheConvnetAndResNet20ByDefault() {
    var result = measure();
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.out().contains("timed: one image, one Session.run"), result.out());
    JsonNode json = json();
    assertEquals(List.of("convnet", "resnet20"), json.get("networks").findValuesAsText("name"));
    assertEquals("noise", json.get("image").asText());
    assertEquals("float32", json.get("precision").asText());
    JsonNode resnet = json.get("networks").get(1);
    assertEquals(19, resnet.get("folded_batch_norms").asInt());
    assertEquals(40_551_040, resnet.get("cost").get("macs").asLong());
    JsonNode latency = resnet.get("latency");
    assertEquals(20, latency.get("all").size());
    assertTrue(latency.get("min").asDouble() > 0, latency.toString());
    assertTrue(latency.get("min").asDouble() <= latency.get("median").asDouble(), latency.toString());
    assertTrue(latency.get("median").asDouble() <= latency.get("p95").asDouble(), latency.toString());
    assertTrue(latency.get("p95").asDouble() <= latency.get("p99").asDouble(), latency.toString());
    assertTrue(Files.exists(folder.resolve("latency.png")) && Files.exists(folder.resolve("latency.svg")));
  }

  @Test
  void measuresATrainedModel() {
    Path model = UntrainedModel.write(folder.resolve("mine"), "simplenn");
    var result = measure("--model", model.toString(), "--threads", "1");
    assertEquals(0, result.exit(), result.err());
    assertEquals("mine", json().get("networks").get(0).get("name").asText());
    assertEquals(1, json().get("environment").get("threads").asInt());
  }

  @Test
  void everyMeasurementHasAFolderOfItsOwn() {
    String[] words = {"--net", "twolayer,twolayer", "--hidden", "7", "--warmup", "1", "--iterations", "5"};
    for (String name : List.of("twolayer-twolayer", "twolayer-twolayer-2")) {
      var result = Command.script("infer-speed", words)
          .environment("TENSORBANG_ROOT", folder.toString())
          .run();
      assertEquals(0, result.exit(), result.err());
      assertTrue(result.out().contains("infer-speed/" + name + "/latency.json"), result.out());
      assertTrue(
          Files.exists(folder.resolve("results/infer-speed").resolve(name).resolve("latency.png")));
    }
  }

  @Test
  void measuresOnnxRuntimeBesideTensorFlowAndComparesTheirOutputs() {
    var result = measure("--net", "simplenn", "--engine", "onnxruntime", "--threads", "1");
    assertEquals(0, result.exit(), result.err());
    JsonNode rows = json().get("networks");
    assertEquals(List.of("tensorflow", "onnxruntime"), rows.findValuesAsText("engine"));
    assertEquals(1, rows.get(0).get("ratio").asDouble());
    double ratio = rows.get(1).get("ratio").asDouble();
    assertEquals(median(rows.get(0)) / median(rows.get(1)), ratio, 1e-9);
    assertEquals(0, rows.get(0).get("logit_difference").asDouble());
    double difference = rows.get(1).get("logit_difference").asDouble();
    assertTrue(difference <= 1e-4, result.out());
    String said = String.format(
        Locale.ROOT,
        "simplenn: TensorFlow takes %.2f times as long as ONNX Runtime (medians); the logits agree to %.1e",
        ratio,
        difference);
    assertTrue(result.out().contains(said), result.out());
  }

  private static double median(JsonNode row) {
    return row.get("latency").get("median").asDouble();
  }

  @Test
  void anOptionOfTheNetworkCounts() {
    var result = measure("--net", "twolayer", "--hidden", "7");
    assertEquals(0, result.exit(), result.err());
    assertEquals(
        7 * 3073 + 8 * 10,
        json().get("networks").get(0).get("cost").get("parameters").asInt());
  }

  @Test
  void badInputIsOneLineThatNamesTheOption() {
    Path nothing = folder.resolve("nothing.png");
    refused(measure("--net", "nosuch"), "--net nosuch: expected one of");
    refused(measure("--engine", "torch"), "--engine torch: expected tensorflow or onnxruntime");
    refused(measure("--engine", "onnxruntime", "--precision", "bfloat16"), "--engine onnxruntime: computes in float32");
    refused(measure("--net", "convnet", "--hidden", "3"), "--hidden: the network convnet has no such option");
    refused(measure("--net", "convnet", "--model", "x"), "--net and --model: give one of them");
    refused(measure("--model", "x", "--batch-norm"), "--batch-norm: has no meaning with --model");
    refused(measure("--weights", "best"), "--weights: has no meaning without --model");
    refused(measure("--model", nothing.toString()), nothing + " holds no model");
    refused(measure("--image", nothing.toString()), nothing + ": no such file");
    refused(measure("--precision", "int8"), "--precision int8: expected one of float32, bfloat16");
    refused(measure("--threads", "0"), "--threads 0: must be");
    refused(measure("--net", "convnet,"), "--net: expected one of");
    refused(Command.script("infer-speed", "--iterations", "0").run(), "--iterations 0: must be");
    refused(Command.script("infer-speed", "--warmup", "0").run(), "--warmup 0: must be");
  }

  @Test
  void helpShowsTheDefaults() {
    var result = Command.script("infer-speed", "--help").run();
    assertEquals(0, result.exit(), result.err());
    for (String word : List.of("Session.", "convnet,resnet20", "--iterations", "(default: 1000)", "--image"))
      assertTrue(result.out().contains(word), word + " in " + result.out());
  }

  private static void refused(Command.Result result, String said) {
    assertEquals(2, result.exit(), result.err());
    assertEquals(1, result.errLines().size(), result.err());
    assertTrue(result.errLines().get(0).startsWith(said), result.err());
  }
}
