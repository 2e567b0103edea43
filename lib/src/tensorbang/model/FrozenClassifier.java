package tensorbang.model;

import java.util.Map;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;
import tensorbang.nn.FrozenGraph;
import tensorbang.nn.InferenceGraph;
import tensorbang.tf.Device;
import tensorbang.tf.Precision;
import tensorbang.tf.QuietRuns;
import tensorbang.tf.TensorFlowRuntime;
import tensorbang.weights.FloatArray;

/** A network as fast as it gets: a {@link FrozenGraph} and its session. Not for use by two threads at once. */
public final class FrozenClassifier implements AutoCloseable {
  private final FrozenGraph graph;
  private final Session session;
  private final Shape shape;
  private final float[] logits;
  private final QuietRuns runs = new QuietRuns();

  /**
   * Freezes a network.
   *
   * @param weights of all its variables
   */
  public FrozenClassifier(
      InferenceGraph net,
      Map<String, FloatArray> weights,
      int height,
      int width,
      int channels,
      int classes,
      Device device,
      int threads,
      Precision precision) {
    boolean casts = precision == Precision.BFLOAT16 && device.resolve() == Device.GPU;
    graph = new FrozenGraph(net, weights, casts);
    logits = new float[classes];
    session = TensorFlowRuntime.open(graph.graph(), device, threads, casts ? Precision.FLOAT32 : precision);
    shape = Shape.of(1, height, width, channels);
  }

  /** How many batch norms went into the convolutions before them. */
  public int foldedBatchNorms() {
    return graph.foldedBatchNorms();
  }

  /**
   * Classifies one image in one session run.
   *
   * @param pixels height x width x channels unsigned bytes
   * @return [classes]; the same array every time
   * @throws tensorbang.InputException if these are not as many bytes
   */
  public float[] logits(byte[] pixels) {
    try (TUint8 image = ModelRun.images(shape, pixels)) {
      Session.Runner runner = session.runner().feed(graph.images(), image).fetch(graph.logits());
      try (var result = runs.run(runner, graph)) {
        ((TFloat32) result.get(0)).copyTo(DataBuffers.of(logits, false, false));
        return logits;
      }
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
