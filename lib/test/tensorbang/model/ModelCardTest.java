package tensorbang.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tensorbang.InputException;
import tensorbang.data.Normalization;

class ModelCardTest {
  private static final Normalization TWO = new Normalization(new float[] {0.5f, 0.25f}, new float[] {0.25f, 0.5f});

  @TempDir
  Path folder;

  @BeforeEach
  void aCard() {
    ModelCard.imported("tiny", Map.of("hidden", 4), List.of("a", "b"), 2, 3, TWO, Map.of("imported_from", "a test"))
        .write(folder);
  }

  private String refusal(String part, String by) throws IOException {
    Path card = folder.resolve("model.json");
    String text = Files.readString(card);
    assertTrue(text.contains(part), text);
    Files.writeString(card, text.replace(part, by));
    return assertThrows(InputException.class, () -> ModelCard.read(folder)).getMessage();
  }

  @Test
  void whatIsWrittenIsRead() {
    ModelCard card = ModelCard.read(folder);
    assertEquals(Map.of("hidden", 4), card.netOptions());
    assertEquals(List.of("a", "b"), card.classes());
    assertEquals(2, card.height());
    assertEquals(3, card.width());
    assertArrayEquals(TWO.mean(), card.mean());
    assertArrayEquals(TWO.std(), card.std());
    assertEquals(new ModelCard.Saved(0, Double.NaN), card.weights().get("last"));
  }

  @Test
  void aCardWithoutOptionsIsOneOfTheDefaults() throws IOException {
    Path card = folder.resolve("model.json");
    String text = Files.readString(card).replaceFirst("\"net_options\" : \\{[^}]*}", "\"net_options\" : null");
    Files.writeString(card, text);
    assertEquals(Map.of(), ModelCard.read(folder).netOptions());
  }

  @ParameterizedTest
  @CsvSource({
    "'\"schema\" : 1', '\"schema\" : 2', 'has schema 2, expected 1'",
    "'\"net\" : \"tiny\"', '\"net\" : null', lacks the net",
    "'[ \"a\", \"b\" ]', '[ ]', lacks the net",
    "'\"height\" : 2', '\"height\" : 0', lacks the net",
    "'\"width\" : 3', '\"width\" : -3', lacks the net",
    "'\"weights\" : {', '\"weights\" : null, \"was\" : {', lacks the net",
    "'[ 0.5, 0.25 ]', '[ 0.5 ]', lacks the net",
    "'[ 0.5, 0.25 ]', '[ 0.5, 1e40 ]', 'the mean must be finite and std positive, not Infinity and 0.5'",
    "'[ 0.25, 0.5 ]', '[ 0.25, 1e40 ]', 'the mean must be finite and std positive, not 0.25 and Infinity'"
  })
  void aPartThatIsMissingOrImpossibleIsNamed(String part, String by, String complaint) throws IOException {
    String message = refusal(part, by);
    assertTrue(message.contains("model.json") && message.contains(complaint), message);
  }

  @Test
  void aCardWithoutChannelsIsRefused() throws IOException {
    Path card = folder.resolve("model.json");
    Files.writeString(card, Files.readString(card).replace("[ 0.5, 0.25 ]", "[ ]"));
    assertTrue(refusal("[ 0.25, 0.5 ]", "[ ]").endsWith("mean and std are empty"));
  }
}
