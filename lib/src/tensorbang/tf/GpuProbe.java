package tensorbang.tf;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteDeviceList;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListCount;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListType;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_GetRegisteredKernelsForOp;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SessionListDevices;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
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
 * Whether TensorFlow can use a GPU in this process. The first question opens a session and computes a little, which
 * takes seconds on a GPU; the answer is kept.
 */
final class GpuProbe {
  private static boolean asked;
  private static String obstacle;

  private GpuProbe() {}

  /** Null if a GPU can be used, else why not and what to install. */
  static synchronized String obstacle() {
    if (!asked) {
      TensorFlowRuntime.start();
      obstacle = NativeStderr.silenced(GpuProbe::look);
      asked = true;
    }
    return obstacle;
  }

  /** Why the GPU library, though it was chosen, runs on the CPU; null if it does not, or nobody has asked. */
  static synchronized String whyNotUsed() {
    return asked && obstacle != null && hasGpuKernels() ? obstacle : null;
  }

  private static String look() {
    if (!hasGpuKernels())
      return "this is TensorFlow's library for CPUs: start with TF_NATIVE=linux-x86_64-gpu in the environment"
          + " (Linux on x86-64 with an NVIDIA driver, CUDA 12 and cuDNN 9)";
    try {
      if (!seesGpu()) {
        String missing = CudaLibraries.obstacle();
        return missing != null ? missing : "TensorFlow sees no GPU; TF_CPP_MIN_LOG_LEVEL=0 in the environment shows why";
      }
      compute();
      return null;
    } catch (TensorFlowException e) {
      String missing = CudaLibraries.obstacle();
      return missing != null ? missing : "the GPU does not work with this driver, CUDA 12 and cuDNN 9: " + firstLine(e);
    }
  }

  private static String firstLine(TensorFlowException e) {
    return String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("unknown error");
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

  /** A convolution and a matrix product: whatever is wrong with driver, cuDNN or cuBLAS shows here. */
  private static void compute() {
    try (Graph graph = new Graph()) {
      Ops tf = Device.GPU.place(Ops.create(graph));
      Placeholder<TFloat32> image = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(1, 8, 8, 1)));
      Operand<TFloat32> kernel = tf.reshape(tf.constant(new float[9]), tf.constant(new int[] {3, 3, 1, 1}));
      Operand<TFloat32> convolved = tf.nn.conv2d(image, kernel, List.of(1L, 1L, 1L, 1L), "SAME");
      Operand<TFloat32> rows = tf.reshape(convolved, tf.constant(new int[] {8, 8}));
      try (Session session = new Session(graph);
          TFloat32 zeros = TFloat32.tensorOf(Shape.of(1, 8, 8, 1));
          Result product = session.runner().feed(image, zeros).fetch(tf.linalg.matMul(rows, rows)).run()) {
        product.get(0);
      }
    }
  }
}
