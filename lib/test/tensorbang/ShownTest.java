package tensorbang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ShownTest {
  @Test
  void leavesOrdinaryTextOfAnyAlphabet() {
    assertEquals("layer1.0.conv1 ü猫 🐱 'a'", Shown.text("layer1.0.conv1 ü猫 🐱 'a'"));
  }

  @Test
  void escapesWhatATerminalWouldObey() {
    assertEquals("a\\u001b[2Jb\\u000ac\\u202ed\\u0085\\u2028", Shown.text("a\u001b[2Jb\nc\u202ed\u0085\u2028"));
  }

  @Test
  void aMessageOfAnyOriginIsCutAndEscaped() {
    String message = new InputException("--net " + "a".repeat(100_000) + "\u001b[2J: give one of\na, b").getMessage();
    assertTrue(message.length() < 1300 && message.endsWith("\\u001b[2J: give one of\na, b"), message);
  }

  @Test
  void cutsTheMiddleOfALongText() {
    String shown = Shown.text("a".repeat(1_000_000) + "z", 30);
    assertEquals("a".repeat(20) + "… (999,971 more characters) …" + "a".repeat(9) + "z", shown);
    assertTrue(Shown.text("\u0000".repeat(30_000_000)).length() < 1000);
  }
}
