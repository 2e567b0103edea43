package tensorbang.tf;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteDeviceList;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListCount;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListType;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_GetRegisteredKernelsForOp;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SessionListDevices;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.function.Supplier;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.internal.c_api.TF_Buffer;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.KernelList;
import org.tensorflow.types.TFloat32;

/**
 * Whether TensorFlow can use a GPU. The first question opens a session and computes a little, which takes seconds on a
 * GPU; the answer is kept.
 */
final class GpuProbe {
  /** Of this process. */
  static final GpuProbe PROCESS = new GpuProbe(() -> {
    TensorFlowRuntime.start();
    return NativeStderr.silenced(GpuProbe::look);
  });

  private final Supplier<String> look;
  private boolean asked;
  private String obstacle;

  /** @param look null if a GPU can be used, else why not and what to install */
  GpuProbe(Supplier<String> look) {
    this.look = look;
  }

  /** Null if a GPU can be used, else why not and what to install. */
  synchronized String obstacle() {
    if (!asked) obstacle = look.get();
    asked = true;
    return obstacle;
  }

  /** Why the GPU library, though it was chosen, runs on the CPU; null if it does not, or nobody has asked. */
  synchronized String whyNotUsed() {
    return asked && obstacle != null && hasGpuKernels() ? obstacle : null;
  }

  private static String look() {
    if (!hasGpuKernels())
      return "this is TensorFlow's library for CPUs: start with TF_NATIVE=linux-x86_64-gpu in the environment"
          + " (Linux on x86-64 with an NVIDIA driver, CUDA 12 and cuDNN 9)";
    try {
      if (!seesGpu()) {
        String missing = CudaLibraries.obstacle();
        return missing != null ? missing : "TensorFlow sees no GPU; TF_CPP_MIN_LOG_LEVEL=0 shows why";
      }
      compute();
      return null;
    } catch (TensorFlowException e) {
      String missing = CudaLibraries.obstacle();
      return missing != null ? missing : failure(firstReason(e.getMessage()));
    }
  }

  /** TensorFlow compiles element-wise operations when they first run, and needs a file of CUDA's compiler for that. */
  static String failure(String reason) {
    return reason.contains("JIT compilation failed")
        ? "TensorFlow does not find CUDA's libdevice.10.bc: install CUDA 12's nvcc and, where that is not in"
            + " /usr/local/cuda, set XLA_FLAGS=--xla_gpu_cuda_data_dir=DIR for DIR/nvvm/libdevice/libdevice.10.bc"
        : "the GPU does not work with this driver, CUDA 12 and cuDNN 9: " + reason;
  }

  /** The first reason: several begin with {@code 2 root error(s) found.}, and each then has a number. */
  static String firstReason(String message) {
    return String.valueOf(message)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.matches("\\d+ root error\\(s\\) found\\."))
        .map(line -> line.replaceFirst("^\\(0\\) ", ""))
        .findFirst()
        .orElse("unknown error");
  }

  /** Whether this TensorFlow was built for GPUs. */
  static boolean hasGpuKernels() {
    try (TF_Status status = TF_Status.newStatus();
        TF_Buffer found = TF_GetRegisteredKernelsForOp("MatMul", status)) {
      status.throwExceptionIfNotOK();
      return KernelList.parseFrom(found.copyData()).getKernelList().stream()
          .anyMatch(kernel -> kernel.getDeviceType().equals("GPU"));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean seesGpu() {
    try (TF_Status status = TF_Status.newStatus();
        TF_Graph graph = TF_Graph.newGraph();
        TF_SessionOptions options = TF_SessionOptions.newSessionOptions();
        TF_Session session = TF_Session.newSession(graph, options, status)) {
      status.throwExceptionIfNotOK();
      var devices = TF_SessionListDevices(session, status);
      status.throwExceptionIfNotOK();
      try {
        for (int i = 0; i < TF_DeviceListCount(devices); i++)
          if (TF_DeviceListType(devices, i, status).getString().equals("GPU")) return true;
        return false;
      } finally {
        TF_DeleteDeviceList(devices);
      }
    }
  }

  /** By cuDNN, by cuBLAS and by a kernel compiled here: what is wrong with one of them, or with the driver, shows. */
  private static void compute() {
    try (Graph graph = TensorFlowRuntime.newGraph()) {
      Ops tf = Device.GPU.place(Ops.create(graph));
      Placeholder<TFloat32> image = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(1, 8, 8, 1)));
      Operand<TFloat32> kernel = tf.reshape(tf.constant(new float[9]), tf.constant(new int[] {3, 3, 1, 1}));
      Operand<TFloat32> convolved = tf.nn.conv2d(image, kernel, List.of(1L, 1L, 1L, 1L), "SAME");
      Operand<TFloat32> rows = tf.reshape(convolved, tf.constant(new int[] {8, 8}));
      try (Session session = new Session(graph);
          TFloat32 zeros = TFloat32.tensorOf(Shape.of(1, 8, 8, 1));
          Result result = session
              .runner()
              .feed(image, zeros)
              .fetch(tf.math.sigmoid(tf.linalg.matMul(rows, rows)))
              .run()) {
        result.get(0);
      }
    }
  }
}
