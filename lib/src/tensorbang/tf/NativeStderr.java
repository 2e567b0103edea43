package tensorbang.tf;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.util.function.Supplier;

/**
 * Standard error as native code sees it. Part of TensorFlow logs there whatever the log level: each time a session
 * first runs a combination of feeds and fetches, the graph is rewritten, and the rewriter logs that.
 */
public final class NativeStderr {
  private static final int STDERR = 2;
  private static final int WRITE_ONLY = 1;

  private NativeStderr() {}

  /**
   * Runs {@code action} with the process's standard error closed to everybody; exceptions pass. Where the user sets
   * {@code TF_CPP_MIN_LOG_LEVEL}, nothing is held back.
   */
  public static synchronized <T> T silenced(Supplier<T> action) {
    if (Platform.isWindows() || System.getenv("TF_CPP_MIN_LOG_LEVEL") != null) return action.get();
    System.err.flush();
    int saved = call("dup", STDERR);
    int nowhere = call("open", "/dev/null", WRITE_ONLY);
    call("dup2", nowhere, STDERR);
    call("close", nowhere);
    try {
      return action.get();
    } finally {
      call("dup2", saved, STDERR);
      call("close", saved);
    }
  }

  /** Runs {@code action}, which writes to standard error, when nobody else has closed it. */
  public static synchronized void open(Runnable action) {
    action.run();
  }

  private static int call(String function, Object... arguments) {
    return NativeLibrary.getInstance(Platform.C_LIBRARY_NAME)
        .getFunction(function)
        .invokeInt(arguments);
  }
}
