package tensorbang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
  enum State {
    @JsonProperty("running")
    RUNNING,
    DONE
  }

  record Part(int count, double share) {
    public Part {
      if (count < 0) throw new IllegalArgumentException("negative");
    }
  }

  record Whole(
      String name,
      long seed,
      boolean fast,
      Double rate,
      State state,
      List<Part> parts,
      int[] sizes,
      Map<String, Part> byName) {}

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{\"name\": {}}                                | name: expected text",
        "{\"seed\": \"x\"}                             | seed: expected a whole number within range, not \"x\"",
        "{\"seed\": 1.5}                               | seed: expected a whole number within range",
        "{\"seed\": 18446744073709551617}              | seed: line 1: numeric value (18446744073709551617) out of"
            + " range",
        "{\"fast\": 7.5}                               | fast: expected true or false",
        "{\"rate\": \"x\"}                             | rate: expected a number",
        "{\"rate\": []}                                | rate: expected a number",
        "{\"state\": \"x\"}                            | state: expected one of running, DONE, not \"x\"",
        "{\"parts\": 3}                                | parts: expected a list",
        "{\"parts\": [{\"count\": 1}, {\"count\": []}]} | parts[1].count: expected a whole number within range",
        "{\"parts\": [{\"count\": -1}]}                | parts[0]: has a value that it cannot have",
        "{\"parts\": [7]}                              | parts[0]: expected an object: names with their values in {}",
        "{\"by_name\": {\"a\": {\"share\": true}}}     | by_name.a.share: expected a number",
        "[]                                            | expected an object: names with their values in {}",
        "{\"name\"                                     | line 1: unexpected end-of-input",
        "{'name': 1}                                   | line 1: unexpected character (''' (code 39)): was expecting"
      })
  void namesTheKeyAndWhatItShouldHold(String json, String complaint) {
    String text = json.replace("'", "\'");
    String message = assertThrows(InputException.class, () -> Json.read(text, Whole.class, "it"))
        .getMessage();
    assertTrue(message.startsWith("it is damaged: " + complaint), message);
    assertTrue(!message.contains("tensorbang") && !message.contains("java.") && !message.contains("`"), message);
    assertEquals(1, message.lines().count(), message);
  }
}
