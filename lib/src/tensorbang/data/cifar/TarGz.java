package tensorbang.data.cifar;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Unpacks known files from a {@code .tar.gz} that need not be trusted. */
final class TarGz {
  private TarGz() {}

  /**
   * Writes the entries {@code folder/NAME} for every NAME of {@code wanted}, which are plain file names, into the
   * existing folder {@code target}. Other plain files and folders in the archive are ignored.
   *
   * @param maxBytes the limit for the unpacked size of the archive
   * @throws IOException where the archive is damaged, lacks a file, holds one twice, is too large, or holds a
   *     link, a device, an absolute path or one with {@code ..}; and where {@code target} cannot be written
   */
  static void unpack(InputStream archive, String folder, Set<String> wanted, long maxBytes, Path target)
      throws IOException {
    Set<String> missing = new TreeSet<>(wanted);
    InputStream gunzipped =
        GzipCompressorInputStream.builder().setInputStream(archive).get();
    try (TarArchiveInputStream tar = new TarArchiveInputStream(gunzipped)) {
      long left = maxBytes;
      for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
        check(entry);
        left -= entry.getRealSize();
        if (left < 0) throw new IOException(String.format("unpacks to more than %,d bytes", maxBytes));
        String name = plainName(entry.getName(), folder);
        if (entry.isDirectory() || !wanted.contains(name)) continue;
        if (!missing.remove(name)) throw new IOException("holds " + entry.getName() + " twice");
        write(tar, entry, target.resolve(name));
      }
    }
    if (!missing.isEmpty())
      throw new IOException("lacks " + folder + "/" + missing.iterator().next());
  }

  private static void check(TarArchiveEntry entry) throws IOException {
    String name = entry.getName().replace('\\', '/');
    boolean outside = name.startsWith("/")
        || name.matches("[A-Za-z]:.*")
        || List.of(name.split("/")).contains("..");
    boolean plain = entry.isDirectory() || isPlainFile(entry);
    if (outside) throw new IOException("holds a path that leads out of it: " + entry.getName());
    if (!plain) throw new IOException("holds something that is no plain file: " + entry.getName());
  }

  private static boolean isPlainFile(TarArchiveEntry entry) {
    byte kind = entry.getLinkFlag();
    return (kind == TarConstants.LF_NORMAL || kind == TarConstants.LF_OLDNORM) && !entry.isSparse();
  }

  private static String plainName(String name, String folder) {
    String inFolder = name.startsWith("./") ? name.substring(2) : name;
    return inFolder.startsWith(folder + "/") ? inFolder.substring(folder.length() + 1) : "";
  }

  private static void write(InputStream in, TarArchiveEntry entry, Path file) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long left = entry.getRealSize();
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (left > 0) {
        int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (n < 0) throw new IOException("ends in the middle of " + entry.getName());
        for (ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n); bytes.hasRemaining(); ) out.write(bytes);
        left -= n;
      }
      out.force(true);
    }
  }

  /** Deletes {@code folder} with the plain files in it, if it exists. */
  static void deleteUnpacked(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) return;
    try (var files = Files.newDirectoryStream(folder)) {
      for (Path file : files) Files.delete(file);
    }
    Files.delete(folder);
  }
}
