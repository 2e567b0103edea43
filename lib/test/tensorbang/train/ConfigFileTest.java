package tensorbang.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.InputException;
import tensorbang.boot.Checkout;
import tensorbang.settings.Settings;

/** Settings in YAML files. */
class ConfigFileTest {
  @TempDir
  Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("some.yaml"), text);
  }

  private void refused(String line, String text) throws IOException {
    Path file = file(text);
    String said =
        assertThrows(InputException.class, () -> ConfigFile.read(file)).getMessage();
    assertTrue(said.startsWith(file + ", " + line), said);
  }

  @Test
  void aFileChoosesSettingsOfTrainingAndNetwork() throws IOException {
    Settings read = ConfigFile.read(file("net: simplenn # small\nbatch_norm: true\nschedule: step:60,80\nlr: 1\n"));
    TrainConfig config = TrainConfig.of(read);
    assertEquals(true, config.netOptions().get("batch_norm"));
    assertEquals("step:60,80", config.schedule().label());
    assertEquals(1, config.lr());
    assertEquals(TrainConfig.DEFAULTS.epochs(), config.epochs());
  }

  @Test
  void whatIsWrongIsSaidWithFileLineAndKey() throws IOException {
    refused("line 2: batchsize: there is no such setting; did you mean batch_size", "epochs: 3\nbatchsize: 5\n");
    refused("line 3: epochs: many: expected a whole number", "# a comment\nlr: 0.1\nepochs: many\n");
    refused("line 1: epochs: -1: must be at least 1", "epochs: -1\n");
    refused("line 1: epochs: 2.5: expected a whole number", "epochs: 2.5\n");
    refused("line 2: loss: hinge: expected one of", "epochs: 1\nloss: hinge\n");
    refused("line 1: augment: true: expected a name", "augment: true\n");
    refused("line 1: nesterov: 1: expected true or false", "nesterov: 1\n");
    refused("line 2: batch_norm: ", "net: resnet20\nbatch_norm: true\n");
    refused("line 1: net: nosuch: expected one of", "net: nosuch\n");
    refused("line 1: expected settings", "- epochs\n");
    refused("line 2: lr: is given twice", "lr: 0.1\nlr: 0.2\n");
  }

  @Test
  void whatIsWrittenIsReadBackWhole() {
    for (TrainConfig config : List.of(
        TrainConfig.DEFAULTS.with("seed", 1L << 60).with("ema", 1 - 1e-12).with("loss", "focal:1.5"),
        TrainConfig.of(
            Settings.NONE.set("net", "simplenn").set("batch_norm", true).set("optimizer", "adamw")),
        TrainConfig.DEFAULTS
            .with("augment", "none")
            .with("schedule", "step:160,180")
            .with("dataset", "1e3"))) {
      Path file = folder.resolve("config.yaml");
      ConfigFile.write(config, file);
      assertEquals(config, TrainConfig.of(ConfigFile.read(file)));
    }
  }

  @Test
  void theFilesOfTheCoursesNetworksCanBeTrainedFrom() throws IOException {
    List<String> nets = new ArrayList<>();
    try (Stream<Path> files = Files.list(Checkout.root().resolve("scripts/configs"))) {
      for (Path file : files.sorted().toList())
        nets.add(TrainConfig.of(ConfigFile.read(file)).net());
    }
    for (String net :
        List.of("twolayer", "vanillacnn", "convnet", "resnet20", "resnet32", "plainnet18", "resnet18", "mobilenet18"))
      assertTrue(nets.contains(net), net + " is not among " + nets);
  }
}
