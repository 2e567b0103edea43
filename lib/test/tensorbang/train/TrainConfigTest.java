package tensorbang.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.nn.NetOptions;

class TrainConfigTest {
  static TrainConfig config(int epochs, double lr, double momentum, String loss, String augment, String precision) {
    return new TrainConfig(
        "convnet", NetOptions.NONE, "shapes10", 0, 42, epochs, 128, lr, momentum, true, 5e-4, 0, loss, 0.1,
        "one-cycle", augment, precision);
  }

  private static void refused(String option, Supplier<TrainConfig> config) {
    String said = assertThrows(InputException.class, config::get).getMessage();
    assertTrue(said.startsWith(option), said);
  }

  @Test
  void nonsenseIsRefusedByTheOptionsName() {
    refused("--epochs -1", () -> config(-1, 0.1, 0.9, "cross-entropy", "none", "float32"));
    refused("--lr 0.0", () -> config(1, 0, 0.9, "cross-entropy", "none", "float32"));
    refused("--lr NaN", () -> config(1, Double.NaN, 0.9, "cross-entropy", "none", "float32"));
    refused("--momentum 1.0", () -> config(1, 0.1, 1, "cross-entropy", "none", "float32"));
    refused("--loss hinge", () -> config(1, 0.1, 0.9, "hinge", "none", "float32"));
    refused("--loss focal:-1", () -> config(1, 0.1, 0.9, "focal:-1", "none", "float32"));
    refused("--augment", () -> config(1, 0.1, 0.9, "cross-entropy", "rotate", "float32"));
    refused("--precision float64", () -> config(1, 0.1, 0.9, "cross-entropy", "none", "float64"));
  }

  @Test
  void twoSpellingsOfTheSameSettingsAreTheSameConfiguration() {
    assertEquals(
        config(1, 0.1, 0.9, "cross-entropy", "crop,flip", "bfloat16"),
        config(1, 0.1, 0.9, "cross-entropy", "flip,crop", "BFLOAT16"));
  }

  @Test
  void survivesJson() {
    TrainConfig config = config(3, 0.05, 0.9, "focal:1.5", "crop", "bfloat16");
    assertEquals(config, Json.read(Json.write(config), TrainConfig.class, "test"));
  }
}
