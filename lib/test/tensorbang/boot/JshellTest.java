package tensorbang.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class JshellTest {
  @Test
  void hasTheLibraryAndTensorFlowImported() {
    Command.Result result =
        Command.script("jshell", "-")
            .stdin(
                """
                System.out.println(Toolkit.class.getName());
                try (var three = TFloat32.scalarOf(3f)) { System.out.println(three.getFloat() + 4); }
                """)
            .run();
    assertEquals("tensorbang.Toolkit\n7.0\n", result.out());
    assertEquals("", result.err());
    assertEquals(0, result.exit());
  }

  @Test
  void answersAPipeAndPassesTheExitCode() {
    Command.Result result = Command.script("jshell").stdin("1 + 1\n/exit 3\n").run();
    assertTrue(result.out().contains("$1 ==> 2"), result::toString);
    assertEquals(3, result.exit());
  }

  @Test
  void takesJShellsOwnOptions() {
    Command.Result result = Command.script("jshell", "--help").run();
    assertTrue(result.out().startsWith("Starts JShell with TensorBang"), result::toString);
    assertTrue(result.out().contains("--feedback"), result::toString);
    assertEquals(0, result.exit());
  }
}
