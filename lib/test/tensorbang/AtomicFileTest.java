package tensorbang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir
  Path folder;

  private Set<String> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return Set.copyOf(all.map(file -> file.getFileName().toString()).toList());
    }
  }

  @Test
  void ofTwoWritersOneWinsAndNothingIsMixed() throws Exception {
    Path file = folder.resolve("file");
    String a = "a".repeat(300_000);
    String b = "b".repeat(200_000);
    CyclicBarrier start = new CyclicBarrier(2);
    Executor threads = task -> new Thread(task).start();
    for (int round = 0; round < 30; round++) {
      List<CompletableFuture<Void>> writers = Stream.of(a, b)
          .map(text -> CompletableFuture.runAsync(() -> writeAt(start, file, text), threads))
          .toList();
      writers.forEach(CompletableFuture::join);
      String found = Files.readString(file);
      assertTrue(found.equals(a) || found.equals(b), "mixed in round " + round);
    }
    assertEquals(Set.of("file"), files());
  }

  private static void writeAt(CyclicBarrier start, Path file, String text) {
    try {
      start.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    AtomicFile.writeText(file, text);
  }

  @Test
  void removesWhatAKilledProcessLeftAndNothingElse() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    String orphan = ".tensorbang-" + dead.pid() + "-0123abcd-1.part";
    String ofALiveProcess =
        ".tensorbang-" + ProcessHandle.current().parent().orElseThrow().pid() + "-0123abcd-1.part";
    String download = "cifar-10-binary.tar.gz.part";
    for (String name : List.of(orphan, ofALiveProcess, download)) Files.writeString(folder.resolve(name), "half");
    AtomicFile.writeText(folder.resolve("file"), "whole");
    assertEquals(Set.of("file", ofALiveProcess, download), files());
  }

  @Test
  void aFailureLeavesTheOldContentAndNoPart() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    assertThrows(
        InputException.class,
        () -> AtomicFile.write(file, out -> {
          out.write(new byte[200_000]);
          throw new IOException("disk full");
        }));
    assertThrows(
        IllegalStateException.class,
        () -> AtomicFile.write(file, out -> {
          throw new IllegalStateException();
        }));
    assertEquals("old", Files.readString(file));
    assertEquals(Set.of("file"), files());
  }

  @Test
  void aFolderIsNoFile() {
    for (Path path : List.of(folder, Path.of("/"))) {
      String message = assertThrows(InputException.class, () -> AtomicFile.writeText(path, "x"))
          .getMessage();
      assertEquals("cannot write " + path + ": it is a folder; name a file", message);
    }
  }

  @Test
  void aDeviceStaysADevice() {
    Path device = Path.of("/dev/null");
    Assumptions.assumeTrue(Files.exists(device) && !Files.isRegularFile(device), "no /dev/null");
    AtomicFile.writeText(device, "x");
    assertFalse(Files.isRegularFile(device));
  }

  @Test
  void textThatIsNotUtf8IsRefusedByItsName() throws IOException {
    Path file = Files.write(folder.resolve("latin.yaml"), new byte[] {'n', ':', ' ', (byte) 0xfc});
    String message =
        assertThrows(InputException.class, () -> AtomicFile.readText(file)).getMessage();
    assertEquals(file + " is not UTF-8 text; save it as UTF-8", message);
  }

  @Test
  void aByteOrderMarkIsNoText() throws IOException {
    Path file = Files.write(folder.resolve("marked"), new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf, 'a'});
    assertEquals("a", AtomicFile.readText(file));
  }
}
