package tensorbang.tf;

import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/**
 * TensorFlow, started quietly, graphs and sessions of it. Graphs are made here and nowhere else: what {@link #start()}
 * sets would come too late for a TensorFlow that is already loaded.
 */
public final class TensorFlowRuntime {
  private static boolean started;

  private TensorFlowRuntime() {}

  /**
   * Loads TensorFlow, where it is not loaded yet, with its information and warning lines off; later errors still show.
   * What these variables of the environment are set to by the user stays:
   *
   * <ul>
   *   <li>{@code TF_CPP_MIN_LOG_LEVEL}: with any value nothing is held back;
   *   <li>{@code TF_DETERMINISTIC_OPS}, on so that a GPU, too, gives the same bits for the same seed;
   *   <li>{@code TF_FORCE_GPU_ALLOW_GROWTH}, on so that several processes share a GPU: its memory is taken as it is
   *       needed. A session's own setting would come too late, for the first session of a process decides for all;
   *   <li>{@code TF_OVERRIDE_GLOBAL_THREADPOOL}, on so that each session has the threads that it asks for. Without it, the
   *       first session of a process decides for all.
   * </ul>
   */
  public static synchronized void start() {
    if (started) return;
    NativeEnvironment.setDefault("TF_CPP_MIN_LOG_LEVEL", "2");
    NativeEnvironment.setDefault("TF_DETERMINISTIC_OPS", "1");
    NativeEnvironment.setDefault("TF_FORCE_GPU_ALLOW_GROWTH", "true");
    NativeEnvironment.setDefault("TF_OVERRIDE_GLOBAL_THREADPOOL", "1");
    NativeEnvironment.setDefault("TF_AUTO_MIXED_PRECISION_GRAPH_REWRITE_INFERLIST_REMOVE", "Sigmoid,SigmoidGrad");
    NativeStderr.silenced(TensorFlow::version);
    started = true;
  }

  /** An empty graph of a started TensorFlow. */
  public static Graph newGraph() {
    start();
    return new Graph();
  }

  /**
   * Opens a session on a graph of {@link #newGraph}. Whether a GPU computes in TensorFloat-32 is a switch of the whole
   * process: the session opened last decides.
   *
   * @param threads for kernels, at least 1
   * @param precision {@link Precision#BFLOAT16} lets TensorFlow rewrite the graph, on a CPU; a graph for a GPU has
   *     casts of its own, and {@link Precision#FLOAT32} for all else
   * @throws tensorbang.InputException if there is no such device, or it has no such precision
   */
  public static Session open(Graph graph, Device device, int threads, Precision precision) {
    Device resolved = device.resolve();
    precision.check(resolved);
    ConfigProto.Builder config = ConfigProto.newBuilder()
        .setIntraOpParallelismThreads(threads)
        .setInterOpParallelismThreads(1)
        .setAllowSoftPlacement(true);
    if (resolved == Device.GPU) {
      if (precision == Precision.BFLOAT16)
        throw new IllegalArgumentException("a graph for a GPU casts to bfloat16 itself");
      TensorFloat32.enable(precision == Precision.TF32);
    } else {
      config.putDeviceCount("GPU", 0);
      if (precision == Precision.BFLOAT16)
        config.setGraphOptions(GraphOptions.newBuilder()
            .setRewriteOptions(
                RewriterConfig.newBuilder().setAutoMixedPrecisionOnednnBfloat16(RewriterConfig.Toggle.ON)));
    }
    return NativeStderr.silenced(() -> new Session(graph, config.build()));
  }
}
