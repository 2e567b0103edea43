package tensorbang;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/** The terminal that the program writes to, if any. */
public final class Terminal {
  /** What a line has room for where nothing says otherwise: a file, a pipe, an old terminal. */
  public static final int USUAL_WIDTH = 80;

  private static final int NARROWEST = 40;
  private static final long GET_WINDOW_SIZE_LINUX = 0x5413;
  private static final long GET_WINDOW_SIZE_MAC = 0x40087468;

  /** For JNA, of a function with variable arguments after two: an Apple processor has these in another place. */
  private static final int TWO_FIXED_ARGUMENTS = 2 << 7;

  /** The three streams that a process starts with, as POSIX numbers them. */
  public enum Stream {
    INPUT,
    OUTPUT,
    ERROR
  }

  private Terminal() {}

  /** Whether {@code stream} is a terminal: neither a file nor a pipe. */
  public static boolean is(Stream stream) {
    if (Platform.isWindows()) return System.console() != null;
    return call("isatty", stream.ordinal()) == 1;
  }

  /**
   * Characters in a line of {@code stream}: what the environment's {@code COLUMNS} says, else the terminal itself,
   * else {@link #USUAL_WIDTH}. Never below 40.
   */
  public static int width(Stream stream) {
    int width = width(System.getenv("COLUMNS"));
    if (width == 0 && is(stream)) width = windowWidth(stream);
    return width == 0 ? USUAL_WIDTH : Math.max(NARROWEST, width);
  }

  /** 0 where the text is no width. */
  static int width(String columns) {
    return columns != null && columns.matches("[1-9]\\d{0,3}") ? Integer.parseInt(columns) : 0;
  }

  /** From {@code ioctl TIOCGWINSZ}: rows, columns and two more unsigned shorts; 0 where the terminal does not say. */
  private static int windowWidth(Stream stream) {
    if (!Platform.isLinux() && !Platform.isMac()) return 0;
    try (Memory size = new Memory(4 * Short.BYTES)) {
      size.clear();
      long request = Platform.isMac() ? GET_WINDOW_SIZE_MAC : GET_WINDOW_SIZE_LINUX;
      int answer = NativeLibrary.getInstance(Platform.C_LIBRARY_NAME)
          .getFunction("ioctl", TWO_FIXED_ARGUMENTS)
          .invokeInt(new Object[] {stream.ordinal(), request, size});
      return answer == 0 ? size.getShort(Short.BYTES) & 0xffff : 0;
    }
  }

  private static int call(String function, Object... arguments) {
    return NativeLibrary.getInstance(Platform.C_LIBRARY_NAME)
        .getFunction(function)
        .invokeInt(arguments);
  }
}
