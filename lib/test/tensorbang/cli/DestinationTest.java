package tensorbang.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.InputException;

class DestinationTest {
  @TempDir
  Path folder;

  private static void refused(String message, Runnable check) {
    assertEquals(message, assertThrows(InputException.class, check::run).getMessage());
  }

  @Test
  void whatDoesNotExistYetIsFineAndIsNotCreated() {
    Path below = folder.resolve("a/b/c");
    Destination.checkFolder("out", below);
    Destination.checkFile("json", below);
    Destination.checkFolder("out", null);
    Destination.checkFile("json", null);
    assertFalse(Files.exists(folder.resolve("a")));
  }

  @Test
  void aFileIsNoFolderAndAFolderNoFile() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Path below = file.resolve("b/c");
    refused("out " + file + ": " + file + " is not a folder", () -> Destination.checkFolder("out", file));
    refused("out " + below + ": " + file + " is not a folder", () -> Destination.checkFolder("out", below));
    refused("json " + below + ": " + file + " is not a folder", () -> Destination.checkFile("json", below));
    refused("json " + folder + ": it is a folder; name a file", () -> Destination.checkFile("json", folder));
    Destination.checkFile("json", file);
  }

  @Test
  void aDeviceCanBeWrittenTo() {
    Destination.checkFile("json", Path.of("/dev/null"));
  }
}
