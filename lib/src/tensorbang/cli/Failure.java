package tensorbang.cli;

import java.util.Locale;
import org.tensorflow.exceptions.TFResourceExhaustedException;
import tensorbang.Shown;

/** What a script says where Java or TensorFlow itself gives up. */
final class Failure {
  private static final int MOST_CHARACTERS = 500;

  private Failure() {}

  /** One line for {@code thrown}; null where it is an exception whose stack trace says more. */
  static String line(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof OutOfMemoryError) return outOfMemory(t.getMessage());
      if (t instanceof TFResourceExhaustedException || "std::bad_alloc".equals(t.getMessage()))
        return "TensorFlow is out of memory: choose a smaller --batch-size, or a smaller network";
    }
    for (Throwable t = thrown; t != null; t = t.getCause()) if (t instanceof Error error) return line(error);
    return null;
  }

  private static String line(Error error) {
    if (error instanceof UnsatisfiedLinkError) return "a native library cannot be loaded: " + shown(error.getMessage());
    if (error instanceof ExceptionInInitializerError && error.getCause() != null) return internal(error.getCause());
    if (error instanceof NoClassDefFoundError && error.getCause() instanceof ExceptionInInitializerError)
      return internal(error.getCause());
    if (error instanceof LinkageError)
      return shown(error.toString())
          + ": was this script compiled with another version of the library? jbang --fresh compiles it anew";
    return internal(error);
  }

  private static String outOfMemory(String reason) {
    if (reason != null && reason.contains("thread"))
      return "the system does not let Java start another thread: choose fewer --threads or --jobs";
    return String.format(
        Locale.ROOT,
        "out of memory: Java may take %,d MB; choose a smaller --batch-size or --limit, or give it more, as in"
            + " JAVA_TOOL_OPTIONS=-Xmx8g",
        Runtime.getRuntime().maxMemory() >> 20);
  }

  /** What was thrown, and where. */
  private static String internal(Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    return "internal failure: " + shown(thrown.toString()) + (trace.length == 0 ? "" : ", at " + trace[0]);
  }

  private static String shown(String text) {
    return Shown.text(String.valueOf(text), MOST_CHARACTERS);
  }
}
