package tensorbang;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of files that are being written: {@code .tensorbang-PID-RUN-N.part}, unique over all processes. Each is locked
 * by its writer, so that what a killed process has left is known and removed by the next one that writes there, also on
 * a file system that several machines share.
 */
final class PartName {
  private static final long PID = ProcessHandle.current().pid();
  private static final String RUN =
      String.format(Locale.ROOT, "%08x", ThreadLocalRandom.current().nextInt());
  private static final AtomicLong COUNT = new AtomicLong();
  private static final Pattern NAME = Pattern.compile("\\.tensorbang-(\\d{1,18})-([0-9a-f]{8})-\\d+\\.part");

  private PartName() {}

  static String next() {
    return ".tensorbang-" + PID + "-" + RUN + "-" + COUNT.incrementAndGet() + ".part";
  }

  /** Marks a part file as being written. Some file systems of clusters have no locks; nothing is removed there. */
  static void lock(FileChannel part) {
    try {
      part.tryLock();
    } catch (IOException e) {
      // Unlocked, then.
    }
  }

  /** Removes what processes that are no more have left in {@code folder}. */
  static void deleteOrphans(Path folder) {
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, ".tensorbang-*.part")) {
      for (Path part : parts) if (isOrphan(part)) Files.deleteIfExists(part);
    } catch (IOException | RuntimeException e) {
      // A folder that cannot be listed is none of the writer's concern.
    }
  }

  private static boolean isOrphan(Path part) {
    Matcher name = NAME.matcher(part.getFileName().toString());
    if (!name.matches() || name.group(2).equals(RUN)) return false;
    long pid = Long.parseLong(name.group(1));
    if (pid != PID && ProcessHandle.of(pid).isPresent()) return false;
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      return channel.tryLock() != null;
    } catch (IOException e) {
      return false;
    }
  }
}
