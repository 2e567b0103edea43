package tensorbang.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import tensorbang.data.Batch;
import tensorbang.data.Normalization;
import tensorbang.nn.Activation;
import tensorbang.nn.Conv;
import tensorbang.nn.Layers;
import tensorbang.nn.Net;
import tensorbang.nn.NetGraph;
import tensorbang.nn.Padding;
import tensorbang.nn.Variables;
import tensorbang.tf.Device;
import tensorbang.weights.FloatArray;

/** What a training step does to the weights below a layer, against finite differences of the loss. */
class GradientTest {
  private static final int SIDE = 6;
  private static final int CLASSES = 3;
  private static final Normalization HALF = new Normalization(new float[] {0.5f}, new float[] {0.25f});
  private static final float STEP = 1e-3f;

  @Test
  void throughSwish() {
    check((l, x) -> top(l, l.activation(l.conv(x, 4, 3, Padding.VALID), Activation.SWISH)));
  }

  @Test
  void throughSigmoid() {
    check((l, x) -> top(l, l.sigmoid(l.conv(x, 4, 3, Padding.VALID))));
  }

  @Test
  void throughLeakyRelu() {
    check((l, x) -> top(l, l.activation(l.conv(x, 4, 3, Padding.VALID), Activation.LEAKY_RELU)));
  }

  @Test
  void throughAPaddedConvolutionOfStrideTwo() {
    check((l, x) -> top(
        l, l.conv(l.conv(x, 4, 1, Padding.VALID), Conv.of(3, 3).stride(2).same().noBias())));
  }

  @Test
  void ofADepthwiseConvolutionAndThroughIt() {
    check((l, x) -> top(l, l.depthwise(l.conv(x, 4, 1, Padding.VALID), 3, 1, Padding.SAME)));
  }

  @Test
  void ofADepthwiseConvolutionOfStrideTwoAndThroughIt() {
    check((l, x) -> top(l, l.depthwise(l.conv(x, 4, 1, Padding.VALID), 3, 2, Padding.SAME)));
  }

  @Test
  void throughTheZeroPaddedShortcut() {
    check((l, x) -> top(l, l.zeroPaddedShortcut(l.conv(x, 2, 3, Padding.SAME), 6, 2)));
  }

  @Test
  void ofCosinesAndThroughThem() {
    check((l, x) -> l.cosine(l.flatten(l.conv(x, 4, 3, Padding.VALID)), CLASSES));
  }

  private static Operand<TFloat32> top(Layers l, Operand<TFloat32> x) {
    return l.dense(l.flatten(x), CLASSES);
  }

  /** With momentum 0 and rate 1 a step moves a weight by minus its gradient. */
  private static void check(Net net) {
    TrainConfig config = TrainConfig.DEFAULTS.with(Map.of("momentum", 0, "weight_decay", 0, "label_smoothing", 0));
    Batch batch = batch();
    try (NetGraph graph = new NetGraph(net, SIDE, SIDE, HALF);
        TrainGraph steps = TrainGraph.of(net, graph, config, new int[CLASSES], Device.CPU, 1)) {
      graph.variables().initialize(steps.session(), 5);
      Map<String, FloatArray> start = weights(graph, steps);
      steps.train(batch, 1, 1, new TrainingTime(0, 1, 100));
      Map<String, FloatArray> moved = weights(graph, steps);
      double steepest = 0;
      for (String name : start.keySet()) {
        if (!name.endsWith("/kernel") || name.startsWith("dense")) continue;
        float[] before = start.get(name).values();
        for (int i = 0; i < before.length; i++) {
          double gradient = before[i] - moved.get(name).values()[i];
          double up = lossWith(graph, steps, start, name, i, STEP, batch);
          double down = lossWith(graph, steps, start, name, i, -STEP, batch);
          assertEquals((up - down) / (2 * STEP), gradient, 2e-3, name + " " + i);
          steepest = Math.max(steepest, Math.abs(gradient));
        }
      }
      assertTrue(steepest > 0.02, "the steepest gradient is " + steepest);
    }
  }

  private static double lossWith(
      NetGraph graph, TrainGraph steps, Map<String, FloatArray> start, String name, int i, float change, Batch batch) {
    float[] values = start.get(name).values().clone();
    values[i] += change;
    graph.variables().load(steps.session(), start);
    graph
        .variables()
        .load(steps.session(), Map.of(name, new FloatArray(start.get(name).shape(), values)));
    return steps.test(batch).lossSum() / batch.size();
  }

  private static Map<String, FloatArray> weights(NetGraph graph, TrainGraph steps) {
    return Variables.read(steps.session(), graph.variables().trainable());
  }

  private static Batch batch() {
    byte[] pixels = new byte[8 * SIDE * SIDE];
    new java.util.Random(3).nextBytes(pixels);
    return new Batch(pixels, new int[] {0, 1, 2, 0, 1, 2, 0, 1});
  }
}
