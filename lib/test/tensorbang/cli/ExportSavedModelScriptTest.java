package tensorbang.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.boot.Command;

/** export-savedmodel.java as a user calls it; what TensorFlow makes of the folders is in SavedModelFolderTest. */
@Tag("processes")
class ExportSavedModelScriptTest {
  @TempDir
  Path folder;

  @Test
  void writesAFolderOfTheModelsNameAndNothingOverOtherFiles() throws IOException {
    Path model = UntrainedModel.write(folder.resolve("mine"), "vanillacnn");
    var result = Command.script("export-savedmodel", "--model", model.toString())
        .in(folder)
        .run();
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.out().startsWith("serving_default: images: uint8 [batch, 32, 32, 3]"), result.out());
    assertTrue(result.out().contains("4 variables"), result.out());
    assertTrue(result.out().endsWith("network  mine-savedmodel\n"), result.out());
    assertTrue(Files.isRegularFile(folder.resolve("mine-savedmodel/saved_model.pb")));

    var other = Command.script("export-savedmodel", "--model", model.toString(), "--to", model.toString())
        .run();
    assertEquals(2, other.exit(), other.err());
    assertEquals(
        model + " is there and is no SavedModel: name a new folder", other.err().strip());
  }
}
