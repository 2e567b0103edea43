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

class SettingTextTest {
  @Test
  void aValueIsDescribedInAFewWords() {
    assertEquals("lr 1e-4", SettingText.describe("lr", DoubleNode.valueOf(1e-4)));
    assertEquals("batch norm", SettingText.describe("batch_norm", BooleanNode.TRUE));
    assertEquals("no batch norm", SettingText.describe("batch_norm", BooleanNode.FALSE));
    assertEquals("swish", SettingText.describe("activation", TextNode.valueOf("swish")));
    assertEquals("no augment", SettingText.describe("augment", TextNode.valueOf("none")));
    assertEquals("no hidden", SettingText.describe("hidden", null));
  }
}
