package tensorbang.scratch.check;

import java.util.Map;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;
import tensorbang.data.ImageSet;
import tensorbang.data.Normalization;
import tensorbang.nets.Nets;
import tensorbang.nn.Net;
import tensorbang.nn.NetGraph;
import tensorbang.nn.Variables;
import tensorbang.scratch.Parallel;
import tensorbang.tf.Device;
import tensorbang.tf.NativeStderr;
import tensorbang.train.TrainConfig;
import tensorbang.train.TrainGraph;
import tensorbang.weights.FloatArray;

/** The graph that train.java makes of a network, trained on one batch with as many threads as the plain side. */
final class TensorFlowSide implements SpeedComparison.Side, AutoCloseable {
  static final double MOMENTUM = 0.9;
  static final float LEARNING_RATE = 0.01f;

  private final int batchSize;
  private final NetGraph graph;
  private final TrainGraph steps;
  private final TUint8 pixels;
  private final TInt32 labels;
  private final TFloat32 rate;
  private final TInt32 random;

  TensorFlowSide(String name, ImageSet images, Normalization normalization) {
    TrainConfig config = TrainConfig.DEFAULTS
        .with("nesterov", false)
        .with("momentum", MOMENTUM)
        .with("weight_decay", 0)
        .with("label_smoothing", 0);
    int classes = images.classes().size();
    batchSize = images.size();
    Net net = Nets.create(name, Map.of(), classes);
    graph = new NetGraph(net, images.height(), images.width(), normalization);
    steps = TrainGraph.of(net, graph, config, new int[classes], Device.CPU, Parallel.threads());
    graph.variables().initialize(steps.session(), 1);
    pixels = TUint8.tensorOf(
        Shape.of(batchSize, images.height(), images.width(), 3), DataBuffers.of(images.pixels(), true, false));
    labels = TInt32.vectorOf(images.labels());
    rate = TFloat32.scalarOf(LEARNING_RATE);
    random = TInt32.vectorOf(1, 1);
    // The first run of a combination of feeds and fetches is slow and writes to standard error.
    NativeStderr.silenced(inference()::run).close();
    NativeStderr.silenced(steps.step(pixels, labels, rate, random)::run).close();
    graph.variables().initialize(steps.session(), 1);
  }

  Map<String, FloatArray> weights() {
    return Variables.read(steps.session(), graph.variables().trainable());
  }

  private Session.Runner inference() {
    return steps.session().runner().feed(graph.images(), pixels).fetch(graph.logits());
  }

  @Override
  public void forward() {
    inference().run().close();
  }

  @Override
  public double step() {
    try (var result = steps.step(pixels, labels, rate, random).run()) {
      return ((TFloat32) result.get(0)).getFloat() / batchSize;
    }
  }

  @Override
  public void close() {
    pixels.close();
    labels.close();
    rate.close();
    random.close();
    steps.close();
    graph.close();
  }
}
