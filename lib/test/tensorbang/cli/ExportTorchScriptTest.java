package tensorbang.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.boot.Command;
import tensorbang.model.ModelFolder;
import tensorbang.weights.FloatArray;
import tensorbang.weights.Safetensors;

/** export-torch.java as a user calls it; that PyTorch loads the files was checked with PyTorch 2.0.1. */
@Tag("processes")
class ExportTorchScriptTest {
  @TempDir
  static Path shared;

  private static Path model;

  @TempDir
  Path folder;

  @BeforeAll
  static void model() {
    model = UntrainedModel.write(shared.resolve("mine"), "vanillacnn");
  }

  private static Command export(String... more) {
    String[] all = new String[more.length + 2];
    System.arraycopy(more, 0, all, 2, more.length);
    all[0] = "--model";
    all[1] = model.toString();
    return Command.script("export-torch", all);
  }

  @Test
  void writesTheNamesAndShapesOfPyTorchUnderTheModelsName() {
    var result = export().in(folder).run();
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.out().endsWith("weights  mine.safetensors\n"), result.out());
    Safetensors.Content content = Safetensors.read(folder.resolve("mine.safetensors"));
    assertEquals(Map.of("format", "pt"), content.metadata());
    assertEquals(
        "conv1.weight[32, 3, 7, 7] conv1.bias[32] linear.weight[10, 5408] linear.bias[10]", shapes(content.arrays()));
  }

  @Test
  void whatIsImportedAgainIsTheSameModel() {
    Path file = folder.resolve("weights.safetensors");
    Path again = folder.resolve("again");
    assertEquals(0, export("--to", file.toString()).run().exit());
    var imported = Command.script("import-torch", file.toString(), "--net", "vanillacnn", "--to", again.toString())
        .run();
    assertEquals(0, imported.exit(), imported.err());
    assertEquals(weights(model), weights(again));
  }

  @Test
  void takesNamesAndOrderFromAnotherStateDict() {
    Map<String, FloatArray> like = new LinkedHashMap<>();
    like.put("classifier.bias", FloatArray.vector(new float[10]));
    like.put("classifier.weight", FloatArray.of(new int[] {10, 5408}, new float[54080]));
    like.put("features.0.weight", FloatArray.of(new int[] {32, 3, 7, 7}, new float[4704]));
    like.put("features.0.bias", FloatArray.vector(new float[32]));
    Path names = folder.resolve("like.safetensors");
    Safetensors.write(names, like, Map.of());
    Path file = folder.resolve("weights.safetensors");
    var result = export("--like", names.toString(), "--to", file.toString()).run();
    assertEquals(0, result.exit(), result.err());
    assertEquals(shapes(like), shapes(Safetensors.read(file).arrays()));
  }

  private static String shapes(Map<String, FloatArray> arrays) {
    StringBuilder all = new StringBuilder();
    arrays.forEach(
        (name, array) -> all.append(name).append(Arrays.toString(array.shape())).append(' '));
    return all.toString().strip();
  }

  @Test
  void badInputIsOneLine() {
    Path nothing = folder.resolve("nothing");
    refused(Command.script("export-torch", "--model", nothing.toString()).run(), nothing + " holds no model");
    refused(export("--weights", "best").run(), "--weights best: " + model + " has last");
    refused(export("--like", nothing.toString()).run(), "cannot read " + nothing);
    Path other = folder.resolve("other.safetensors");
    Safetensors.write(other, Map.of("fc1.weight", FloatArray.of(new int[] {1, 1}, 1)), Map.of());
    refused(export("--like", other.toString()).run(), other + " does not fit vanillacnn: missing: conv1.weight");
  }

  @Test
  void helpShowsTheDefaults() {
    var result = Command.script("export-torch", "--help").run();
    assertEquals(0, result.exit(), result.err());
    for (String word : List.of("--model", "--like", "--to", "load_state_dict"))
      assertTrue(result.out().contains(word), word + " in " + result.out());
  }

  private static void refused(Command.Result result, String said) {
    assertEquals(2, result.exit(), result.err());
    assertEquals(1, result.errLines().size(), result.err());
    assertTrue(result.errLines().get(0).startsWith(said), result.err());
  }

  private static Map<String, FloatArray> weights(Path model) {
    ModelFolder folder = ModelFolder.open(model);
    return folder.weights("last", folder.graph());
  }
}
