package tensorbang.tf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds for all of TensorFlow in a process. */
class TensorFlowRuntimeTest {
  @BeforeAll
  static void startTensorFlow() {
    TensorFlowRuntime.start();
  }

  /** As native code sees it, which is where TensorFlow looks. */
  private static String environment(String name) {
    Object[] arguments = {name};
    return NativeLibrary.getInstance(Platform.C_LIBRARY_NAME)
        .getFunction("getenv")
        .invokeString(arguments, false);
  }

  @Test
  void aGpuHasItsMemoryTakenAsNeededAndItsOperationsDeterministic() {
    assertEquals("true", environment("TF_FORCE_GPU_ALLOW_GROWTH"));
    assertEquals("1", environment("TF_DETERMINISTIC_OPS"));
  }

  @Test
  void tensorFloat32IsSwitchedOffAndOn() {
    TensorFloat32.enable(false);
    assertFalse(TensorFloat32.isEnabled());
    TensorFloat32.enable(true);
    assertTrue(TensorFloat32.isEnabled());
  }
}
