package tensorbang.cli;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;

/** The terminal that standard error may be. Nothing here opens it, so that Ctrl-C stays the JVM's to handle. */
final class Terminal {
  private static final int STDERR = 2;
  private static final int USUAL_COLUMNS = 80;
  private static final long TIOCGWINSZ = Platform.isMac() ? 0x40087468L : 0x5413L;

  /** The C library. */
  private interface C extends Library {
    int isatty(int descriptor);

    int ioctl(int descriptor, NativeLong request, Object... arguments);
  }

  private Terminal() {}

  /** Whether standard error is a terminal rather than a file or a pipe. */
  static boolean isStandardError() {
    return Platform.isWindows() ? System.console() != null : library().isatty(STDERR) == 1;
  }

  /** How many characters a line of it has; 80 where that cannot be known. */
  static int columns() {
    if (!Platform.isLinux() && !Platform.isMac()) return USUAL_COLUMNS;
    short[] size = new short[4]; // struct winsize: rows, columns, width and height in pixels
    boolean known = library().ioctl(STDERR, new NativeLong(TIOCGWINSZ), (Object) size) == 0 && size[1] > 0;
    return known ? size[1] : USUAL_COLUMNS;
  }

  private static C library() {
    return Native.load(Platform.C_LIBRARY_NAME, C.class);
  }
}
