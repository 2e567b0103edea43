package tensorbang.tf;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteDeviceList;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListCount;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListType;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SessionListDevices;

import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.TensorFlow;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/**
 * TensorFlow, started quietly, and sessions on it. Call {@link #start()} before any other use of TensorFlow in a
 * process, or the log level comes too late.
 */
public final class TensorFlowRuntime {
  private static boolean started;

  private TensorFlowRuntime() {}

  /**
   * Loads TensorFlow with its information and warning lines off (errors still show). {@code TF_CPP_MIN_LOG_LEVEL} in
   * the environment overrides that; so does {@code TF_DETERMINISTIC_OPS}, which this turns on so that a GPU, too,
   * gives the same bits for the same seed.
   */
  public static synchronized void start() {
    if (started) return;
    NativeEnvironment.setDefault("TF_CPP_MIN_LOG_LEVEL", "2");
    NativeEnvironment.setDefault("TF_DETERMINISTIC_OPS", "1");
    TensorFlow.version();
    started = true;
  }

  /**
   * Opens a session.
   *
   * @param threads for kernels, at least 1
   */
  public static Session open(Graph graph, Device device, int threads, Precision precision) {
    start();
    Device resolved = device.resolve();
    ConfigProto.Builder config = ConfigProto.newBuilder()
        .setIntraOpParallelismThreads(threads)
        .setInterOpParallelismThreads(1)
        .setAllowSoftPlacement(true)
        .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true));
    if (resolved == Device.CPU) config.putDeviceCount("GPU", 0);
    if (precision == Precision.BFLOAT16) {
      RewriterConfig.Builder rewrites = RewriterConfig.newBuilder();
      if (resolved == Device.CPU) rewrites.setAutoMixedPrecisionOnednnBfloat16(RewriterConfig.Toggle.ON);
      else rewrites.setAutoMixedPrecision(RewriterConfig.Toggle.ON);
      config.setGraphOptions(GraphOptions.newBuilder().setRewriteOptions(rewrites));
    }
    return new Session(graph, config.build());
  }

  static boolean seesGpu() {
    start();
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
}
