package tensorbang.interop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;
import tensorbang.data.Normalization;
import tensorbang.model.ModelCard;
import tensorbang.nn.InferenceGraph;
import tensorbang.nn.Net;
import tensorbang.nn.NetGraph;
import tensorbang.nn.Variables;
import tensorbang.tf.Device;
import tensorbang.tf.NativeStderr;
import tensorbang.tf.Precision;
import tensorbang.tf.TensorFlowRuntime;
import tensorbang.weights.FloatArray;

/**
 * A network for the exporters' tests: 24x32 pixels, so that height and width cannot be mistaken for each other, ten
 * classes, and weights none of which is what a layer begins with.
 */
public record SampleNetwork(ModelCard card, InferenceGraph graph, Map<String, FloatArray> weights) {
  public static final int HEIGHT = 24;
  public static final int WIDTH = 32;
  public static final int CLASSES = 10;

  private static final Normalization NORMALIZATION =
      new Normalization(new float[] {0.5f, 0.4f, 0.3f}, new float[] {0.25f, 0.2f, 0.3f});

  public static SampleNetwork of(String name, Net net) {
    List<String> classes =
        IntStream.range(0, CLASSES).mapToObj(k -> "class " + k).toList();
    try (NetGraph graph = new NetGraph(net, HEIGHT, WIDTH, NORMALIZATION)) {
      ModelCard card = ModelCard.imported(name, Map.of(), classes, HEIGHT, WIDTH, NORMALIZATION, Map.of());
      return new SampleNetwork(card, InferenceGraph.of(graph), weights(graph));
    }
  }

  /** Random pixels. */
  public static byte[] images(int count) {
    byte[] pixels = new byte[count * HEIGHT * WIDTH * 3];
    new Random(2).nextBytes(pixels);
    return pixels;
  }

  /** What TensorFlow makes of {@link #images}, row by row. */
  public float[] logits(int count) {
    try (var tensorFlow = graph.withWeights(weights);
        Session session = TensorFlowRuntime.open(tensorFlow, Device.CPU, 1, Precision.FLOAT32)) {
      return run(session, graph.images(), graph.logits(), count);
    }
  }

  /** What a session makes of {@link #images}. */
  public static float[] run(Session session, String images, String output, int count) {
    Shape shape = Shape.of(count, HEIGHT, WIDTH, 3);
    try (TUint8 pixels = TUint8.tensorOf(shape, DataBuffers.of(images(count)));
        var result = NativeStderr.silenced(session.runner().feed(images, pixels).fetch(output)::run)) {
      TFloat32 out = (TFloat32) result.get(0);
      float[] values = new float[(int) out.size()];
      out.copyTo(DataBuffers.of(values, false, false));
      return values;
    }
  }

  /** Something else for each; variances are positive. */
  private static Map<String, FloatArray> weights(NetGraph net) {
    Random random = new Random(1);
    Map<String, FloatArray> weights = new LinkedHashMap<>();
    for (Variables.Entry v : net.variables().all()) {
      float[] values = new float[(int) v.size()];
      v.initializer().fill(values, v.shape(), random);
      boolean spread = v.name().endsWith("moving_variance") || v.name().endsWith("gamma");
      for (int i = 0; i < values.length; i++)
        if (!v.name().endsWith("kernel")) values[i] = (spread ? 0.5f : -0.5f) + random.nextFloat();
      weights.put(v.name(), new FloatArray(v.shape(), values));
    }
    return weights;
  }
}
