package tensorbang;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {
  private static final List<String> KNOWN = List.of("auto", "cifar10", "cifar100", "shapes10");

  @Test
  void suggestsTheNearestName() {
    assertEquals("; did you mean cifar10?", Suggestion.didYouMean("cifra10", KNOWN));
    assertEquals("; did you mean shapes10?", Suggestion.didYouMean("shape10", KNOWN));
  }

  @Test
  void overlooksCase() {
    assertEquals("; did you mean cifar10?", Suggestion.didYouMean("CIFAR10", KNOWN));
  }

  @Test
  void suggestsNothingForSomethingElse() {
    assertEquals("", Suggestion.didYouMean("imagenet", KNOWN));
    assertEquals("", Suggestion.didYouMean("", KNOWN));
  }
}
