package tensorbang.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tensorbang.train.TrainConfig.DEFAULTS;

import org.junit.jupiter.api.Test;
import tensorbang.InputException;
import tensorbang.Json;

class TrainConfigTest {
  private static void refused(String option, String setting, Object value) {
    String said = assertThrows(InputException.class, () -> DEFAULTS.with(setting, value)).getMessage();
    assertTrue(said.startsWith(option), said);
  }

  @Test
  void nonsenseIsRefusedByTheOptionsName() {
    refused("--epochs -1", "epochs", -1);
    refused("--batch-size 0", "batch_size", 0);
    refused("--lr 0.0", "lr", 0);
    refused("--lr NaN", "lr", Double.NaN);
    refused("--momentum 1.0", "momentum", 1);
    refused("--weight-decay -1.0", "weight_decay", -1);
    refused("--loss hinge", "loss", "hinge");
    refused("--loss focal:-1", "loss", "focal:-1");
    refused("--schedule", "schedule", "never");
    refused("--augment", "augment", "rotate");
    refused("--precision float64", "precision", "float64");
  }

  @Test
  void aSettingThatDoesNotExistIsToldWithTheNearestThatDoes() {
    String said = assertThrows(InputException.class, () -> DEFAULTS.with("batchsize", 1)).getMessage();
    assertTrue(said.contains("batch_size"), said);
  }

  @Test
  void twoSpellingsOfTheSameSettingsAreTheSameConfiguration() {
    assertEquals(
        DEFAULTS.with("augment", "crop,flip").with("precision", "bfloat16"),
        DEFAULTS.with("augment", "flip,crop").with("precision", "BFLOAT16"));
  }

  @Test
  void survivesJson() {
    TrainConfig config = DEFAULTS.with("loss", "focal:1.5").with("net", "resnet20").with("seed", 1L << 60);
    assertEquals(config, Json.read(Json.write(config), TrainConfig.class, "test"));
  }
}
