package tensorbang.report;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether this process draws in memory only, or may open windows. Java decides that once, when it draws for the first
 * time: who wants windows calls {@link #allowWindows} before.
 */
public final class Display {
  private static final String HEADLESS = "java.awt.headless";

  private Display() {}

  /** Draws in memory only, so that a display that is set but cannot be reached does no harm: the way of all scripts. */
  public static void drawInMemory() {
    System.setProperty(HEADLESS, "true");
  }

  /**
   * Opens windows where there is a display that answers, and draws in memory elsewhere.
   *
   * @return whether there will be windows
   */
  public static boolean allowWindows() {
    boolean windows = isReachable();
    System.setProperty(HEADLESS, String.valueOf(!windows));
    return windows;
  }

  /** Java itself ends all drawing in the process where the X server that DISPLAY names does not answer. */
  private static boolean isReachable() {
    if (!System.getProperty("os.name").equals("Linux")) return !java.awt.GraphicsEnvironment.isHeadless();
    String display = System.getenv("DISPLAY");
    if (display == null || display.isEmpty()) return false;
    if (!Files.exists(Path.of(System.getProperty("java.home"), "lib", "libawt_xawt.so"))) return false;
    try {
      NativeLibrary x11 = NativeLibrary.getInstance("X11");
      Pointer connection = x11.getFunction("XOpenDisplay").invokePointer(new Object[] {null});
      if (connection == null) return false;
      x11.getFunction("XCloseDisplay").invokeInt(new Object[] {connection});
      return true;
    } catch (UnsatisfiedLinkError e) {
      return false;
    }
  }
}
