package tensorbang.data.cifar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarGzTest {
  private static final byte[] CONTENT = {1, 2, 3};

  @TempDir
  private Path temp;

  private Path target;

  private void unpack(byte[] archive, long maxBytes) throws IOException {
    target = Files.createDirectories(temp.resolve("inside/target"));
    TarGz.unpack(new ByteArrayInputStream(archive), "set", Set.of("a.bin", "b.bin"), maxBytes, target);
  }

  private String refused(TinyCifar.Entries entries) throws IOException {
    byte[] archive = TinyCifar.tarGz(tar -> {
      entries.addTo(tar);
      TinyCifar.addFile(tar, "set/a.bin", CONTENT);
      TinyCifar.addFile(tar, "set/b.bin", CONTENT);
    });
    String message =
        assertThrows(IOException.class, () -> unpack(archive, 1000)).getMessage();
    try (var outside = Files.list(temp)) {
      assertEquals(List.of(temp.resolve("inside")), outside.toList());
    }
    return message;
  }

  @Test
  void unpacksTheFilesAskedForAndPassesOverOthers() throws IOException {
    byte[] archive = TinyCifar.tarGz(tar -> {
      TinyCifar.addFolder(tar, "set/");
      TinyCifar.addFile(tar, "set/a.bin", CONTENT);
      TinyCifar.addFile(tar, "set/readme.html", CONTENT);
      TinyCifar.addFile(tar, "set/sub/b.bin", CONTENT);
      TinyCifar.addFile(tar, "other/b.bin", CONTENT);
      TinyCifar.addFile(tar, "old/b.bin", CONTENT);
      TinyCifar.addFile(tar, "./set/b.bin", new byte[0]);
    });
    unpack(archive, 1000);
    assertArrayEquals(CONTENT, Files.readAllBytes(target.resolve("a.bin")));
    assertArrayEquals(new byte[0], Files.readAllBytes(target.resolve("b.bin")));
    try (var files = Files.list(target)) {
      assertEquals(2, files.count());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/etc/a.bin", "../a.bin", "set/../../a.bin", "set/..", "..\\a.bin", "C:/a.bin", "C:\\a.bin", "\\a.bin"
      })
  void refusesPathsThatLeadOut(String name) throws IOException {
    assertTrue(refused(tar -> TinyCifar.addFile(tar, name, CONTENT)).startsWith("holds a path that leads out of it"));
  }

  @ParameterizedTest
  @ValueSource(
      bytes = {
        TarConstants.LF_SYMLINK,
        TarConstants.LF_LINK,
        TarConstants.LF_CHR,
        TarConstants.LF_BLK,
        TarConstants.LF_FIFO
      })
  void refusesLinksAndDevices(byte kind) throws IOException {
    String message = refused(tar -> TinyCifar.addSpecial(tar, "set/a.bin", kind, "../../outside"));
    assertEquals("holds something that is no plain file: set/a.bin", message);
  }

  @Test
  void refusesAFileTwice() throws IOException {
    assertEquals("holds set/a.bin twice", refused(tar -> TinyCifar.addFile(tar, "set/a.bin", CONTENT)));
  }

  @Test
  void refusesToUnpackMoreThanAllowedAlsoOfWhatItPassesOver() throws IOException {
    String message = refused(tar -> TinyCifar.addFile(tar, "set/zeros", new byte[1001]));
    assertEquals("unpacks to more than 1,000 bytes", message);
  }

  @Test
  void refusesAnArchiveThatLacksAFile() {
    byte[] archive = TinyCifar.tarGz(tar -> TinyCifar.addFile(tar, "set/a.bin", CONTENT));
    assertEquals(
        "lacks set/b.bin",
        assertThrows(IOException.class, () -> unpack(archive, 1000)).getMessage());
  }

  @Test
  void refusesWhatIsNoArchiveOrHalfOfOne() {
    assertThrows(IOException.class, () -> unpack("no archive".getBytes(), 1000));
    byte[] noise = new byte[2000];
    new Random(1).nextBytes(noise);
    byte[] whole = TinyCifar.tarGz(tar -> TinyCifar.addFile(tar, "set/a.bin", noise));
    assertThrows(IOException.class, () -> unpack(Arrays.copyOf(whole, whole.length / 2), 10_000));
  }
}
