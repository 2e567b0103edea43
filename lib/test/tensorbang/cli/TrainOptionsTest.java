package tensorbang.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tensorbang.InputException;
import tensorbang.train.TrainConfig;

class TrainOptionsTest {
  @TempDir
  Path folder;

  @Command
  private static final class Script {
    @Mixin
    private TrainOptions train = new TrainOptions();
  }

  private static TrainConfig config(String... arguments) {
    Script script = new Script();
    new CommandLine(script).parseArgs(arguments);
    return script.train.config("shapes10", script.train.seeds().get(0));
  }

  @Test
  void choicesInAFileAreThoseOfTheNetworkOnTheCommandLine() throws Exception {
    String file = Files.writeString(folder.resolve("bn.yaml"), "batch_norm: true\nseed: 7\n")
        .toString();
    TrainConfig config = config("--net", "simplenn", "--config", file);
    assertEquals(true, config.netOptions().get("batch_norm"));
    assertEquals(7, config.seed());
    for (String[] lacking : new String[][] {{"--config", file}, {"--config", file, "--net", "resnet20"}})
      assertEquals(
          "batch_norm",
          assertThrows(InputException.class, () -> config(lacking)).setting());
  }
}
