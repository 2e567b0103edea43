package tensorbang.nets;

import java.util.Map;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;
import tensorbang.data.Normalization;
import tensorbang.nn.Net;
import tensorbang.nn.NetGraph;
import tensorbang.tf.Device;
import tensorbang.tf.NativeStderr;
import tensorbang.tf.Precision;
import tensorbang.tf.TensorFlowRuntime;
import tensorbang.weights.FloatArray;

/** A network told for a test, with a session: one-channel images in, logits out. */
public final class Told implements AutoCloseable {
  /** Pixels reach the network as they are: 255 times (pixel / 255). */
  private static final Normalization AS_THEY_ARE = new Normalization(new float[] {0}, new float[] {1f / 255});

  public final NetGraph graph;
  private final Session session;
  private final int side;

  public Told(int side, Net net) {
    this.side = side;
    graph = new NetGraph(net, side, side, AS_THEY_ARE);
    session = TensorFlowRuntime.open(graph.graph(), Device.CPU, 1, Precision.FLOAT32);
    graph.variables().initialize(session, 1);
  }

  public void set(String variable, int[] shape, float... values) {
    graph.variables().load(session, Map.of(variable, new FloatArray(shape, values)));
  }

  /** All values of the output for one image of {@code side} x {@code side} pixels. */
  public float[] logits(int... pixels) {
    byte[] bytes = new byte[pixels.length];
    for (int i = 0; i < pixels.length; i++) bytes[i] = (byte) pixels[i];
    try (TUint8 image = TUint8.tensorOf(Shape.of(1, side, side, 1), DataBuffers.of(bytes));
        var result =
            NativeStderr.silenced(session.runner().feed(graph.images(), image).fetch(graph.logits())::run)) {
      TFloat32 out = (TFloat32) result.get(0);
      float[] values = new float[(int) out.size()];
      out.copyTo(DataBuffers.of(values, false, false));
      return values;
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
