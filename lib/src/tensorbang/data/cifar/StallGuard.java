package tensorbang.data.cifar;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Closes a stream that delivers nothing, or next to nothing, for too long, so that its reader does not wait forever. */
final class StallGuard implements AutoCloseable {
  private static final long BYTES_A_SECOND = 1000;

  private final InputStream in;
  private final Duration patience;
  private final Thread thread = new Thread(this::watch, "download-stall-guard");
  private volatile long pieceStart = System.nanoTime();
  private volatile long pieceBytes;
  private volatile boolean stalled;

  /** @param patience for each piece of a kilobyte a second */
  StallGuard(InputStream in, Duration patience) {
    this.in = in;
    this.patience = patience;
    thread.setDaemon(true);
    thread.start();
  }

  /** Data has arrived. To be called by one thread. */
  void received(int bytes) {
    long piece = pieceBytes + bytes;
    boolean isComplete = piece >= BYTES_A_SECOND * patience.toMillis() / 1000;
    if (isComplete) pieceStart = System.nanoTime();
    pieceBytes = isComplete ? 0 : piece;
  }

  boolean stalled() {
    return stalled;
  }

  /** What the sender did instead, once it is stalled. */
  String complaint() {
    String sent = pieceBytes == 0 ? "nothing" : "only " + pieceBytes + " bytes";
    return "sent " + sent + " for " + patience.toSeconds() + " s";
  }

  private void watch() {
    try {
      for (long left; (left = patience.toNanos() - (System.nanoTime() - pieceStart)) > 0; ) {
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
