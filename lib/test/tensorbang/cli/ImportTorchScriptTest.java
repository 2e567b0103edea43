package tensorbang.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.boot.Command;
import tensorbang.model.ModelCard;
import tensorbang.model.ModelFolder;
import tensorbang.weights.FloatArray;
import tensorbang.weights.Safetensors;

/** import-torch.java as a user calls it. */
@Tag("processes")
class ImportTorchScriptTest {
  @TempDir
  Path folder;

  /** The state dict of a two-layer network with two hidden units. */
  private Path stateDict() {
    Map<String, FloatArray> dict = new LinkedHashMap<>();
    float[] first = new float[2 * 3072];
    for (int i = 0; i < first.length; i++) first[i] = i;
    dict.put("fc1.weight", FloatArray.of(new int[] {2, 3072}, first));
    dict.put("fc1.bias", FloatArray.vector(1, 2));
    dict.put("fc2.weight", FloatArray.of(new int[] {10, 2}, new float[20]));
    dict.put("fc2.bias", FloatArray.vector(new float[10]));
    Path file = folder.resolve("two.safetensors");
    Safetensors.write(file, dict, Map.of());
    return file;
  }

  private Command.Result run(Path file, String... more) {
    String[] all = Arrays.copyOf(more, more.length + 3);
    all[more.length] = file.toString();
    all[more.length + 1] = "--to";
    all[more.length + 2] = to().toString();
    return Command.script("import-torch", all).run();
  }

  private Path to() {
    return folder.resolve("model");
  }

  @Test
  void makesAModelThatSaysWhereItIsFrom() {
    var result = run(stateDict(), "--net", "twolayer", "--hidden", "2", "--mean", "0.1,0.2,0.3", "--std", "0.5,0.5,1");
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.out().endsWith("model    " + to() + "\n"), result.out());
    ModelCard card = ModelCard.read(to());
    assertEquals("twolayer", card.net());
    assertEquals(2, card.netOptions().get("hidden"));
    assertEquals(List.of("airplane", "automobile"), card.classes().subList(0, 2));
    assertArrayEquals(new float[] {0.1f, 0.2f, 0.3f}, card.mean());
    assertArrayEquals(new float[] {0.5f, 0.5f, 1}, card.std());
    assertEquals("two.safetensors", card.config().get("imported_from").asText());
    // The third input is the blue value of the first pixel: the channel after 2 * 1024 others in PyTorch.
    assertEquals(2048, weights().get("dense1/kernel").values()[2 * 2]);
  }

  @Test
  void aModelIsNotOverwritten() {
    Path file = stateDict();
    assertEquals(0, run(file, "--net", "twolayer", "--hidden", "2").exit());
    refused(run(file, "--net", "twolayer", "--hidden", "2"), "--to " + to() + ": holds a model already");
  }

  @Test
  void whatDoesNotFitIsOneLineAndLeavesNothing() {
    Path file = stateDict();
    refused(
        run(file, "--net", "twolayer", "--hidden", "3"),
        file + " does not fit twolayer for 10 classes: of another shape: fc1.weight [2, 3072], expected [3, 3072]");
    refused(run(file, "--net", "resnet20"), file + " does not fit resnet20 for 10 classes: missing: conv1.weight");
    assertFalse(Files.exists(to()));
  }

  @Test
  void badInputIsOneLineThatNamesTheOptionOrFile() throws IOException {
    Path file = stateDict();
    Path text = Files.writeString(folder.resolve("notes.pt"), "not a checkpoint");
    refused(run(folder.resolve("nosuch.pt")), "cannot read " + folder.resolve("nosuch.pt"));
    refused(run(text), "cannot import " + text);
    refused(run(file, "--dataset", "mnist"), "--dataset mnist");
    refused(run(file, "--mean", "1,2"), "--mean: expected three");
    refused(run(file, "--mean", "1,2,x"), "import-torch.java: Invalid value for option '--mean'");
    refused(run(file, "--std", "1,1,0"), "--std 0.0");
    refused(
        Command.script("import-torch", file.toString()).run(),
        "import-torch.java: Missing required option: '--to=DIR'");
    refused(Command.script("import-torch").run(), "import-torch.java: Missing required");
  }

  @Test
  void helpShowsTheDefaults() {
    var result = Command.script("import-torch", "--help").run();
    assertEquals(0, result.exit(), result.err());
    for (String word : List.of("--to=DIR", "--net", "--mean", "0.485,0.456,0.406", "--std", "--dataset"))
      assertTrue(result.out().contains(word), word + " in " + result.out());
  }

  private static void refused(Command.Result result, String said) {
    assertEquals(2, result.exit(), result.err());
    assertEquals(1, result.errLines().size(), result.err());
    assertTrue(result.errLines().get(0).startsWith(said), result.err());
  }

  private Map<String, FloatArray> weights() {
    ModelFolder folder = ModelFolder.open(to());
    return folder.weights("last", folder.graph());
  }
}
