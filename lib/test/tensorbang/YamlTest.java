package tensorbang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlTest {
  @TempDir
  Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("a.yaml"), text);
  }

  @Test
  void readsNumbersTextListsAndObjects() throws IOException {
    String text = "# first\nbase: {lr: 1e-3, epochs: 15}\nseeds: [1, 9223372036854775807]\nname: two words\nnone:\n";
    Yaml.Document document = Yaml.read(file(text));
    assertEquals(
        "{\"base\":{\"lr\":0.001,\"epochs\":15},\"seeds\":[1,9223372036854775807],\"name\":\"two"
            + " words\",\"none\":null}",
        document.root().toString());
  }

  @Test
  void knowsTheLineOfEveryKeyAndItem() throws IOException {
    Yaml.Document document = Yaml.read(file("base:\n  lr: 1\n\n  a/b: 2\nseeds:\n  - 1\n  - 2\n"));
    assertEquals(1, document.line("/base"));
    assertEquals(2, document.line("/base/lr"));
    assertEquals(4, document.line("/base/a~1b"));
    assertEquals(7, document.line("/seeds/1"));
    assertEquals(5, document.line("/seeds/9"));
    assertEquals(1, document.line("/nothing"));
    String message = document.wrong("/base/a~1b", "must be positive").getMessage();
    assertEquals(folder.resolve("a.yaml") + ", line 4: base.a/b: must be positive", message);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "epochs: 18446744073709551617  | , line 1: epochs: 18446744073709551617 is out of range",
        "a: [1, 1e999]                 | , line 1: a.1: 1e999 is out of range",
        "a: 1\\nb: 2\\na: 3            | , line 3: a: is given twice",
        "a: 1\\n---\\nb: 2             | , line 3: a second document begins here; keep one in a file",
        "a: 1\\nb: *a                  | , line 2: b: aliases (*name) are not read; write the value itself",
        "a: {<<: {b: 1}}               | , line 1: a.<<: merged keys are not read; write the settings themselves",
        "a: [1, 2\\nb: 3               | , line 2: expected ',' or ']', but got : while parsing a flow sequence",
        "a: 1\\n\\tb: 2 | , line 2: found character '\\\\t(TAB)' that cannot start any token. (Do not use \\\\t(TAB)",
        "a: b: c                       | , line 1: mapping values are not allowed here",
        "# nothing                     | is empty",
        "a: {[1]: 2}                   | , line 1: expected a field name (Scalar value in YAML)",
        "a: .inf                       | , line 1: a: .inf is not a number that is read"
      })
  void saysInWhichLineWhatIsWrong(String text, String complaint) throws IOException {
    Path file = file(text.replace("\\n", "\n").replace("\\t", "\t"));
    String message = assertThrows(InputException.class, () -> Yaml.read(file)).getMessage();
    assertTrue(message.startsWith(file + (complaint.startsWith(",") ? "" : " ")), message);
    assertTrue(message.contains(complaint.replace("\\\\", "\\")), message);
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void aFileThatNobodyWroteIsRefused() throws IOException {
    Path file = file("a: 1\n# " + "x".repeat(300_000));
    String message = assertThrows(InputException.class, () -> Yaml.read(file)).getMessage();
    assertEquals(file + " has 300,007 characters; at most 300,000 are read", message);
  }

  @Test
  void aHostileKeyIsCutAndEscaped() throws IOException {
    Path file = file("\"\\e[2J" + "a".repeat(900) + "\": 18446744073709551617");
    String message = assertThrows(InputException.class, () -> Yaml.read(file)).getMessage();
    assertTrue(message.contains("\\u001b[2Jaaa") && message.length() < 400, message);
    assertFalse(message.contains("\u001b"));
  }
}
