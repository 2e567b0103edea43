package tensorbang.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFolderTest {
  @ParameterizedTest
  @CsvSource({
    "models/resnet20, resnet20",
    "results/convnet-42/model, convnet-42",
    "results/convnet-42/./model, convnet-42",
    "results/model/seven, seven",
    "/model, model"
  })
  void aModelIsCalledAfterItsFolderOrThatOfItsRun(Path folder, String name) {
    assertEquals(name, new ModelFolder(folder, null).name());
  }
}
