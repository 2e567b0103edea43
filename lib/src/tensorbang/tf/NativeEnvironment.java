package tensorbang.tf;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/**
 * Environment variables of this very process, as native code sees them. TensorFlow reads its settings with
 * {@code getenv}, and a JVM has no call that sets one.
 */
final class NativeEnvironment {
  private NativeEnvironment() {}

  /** Sets {@code name} where the user has not: what was exported before the start wins. */
  static void setDefault(String name, String value) {
    if (System.getenv(name) != null) return;
    if (Platform.isWindows()) call("ucrtbase", "_putenv_s", name, value);
    else call(Platform.C_LIBRARY_NAME, "setenv", name, value, 0);
  }

  private static void call(String library, String function, Object... arguments) {
    Function f = NativeLibrary.getInstance(library).getFunction(function);
    f.invokeInt(arguments);
  }
}
