package tensorbang.experiment.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.experiment.settings.RunFolder;

/**
 * Keeps two processes from training in one folder: after a kill, what the dead one has started may still be saving its
 * checkpoint. The operating system frees the lock when its process ends, however it ends.
 */
final class RunLock implements AutoCloseable {
  private static final int POLL_MILLIS = 200;

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits for the folder to be free.
   *
   * @param stop gives up where it says so
   * @return null where it gave up
   */
  static RunLock acquire(RunFolder folder, BooleanSupplier stop) {
    Path file = folder.path().resolve("lock");
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      boolean told = false;
      while (!free(channel)) {
        if (!told) System.err.println(folder.path() + ": another process is at work there; waiting for it to end");
        told = true;
        if (stop.getAsBoolean()) {
          channel.close();
          return null;
        }
        Thread.sleep(POLL_MILLIS);
      }
      return new RunLock(channel);
    } catch (IOException e) {
      throw new InputException("cannot lock " + file + ": " + AtomicFile.reason(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private static boolean free(FileChannel channel) {
    try {
      return channel.tryLock() != null;
    } catch (IOException e) {
      return true; // some cluster file systems have no locks: better unguarded than not at all
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
