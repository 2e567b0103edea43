package tensorbang.tf;

import com.sun.jna.NativeLibrary;
import java.util.List;
import org.bytedeco.javacpp.Loader;

/**
 * The switch behind Python's {@code tf.config.experimental.enable_tensor_float_32_execution}: whether a GPU may compute
 * float32 convolutions and matrix products in TensorFloat-32. It holds for the whole process; TensorFlow begins with yes.
 *
 * <p>The C API does not have it, but both of TensorFlow's libraries export it, in some builds each with a switch of its
 * own.
 */
final class TensorFloat32 {
  private static final List<String> LIBRARIES = List.of("tensorflow_framework@.2", "tensorflow_cc@.2");
  private static final String ENABLE = "_ZN3tsl32enable_tensor_float_32_executionEb";
  private static final String ENABLED = "_ZN3tsl33tensor_float_32_execution_enabledEv";

  private TensorFloat32() {}

  /** @throws IllegalStateException if this TensorFlow does not have the switch */
  static void enable(boolean on) {
    for (String library : LIBRARIES) call(library, ENABLE, on ? 1 : 0);
    if (isEnabled() != on) throw new IllegalStateException("this TensorFlow has no switch for TensorFloat-32");
  }

  /** Whether any library would use it. */
  static boolean isEnabled() {
    for (String library : LIBRARIES) {
      Integer on = call(library, ENABLED);
      if (on != null && (on & 0xff) != 0) return true;
    }
    return false;
  }

  /** What the function returns; null where the library is not there or does not have it. */
  private static Integer call(String library, String function, Object... arguments) {
    String file = Loader.getLoadedLibraries().get(library);
    if (file == null) return null;
    try {
      return NativeLibrary.getInstance(file).getFunction(function).invokeInt(arguments);
    } catch (UnsatisfiedLinkError e) {
      return null;
    }
  }
}
