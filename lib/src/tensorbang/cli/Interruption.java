package tensorbang.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C (SIGINT), SIGTERM and SIGHUP as a request: the process ends only once the work has seen it and saved what it
 * has, or after half a minute. The exit code is 128 and the signal's number: 130, 143 and 129.
 */
public final class Interruption implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 30;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::onShutdown, "interruption");
  private volatile boolean requested;

  public Interruption() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  public boolean requested() {
    return requested;
  }

  /** The work is saved: the process may end. */
  @Override
  public void close() {
    done.countDown();
    if (!requested)
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The shutdown began this very moment.
      }
  }

  private void onShutdown() {
    requested = true;
    try {
      done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
