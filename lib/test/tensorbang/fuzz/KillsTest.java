package tensorbang.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two of the kills of the campaign. */
class KillsTest {
  @Test
  void whatIsKilledAndStartedAgainEndsWithTheSameFiles() throws IOException {
    Kills.Result result = Kills.run(1, 2, DataTargets.NOWHERE);
    assertEquals(List.of(), result.faults());
    assertEquals(2, result.kills());
  }
}
