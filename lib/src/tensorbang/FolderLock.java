package tensorbang;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Keeps two programs from writing into one folder. The operating system frees the lock when its process ends, however
 * it ends; its file {@code .lock} stays. A thread that has a folder may acquire it again.
 */
public final class FolderLock implements AutoCloseable {
  private static final String FILE = ".lock";
  private static final int POLL_MILLIS = 200;

  /** The folders that this process has: a second channel on their files would give the locks up when it is closed. */
  private static final Map<Path, FolderLock> HELD = new HashMap<>();

  private final Path folder;
  private final Thread owner = Thread.currentThread();
  private final FileChannel channel;
  private int uses = 1;

  private FolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Takes {@code folder}, creating it where needed.
   *
   * @throws InputException where another program, or another thread of this one, has it
   */
  public static FolderLock acquire(Path folder) {
    FolderLock lock = tryAcquire(folder);
    if (lock != null) return lock;
    throw new InputException(
        folder + ": another program" + holder(folder) + " is writing there; wait for its end or choose another folder");
  }

  /**
   * Takes {@code folder}, creating it where needed and waiting for it to be free. A line on standard error says
   * so where that takes time.
   *
   * @param stop ends the waiting once it is true
   * @return null where {@code stop} ended it
   */
  public static FolderLock await(Path folder, BooleanSupplier stop) {
    boolean isFirst = true;
    for (; ; isFirst = false) {
      FolderLock lock = tryAcquire(folder);
      if (lock != null) return lock;
      if (isFirst)
        System.err.println(folder + ": another program" + holder(folder) + " is writing there; waiting for its end");
      if (stop.getAsBoolean()) return null;
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return null;
      }
    }
  }

  /** Null where it is held. */
  private static FolderLock tryAcquire(Path folder) {
    AtomicFile.createFolder(folder);
    synchronized (HELD) {
      FileChannel channel = null;
      try {
        Path real = folder.toRealPath();
        FolderLock held = HELD.get(real);
        if (held != null && held.owner != Thread.currentThread()) return null;
        if (held != null) {
          held.uses++;
          return held;
        }
        channel = FileChannel.open(real.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isFree(channel)) {
          channel.close();
          return null;
        }
        noteHolder(channel);
        FolderLock lock = new FolderLock(real, channel);
        HELD.put(real, lock);
        return lock;
      } catch (IOException e) {
        throw new InputException("cannot lock the folder " + folder + ": " + AtomicFile.reason(e), e);
      }
    }
  }

  private static boolean isFree(FileChannel channel) {
    try {
      return channel.tryLock() != null;
    } catch (IOException e) {
      return true; // some file systems of clusters have no locks: better unguarded than not at all
    }
  }

  private static void noteHolder(FileChannel channel) throws IOException {
    channel.truncate(0);
    channel.write(
        StandardCharsets.US_ASCII.encode(Long.toString(ProcessHandle.current().pid())));
  }

  /** The other program's process number, for a message. */
  private static String holder(Path folder) {
    synchronized (HELD) {
      try {
        if (HELD.containsKey(folder.toRealPath())) return "";
        byte[] noted = Files.readAllBytes(folder.resolve(FILE));
        String pid = new String(noted, StandardCharsets.US_ASCII);
        return pid.matches("\\d{1,18}") ? " (process " + pid + ")" : "";
      } catch (IOException e) {
        return "";
      }
    }
  }

  @Override
  public void close() {
    synchronized (HELD) {
      if (--uses > 0) return;
      HELD.remove(folder);
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
