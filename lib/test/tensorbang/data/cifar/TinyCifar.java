package tensorbang.data.cifar;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** Sets in CIFAR's layout of a few images, written byte by byte, and archives of them. */
public final class TinyCifar {
  /** What goes into an archive. */
  @FunctionalInterface
  interface Entries {
    void addTo(TarArchiveOutputStream tar) throws IOException;
  }

  private TinyCifar() {}

  /** Two files of two images to train on, one of one image to test with, three classes, one label byte. */
  public static CifarFormat format(Archive archive) {
    return new CifarFormat(
        "cifar10",
        "CIFAR-10",
        "tiny-bin",
        archive,
        List.of("a.bin", "b.bin"),
        2,
        "t.bin",
        1,
        1,
        "names.txt",
        List.of("x", "y", "z"));
  }

  public static CifarFormat format(byte[] archive, URI... addresses) {
    return format(new Archive("tiny.tar.gz", archive.length, sha256(archive), List.of(addresses)));
  }

  /** One image: its labels, then 1024 times each of three colours. */
  static byte[] image(int[] labels, int red, int green, int blue) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int label : labels) out.write(label);
    for (int colour : new int[] {red, green, blue}) {
      for (int i = 0; i < 1024; i++) out.write(colour);
    }
    return out.toByteArray();
  }

  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) out.writeBytes(part);
    return out.toByteArray();
  }

  /** The files of {@link #format}: labels 0, 1, 2, 0 and 1, each image in colours of its own. */
  public static Map<String, byte[]> files() {
    Map<String, byte[]> files = new TreeMap<>();
    files.put("a.bin", join(image(new int[] {0}, 1, 2, 3), image(new int[] {1}, 4, 5, 6)));
    files.put("b.bin", join(image(new int[] {2}, 7, 8, 9), image(new int[] {0}, 10, 11, 12)));
    files.put("t.bin", image(new int[] {1}, 253, 254, 255));
    files.put("names.txt", "one\ntwo\nthree\n\n".getBytes());
    return files;
  }

  public static void write(Path folder, Map<String, byte[]> files) throws IOException {
    Files.createDirectories(folder);
    for (var file : files.entrySet()) Files.write(folder.resolve(file.getKey()), file.getValue());
  }

  /** The archive as its author packs it: the folder, then the files in it. */
  public static byte[] archive(Map<String, byte[]> files) {
    return tarGz(tar -> {
      addFolder(tar, "tiny-bin/");
      for (var file : files.entrySet()) addFile(tar, "tiny-bin/" + file.getKey(), file.getValue());
    });
  }

  static byte[] tarGz(Entries entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(out))) {
      entries.addTo(tar);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  static void addFolder(TarArchiveOutputStream tar, String name) throws IOException {
    tar.putArchiveEntry(new TarArchiveEntry(name, true));
    tar.closeArchiveEntry();
  }

  static void addFile(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  /** Something of another kind than a file: {@code kind} is one of {@code TarConstants.LF_...}. */
  static void addSpecial(TarArchiveOutputStream tar, String name, byte kind, String target) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, kind, true);
    entry.setLinkName(target);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  public static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
