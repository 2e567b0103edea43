package tensorbang.tf;

import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.ConfigProto;
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
   * Loads TensorFlow with its information and warning lines off; later errors still show. What these variables of the
   * environment are set to by the user stays:
   *
   * <ul>
   *   <li>{@code TF_CPP_MIN_LOG_LEVEL}: with any value nothing is held back;
   *   <li>{@code TF_DETERMINISTIC_OPS}, on so that a GPU, too, gives the same bits for the same seed;
   *   <li>{@code TF_FORCE_GPU_ALLOW_GROWTH}, on so that several processes share a GPU: its memory is taken as it is
   *       needed. A session's own setting would come too late, for the first session of a process decides for all.
   * </ul>
   */
  public static synchronized void start() {
    if (started) return;
    NativeEnvironment.setDefault("TF_CPP_MIN_LOG_LEVEL", "2");
    NativeEnvironment.setDefault("TF_DETERMINISTIC_OPS", "1");
    NativeEnvironment.setDefault("TF_FORCE_GPU_ALLOW_GROWTH", "true");
    NativeStderr.silenced(TensorFlow::version);
    started = true;
  }

  /**
   * Opens a session. {@link Precision#BFLOAT16} on a CPU rewrites its graph; on a GPU it changes nothing: the graph has
   * to have the casts.
   *
   * @param threads for kernels, at least 1
   * @throws tensorbang.InputException if there is no such device, or it has no such precision
   */
  public static Session open(Graph graph, Device device, int threads, Precision precision) {
    start();
    Device resolved = device.resolve();
    precision.check(resolved);
    ConfigProto.Builder config = ConfigProto.newBuilder()
        .setIntraOpParallelismThreads(threads)
        .setInterOpParallelismThreads(1)
        .setAllowSoftPlacement(true);
    if (resolved == Device.GPU) {
      TensorFloat32.enable(precision == Precision.TF32);
    } else {
      config.putDeviceCount("GPU", 0);
      if (precision == Precision.BFLOAT16)
        config.setGraphOptions(GraphOptions.newBuilder()
            .setRewriteOptions(
                RewriterConfig.newBuilder().setAutoMixedPrecisionOnednnBfloat16(RewriterConfig.Toggle.ON)));
    }
    return new Session(graph, config.build());
  }
}
