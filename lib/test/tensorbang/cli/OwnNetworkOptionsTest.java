package tensorbang.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tensorbang.nets.OwnNetwork;
import tensorbang.nn.Layers;
import tensorbang.nn.Net;
import tensorbang.settings.Setting;

/** Options of a user's own network that are called like those of the library's networks and trainings. */
class OwnNetworkOptionsTest {
  private static final String NAME = "test-own";

  @TempDir
  Path folder;

  private OwnNetwork network;

  @Command(name = "own.java")
  static final class Own implements Callable<Integer> {
    @Mixin
    TrainOptions options = new TrainOptions();

    @Override
    public Integer call() {
      System.out.print(options.config("shapes10", 1).netOptions());
      return 0;
    }
  }

  /** The library's networks of 18 layers have a {@code width} from 0.01 to 16. */
  private record Wide(int classes, @Setting(value = "Units.", min = 1) int width) implements Net {
    Wide(int classes) {
      this(classes, 32);
    }

    @Override
    public Operand<TFloat32> logits(Layers l, Operand<TFloat32> x) {
      return l.dense(l.relu(l.dense(l.flatten(x), width)), classes);
    }
  }

  private record Heavy(int classes, @Setting(value = "Of a ball.", min = 1) double momentum) implements Net {
    Heavy(int classes) {
      this(classes, 2);
    }

    @Override
    public Operand<TFloat32> logits(Layers l, Operand<TFloat32> x) {
      return l.dense(l.flatten(x), classes);
    }
  }

  @AfterEach
  void forgetTheNetwork() {
    network.close();
  }

  @Test
  void anOptionHasTheValuesOfTheNetworkThatIsTrained() throws IOException {
    network = OwnNetwork.register(NAME, Wide::new);
    assertEquals(
        "{width=64}", ScriptCall.of(new Own(), "--net", NAME, "--width", "64").out());
    Path file = Files.writeString(folder.resolve("own.yaml"), "net: " + NAME + "\nwidth: 64\n");
    assertEquals(
        "{width=64}", ScriptCall.of(new Own(), "--config", file.toString()).out());
    assertTrue(
        ScriptCall.of(new Own(), "--net", "plainnet18", "--width", "0.25").out().contains("width=0.25"));
  }

  @Test
  void aValueThatTheNetworkCannotHaveIsRefused() {
    network = OwnNetwork.register(NAME, Wide::new);
    assertRefused("--width 0.25: expected a whole number", "--net", NAME, "--width", "0.25");
    assertRefused("--width 64.0: must be 0.01 to 16", "--net", "plainnet18", "--width", "64");
    assertRefused("--width 0: must be at least 1", "--width", "0");
  }

  @Test
  void anOptionThatEveryTrainingHasIsRefused() {
    network = OwnNetwork.register(NAME, Heavy::new);
    assertRefused("the network test-own has an option momentum, as every training has:"
        + " give this component of its record another name");
  }

  private static void assertRefused(String line, String... arguments) {
    ScriptCall call = ScriptCall.of(new Own(), arguments);
    assertEquals(line + "\n", call.err());
    assertEquals(Main.BAD_INPUT, call.exit());
  }
}
