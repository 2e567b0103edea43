package tensorbang.experiment.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.Test;

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
