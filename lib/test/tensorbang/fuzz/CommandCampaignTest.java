package tensorbang.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A few hundred of the command lines of the campaign. */
class CommandCampaignTest {
  @Test
  void everyFaultyCommandLineEndsWithOnePlainLineAndExitCode2() throws IOException {
    assertEquals("500 command lines, 0 faults\n", CommandCampaign.run(1, 500).text());
  }
}
