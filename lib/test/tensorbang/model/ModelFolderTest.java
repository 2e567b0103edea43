package tensorbang.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tensorbang.data.Normalization;
import tensorbang.nets.Nets;
import tensorbang.nn.NetGraph;

class ModelFolderTest {
  private static final Normalization HALF =
      new Normalization(new float[] {0.5f, 0.5f, 0.5f}, new float[] {0.25f, 0.25f, 0.25f});

  @TempDir
  Path folder;

  @ParameterizedTest
  @CsvSource({
    "models/resnet20, resnet20",
    "results/convnet-42/model, convnet-42",
    "results/convnet-42/./model, convnet-42",
    "results/model/seven, seven",
    "/model, model"
  })
  void aModelIsCalledAfterItsFolderOrThatOfItsRun(Path path, String name) {
    assertEquals(name, new ModelFolder(path, null).name());
  }

  private void write(NetGraph net, Map<String, Object> options) {
    ModelCard card = ModelCard.imported("simplenn", options, List.of("cat", "dog"), 32, 32, HALF, Map.of());
    ModelFolder.write(folder, card, net, net.variables().initial(1), List.of("last"));
  }

  /** Their weights have the same shapes. */
  @Test
  void aModelWrittenOverThatOfAnotherNetworkHasItsOwnGraph() throws IOException {
    Map<String, Object> swish = Nets.options("simplenn", Map.of("activation", "swish"));
    Map<String, Object> relu = Nets.options("simplenn", Map.of("activation", "relu"));
    try (NetGraph first = new NetGraph(Nets.create("simplenn", swish, 2), 32, 32, HALF);
        NetGraph second = new NetGraph(Nets.create("simplenn", relu, 2), 32, 32, HALF)) {
      write(first, swish);
      Files.delete(ModelCard.file(folder)); // killed before the card
      write(second, relu);
      assertTrue(ModelFolder.open(folder).isOf(second));
      write(first, swish);
      assertTrue(ModelFolder.open(folder).isOf(first));
      assertFalse(ModelFolder.open(folder).isOf(second));
    }
  }
}
