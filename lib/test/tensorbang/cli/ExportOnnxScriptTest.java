package tensorbang.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.boot.Command;

/** export-onnx.java as a user calls it; what ONNX Runtime makes of the files is in OnnxModelTest. */
@Tag("processes")
class ExportOnnxScriptTest {
  @TempDir
  static Path shared;

  private static Path model;

  @TempDir
  Path folder;

  @BeforeAll
  static void model() {
    model = UntrainedModel.write(shared.resolve("mine"), "vanillacnn");
  }

  @Test
  void writesNchwUnderTheModelsName() throws IOException {
    var result =
        Command.script("export-onnx", "--model", model.toString()).in(folder).run();
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.out().startsWith("images: uint8 [batch, 3, 32, 32] to logits and probabilities"), result.out());
    assertTrue(result.out().endsWith("network  mine.onnx\n"), result.out());
    assertEquals(List.of(0L, 3L, 32L, 32L), images(folder.resolve("mine.onnx")));
  }

  @Test
  void writesNhwcToAFile() throws IOException {
    Path file = folder.resolve("net.onnx");
    var result = Command.script("export-onnx", "--model", model.toString(), "--layout", "nhwc", "--to", file.toString())
        .run();
    assertEquals(0, result.exit(), result.err());
    assertEquals(List.of(0L, 32L, 32L, 3L), images(file));
  }

  /** The shape that is fed; the batch, which has no length, counts as 0. */
  private static List<Long> images(Path file) throws IOException {
    return ModelProto.parseFrom(Files.readAllBytes(file))
        .getGraph()
        .getInput(0)
        .getType()
        .getTensorType()
        .getShape()
        .getDimList()
        .stream()
        .map(Dimension::getDimValue)
        .toList();
  }

  @Test
  void badInputIsOneLine() {
    refused("--layout chw: expected nchw or nhwc", "--model", model.toString(), "--layout", "chw");
    refused(folder + " holds no model", "--model", folder.toString());
    refused("--weights best: " + model + " has last", "--model", model.toString(), "--weights", "best");
  }

  private static void refused(String said, String... arguments) {
    var result = Command.script("export-onnx", arguments).run();
    assertEquals(2, result.exit(), result.err());
    assertEquals(1, result.errLines().size(), result.err());
    assertTrue(result.errLines().get(0).startsWith(said), result.err());
  }
}
