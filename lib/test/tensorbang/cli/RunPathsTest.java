package tensorbang.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunPathsTest {
  @TempDir
  Path results;

  @Test
  void theNewestRunIsFoundWhereOlderOnesWereDeleted() throws Exception {
    for (String name : new String[] {"net-2", "net-9", "net-10", "net-12", "net-2x", "network-13"})
      Files.createDirectory(results.resolve(name));
    assertEquals(results.resolve("net-12"), RunPaths.newest(results, "net", run -> true));
    assertEquals(results.resolve("net-10"), RunPaths.newest(results, "net", run -> !run.endsWith("net-12")));
    assertNull(RunPaths.newest(results, "net", run -> false));
    assertNull(RunPaths.newest(results.resolve("none"), "net", run -> true));
  }
}
