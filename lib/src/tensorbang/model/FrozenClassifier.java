package tensorbang.model;

import java.util.Map;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;
import tensorbang.data.Normalization;
import tensorbang.nn.FrozenGraph;
import tensorbang.nn.Net;
import tensorbang.nn.NetGraph;
import tensorbang.tf.Device;
import tensorbang.tf.NativeStderr;
import tensorbang.tf.Precision;
import tensorbang.tf.TensorFlowRuntime;
import tensorbang.weights.FloatArray;

/** A network as fast as it gets: a {@link FrozenGraph} and its session. Not for use by two threads at once. */
public final class FrozenClassifier implements AutoCloseable {
  private final FrozenGraph graph;
  private final Session session;
  private final Shape shape;
  private final float[] logits;
  private boolean ran;

  /**
   * Freezes a network.
   *
   * @param weights all of them, or null for initial ones, drawn from {@code seed}
   * @param source what to call the weights in an error
   */
  public FrozenClassifier(
      Net net, int height, int width, Normalization normalization, Map<String, FloatArray> weights, Object source,
      long seed, Device device, int threads, Precision precision) {
    try (NetGraph told = new NetGraph(net, height, width, normalization)) {
      if (weights != null) told.variables().check(weights, source);
      graph = new FrozenGraph(told, weights == null ? told.variables().initial(seed) : weights);
      logits = new float[Math.toIntExact(told.logits().shape().get(1))];
    }
    session = TensorFlowRuntime.open(graph.graph(), device, threads, precision);
    shape = Shape.of(1, height, width, normalization.mean().length);
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
   */
  public float[] logits(byte[] pixels) {
    try (TUint8 image = TUint8.tensorOf(shape, DataBuffers.of(pixels, true, false))) {
      Session.Runner runner = session.runner().feed(graph.images(), image).fetch(graph.logits());
      try (var result = ran ? runner.run() : NativeStderr.silenced(runner::run)) {
        ran = true;
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
