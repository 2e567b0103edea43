package tensorbang.tf;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the NVIDIA driver says of the first GPU that this process may use: the one that TensorFlow calls GPU:0. */
final class CudaDriver {
  static final String LIBRARY = "libcuda.so.1";

  /** Its first line ends in the version of the kernel module, the compiler and the date. */
  private static final Path KERNEL_MODULE = Path.of("/proc/driver/nvidia/version");

  private static final Pattern VERSION = Pattern.compile("\\b\\d+\\.\\d+(\\.\\d+)?\\b");
  private static final int NAME_LENGTH = 256;

  private CudaDriver() {}

  /** Null if the driver works, else its error: {@code CUDA_ERROR_NO_DEVICE (no CUDA-capable device is detected)}. */
  static String initialize() {
    int code = call("cuInit", 0);
    return code == 0 ? null : text("cuGetErrorName", code) + " (" + text("cuGetErrorString", code) + ")";
  }

  private static String text(String function, int code) {
    PointerByReference text = new PointerByReference();
    boolean known = call(function, code, text) == 0 && text.getValue() != null;
    return known ? text.getValue().getString(0) : "error " + code;
  }

  /** The first GPU, as yet without memory in use; null where the driver gives no answer. */
  static Gpu firstGpu() {
    try {
      int device = device();
      byte[] name = new byte[NAME_LENGTH];
      check("cuDeviceGetName", name, name.length, device);
      LongByReference bytes = new LongByReference();
      check("cuDeviceTotalMem_v2", bytes, device);
      return new Gpu(Native.toString(name), driverVersion(), cudaVersion(), bytes.getValue(), null);
    } catch (UnsatisfiedLinkError | IllegalStateException e) {
      return null;
    }
  }

  /** Bytes of the GPU's memory that are taken, by this process and others; null where the driver gives no answer. */
  static Long memoryInUse() {
    try {
      int device = device();
      PointerByReference context = new PointerByReference();
      check("cuDevicePrimaryCtxRetain", context, device);
      try {
        check("cuCtxPushCurrent_v2", context.getValue());
        LongByReference free = new LongByReference();
        LongByReference total = new LongByReference();
        check("cuMemGetInfo_v2", free, total);
        check("cuCtxPopCurrent_v2", new PointerByReference());
        return total.getValue() - free.getValue();
      } finally {
        check("cuDevicePrimaryCtxRelease_v2", device);
      }
    } catch (UnsatisfiedLinkError | IllegalStateException e) {
      return null;
    }
  }

  private static int device() {
    check("cuInit", 0);
    IntByReference device = new IntByReference();
    check("cuDeviceGet", device, 0);
    return device.getValue();
  }

  /** The newest CUDA that the driver supports. */
  private static String cudaVersion() {
    IntByReference version = new IntByReference();
    check("cuDriverGetVersion", version);
    return version.getValue() / 1000 + "." + version.getValue() % 1000 / 10;
  }

  private static String driverVersion() {
    try {
      Matcher version = VERSION.matcher(Files.readString(KERNEL_MODULE, StandardCharsets.UTF_8));
      return version.find() ? version.group() : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static void check(String function, Object... arguments) {
    int code = call(function, arguments);
    if (code != 0) throw new IllegalStateException(function + " gives the error " + code);
  }

  private static int call(String function, Object... arguments) {
    Function f = NativeLibrary.getInstance(LIBRARY).getFunction(function);
    return f.invokeInt(arguments);
  }
}
