package tensorbang.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatTest {
  private static final String HEAD = "//bin/sh -c :; exec nothing\n//DEPS a:b:1\n";

  @TempDir
  Path folder;

  @Test
  void formatsWhatDiffersAndLeavesTheFirstLinesOfAScriptToJBang() throws IOException {
    Path file = Files.writeString(folder.resolve("x.java"), HEAD + "\nclass x {int a ;\n    int b;\n}\n");
    Command.Result check = Command.jbang("format", "--check", folder.toString()).run();
    assertEquals(file + "\n", check.out(), check::toString);
    assertEquals(1, check.exit());

    file.toFile().setExecutable(true);
    assertEquals(0, Command.jbang("format", file.toString()).run().exit());
    assertTrue(Files.isExecutable(file));
    assertEquals(HEAD + "\nclass x {\n  int a;\n  int b;\n}\n", Files.readString(file));

    Command.Result again = Command.jbang("format", "--check", folder.toString()).run();
    assertEquals("", again.out(), again::toString);
    assertEquals(0, again.exit());
  }
}
