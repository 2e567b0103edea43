package tensorbang.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import tensorbang.boot.Command;

/** A few hundred of the command lines of the campaign. */
class CommandCampaignTest {
  @Test
  void everyFaultyCommandLineEndsWithOnePlainLineAndExitCode2() throws IOException {
    Command.Result result = CommandCampaign.run(1, 500);
    assertEquals("500 command lines, 0 faults\n", result.out(), result.err());
    assertEquals(0, result.exit());
  }
}
