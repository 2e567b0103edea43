package tensorbang.experiment.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tensorbang.InputException;
import tensorbang.nn.Activation;
import tensorbang.train.TrainConfig;

class SettingsTest {
  private static TrainConfig change(String name, Object value) {
    return Settings.change(SimpleNNLab.GIVEN, Map.of(name, value));
  }

  private static void refused(String message, String name, Object value) {
    var e = assertThrows(InputException.class, () -> change(name, value));
    assertEquals(message, e.getMessage());
  }

  @Test
  void changesASettingAndNoOther() {
    assertEquals(0.5, change("lr", 0.5).lr());
    assertEquals(SimpleNNLab.GIVEN, change("lr", SimpleNNLab.GIVEN.lr()));
    assertEquals(SimpleNNLab.GIVEN.with("weight_decay", 0.0), change("weight_decay", 0));
  }

  @Test
  void theNetworksOptionsStandBesideTheOthers() {
    assertEquals(Activation.SWISH, change("activation", "swish").netOptions().activation());
    assertTrue(change("batch_norm", true).netOptions().batchNorm());
    assertTrue(Settings.of(SimpleNNLab.GIVEN).containsKey("batch_norm"));
    assertFalse(Settings.of(SimpleNNLab.GIVEN).containsKey("hidden"));
  }

  @Test
  void anotherNetworkBringsItsOwnOptions() {
    TrainConfig changed = Settings.change(SimpleNNLab.BATCH_NORM, Map.of("net", "twolayer", "hidden", 7));
    assertEquals(7, changed.netOptions().hidden());
    assertEquals(null, changed.netOptions().batchNorm());
    assertTrue(Settings.change(SimpleNNLab.BATCH_NORM, Map.of("net", "simplenn")).netOptions().batchNorm());
  }

  @Test
  void aWholeNumberMayBeToldAsADouble() {
    assertEquals(64, change("batch_size", 64.0).batchSize());
  }

  @Test
  void aWrongNameIsRefusedWithTheLikelyOne() {
    refused("there is no setting batch_sizes; did you mean batch_size?", "batch_sizes", 1);
    refused("there is no setting net_options", "net_options", 1);
  }

  @Test
  void aValueOfTheWrongKindIsRefused() {
    refused("lr fast: expected a number", "lr", "fast");
    refused("epochs 2.5: expected a whole number", "epochs", 2.5);
    refused("nesterov 1: expected true or false", "nesterov", 1);
    refused("augment true: expected a name", "augment", true);
    refused("activation tanh: expected one of relu, swish, leaky-relu", "activation", "tanh");
    refused("batch_norm yes: expected true or false", "batch_norm", "yes");
    refused("--lr -1.0: must be a positive number", "lr", -1);
  }

  @Test
  void aValueIsDescribedInAFewWords() {
    assertEquals("lr 1e-4", Settings.describe("lr", DoubleNode.valueOf(1e-4)));
    assertEquals("batch norm", Settings.describe("batch_norm", BooleanNode.TRUE));
    assertEquals("no batch norm", Settings.describe("batch_norm", BooleanNode.FALSE));
    assertEquals("swish", Settings.describe("activation", TextNode.valueOf("swish")));
    assertEquals("no augment", Settings.describe("augment", TextNode.valueOf("none")));
    assertEquals("no hidden", Settings.describe("hidden", null));
  }
}
