package tensorbang.landscape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.InputException;
import tensorbang.data.Normalization;
import tensorbang.model.ModelCard;
import tensorbang.model.ModelFolder;

class WeightSpaceTest {
  private static final Normalization OTHER =
      new Normalization(new float[] {0.4f, 0.5f, 0.5f}, new float[] {0.25f, 0.25f, 0.25f});

  @TempDir
  Path folder;

  private ModelFolder model(String name, List<String> classes, int side, Normalization normalization) {
    Path model = folder.resolve(name);
    ModelCard.imported("light", Map.of(), classes, side, side, normalization, Map.of())
        .write(model);
    return ModelFolder.open(model);
  }

  @Test
  void aLineLeadsOnlyToAModelOfTheSameClassesImageSizeAndNormalization() {
    List<String> classes = List.of("cat", "dog");
    ModelFolder first = model("first", classes, 32, Sample.HALF);
    WeightSpace.checkEnds(first, model("second", classes, 32, Sample.HALF));
    refused(first, model("swapped", List.of("dog", "cat"), 32, Sample.HALF), "swapped: knows other classes");
    refused(first, model("small", classes, 28, Sample.HALF), "small: takes images of another size");
    refused(
        first, model("other", classes, 32, OTHER), "other: normalises images by another mean or standard deviation");
  }

  private static void refused(ModelFolder from, ModelFolder to, String how) {
    String message = assertThrows(InputException.class, () -> WeightSpace.checkEnds(from, to))
        .getMessage();
    assertEquals("between " + how + " than first", message);
  }
}
