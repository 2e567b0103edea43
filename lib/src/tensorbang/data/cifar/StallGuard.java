package tensorbang.data.cifar;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Closes a stream that delivers nothing for too long, so that its reader does not wait forever. */
final class StallGuard implements AutoCloseable {
  private final InputStream in;
  private final Duration patience;
  private final Thread thread = new Thread(this::watch, "download-stall-guard");
  private volatile long lastSign = System.nanoTime();
  private volatile boolean stalled;

  StallGuard(InputStream in, Duration patience) {
    this.in = in;
    this.patience = patience;
    thread.setDaemon(true);
    thread.start();
  }

  /** Data has arrived. */
  void alive() {
    lastSign = System.nanoTime();
  }

  boolean stalled() {
    return stalled;
  }

  private void watch() {
    try {
      for (long left; (left = patience.toNanos() - (System.nanoTime() - lastSign)) > 0; ) {
        Thread.sleep(left / 1_000_000 + 1);
      }
      stalled = true;
      in.close();
    } catch (InterruptedException e) {
      // The transfer is over.
    } catch (IOException e) {
      // The reader sees the broken stream itself.
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
