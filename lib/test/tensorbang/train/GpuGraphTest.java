package tensorbang.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import tensorbang.InputException;
import tensorbang.data.Batch;
import tensorbang.data.Normalization;
import tensorbang.nets.Nets;
import tensorbang.nn.Activation;
import tensorbang.nn.Conv;
import tensorbang.nn.Net;
import tensorbang.nn.NetGraph;
import tensorbang.nn.Padding;
import tensorbang.nn.Variables;
import tensorbang.tf.Device;
import tensorbang.weights.FloatArray;

/** The training graph that is made for a GPU: its operations, and its steps as a CPU computes them. */
class GpuGraphTest {
  private static final int SIDE = 32;
  private static final int CLASSES = 10;
  private static final int BATCH = 8;
  private static final Normalization HALF =
      new Normalization(new float[] {0.5f, 0.5f, 0.5f}, new float[] {0.25f, 0.25f, 0.25f});
  private static final TrainConfig CONFIG =
      TrainConfig.DEFAULTS.with("momentum", 0).with("label_smoothing", 0.1);
  private static final Set<String> PRODUCTS = Set.of(
      "Conv2D",
      "Conv2DBackpropInput",
      "Conv2DBackpropFilter",
      "DepthwiseConv2dNative",
      "DepthwiseConv2dNativeBackpropInput",
      "DepthwiseConv2dNativeBackpropFilter",
      "MatMul");

  /** Every kind of layer that a number type may pass through, or stop at. */
  private static final Net EVERY_LAYER = (l, x) -> {
    x = l.activation(l.conv(x, 8, 3, Padding.SAME), Activation.LEAKY_RELU); // with a bias
    x = l.add(x, l.relu(l.batchNorm(l.conv(x, Conv.of(8, 3).same().noBias()))));
    x = l.add(
        l.zeroPaddedShortcut(x, 16, 2),
        l.conv(x, Conv.of(16, 3).stride(2).same().noBias()));
    x = l.activation(l.batchNorm(l.depthwise(x, 3, 2, Padding.SAME)), Activation.SWISH);
    x = l.sigmoid(l.maxPool(x, 2));
    x = l.add(l.dense(l.flatten(x), 24), l.dense(l.globalAveragePool(x), 24));
    x = l.dropout(x, 0.1f);
    return l.cosine(x, CLASSES);
  };

  /** Runs something on a fresh training graph. */
  private static <T> void with(Net net, String precision, Device builtFor, Consumer<Steps> use) {
    try (Steps steps = new Steps(net, CONFIG.with("precision", precision), builtFor)) {
      use.accept(steps);
    }
  }

  private static final class Steps implements AutoCloseable {
    final NetGraph graph;
    final TrainGraph steps;

    Steps(Net net, TrainConfig config, Device builtFor) {
      graph = new NetGraph(net, SIDE, SIDE, HALF);
      steps = new TrainGraph(
          net,
          graph,
          config.loss(),
          config.labelSmoothing(),
          false,
          config.createDescent(),
          config.reducedWork(),
          config.precision(),
          builtFor,
          Device.CPU,
          1);
      graph.variables().initialize(steps.session(), 5);
    }

    List<NodeDef> nodes() {
      return graph.graph().toGraphDef().getNodeList();
    }

    Score train(double rate, int step) {
      return steps.train(batch(BATCH), rate, 1, new TrainingTime(step, 1, 100));
    }

    Map<String, FloatArray> all() {
      return Variables.read(steps.session(), graph.variables().all());
    }

    @Override
    public void close() {
      steps.close();
      graph.close();
    }
  }

  private static Batch batch(int size) {
    byte[] pixels = new byte[size * SIDE * SIDE * 3];
    new Random(3).nextBytes(pixels);
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) labels[i] = i % CLASSES;
    return new Batch(pixels, labels);
  }

  private static DataType type(NodeDef node) {
    return node.getAttrOrThrow("T").getType();
  }

  /** Those after the inference graph, which stays as it is. */
  private static List<NodeDef> ofTraining(Steps s) {
    int first = s.nodes().stream().map(NodeDef::getName).toList().indexOf("random_seed");
    return s.nodes().subList(first, s.nodes().size());
  }

  @Test
  void inBfloat16EveryProductOfATrainingStepIsInBfloat16() {
    with(EVERY_LAYER, "bfloat16", Device.GPU, s -> {
      Map<String, Integer> products = new LinkedHashMap<>();
      for (NodeDef node : ofTraining(s)) {
        if (!PRODUCTS.contains(node.getOp())) continue;
        assertEquals(DataType.DT_BFLOAT16, type(node), node.getName());
        products.merge(node.getOp(), 1, Integer::sum);
      }
      assertEquals(PRODUCTS, products.keySet());
    });
  }

  /** Sums of many values lose too much in 8 bits of mantissa. */
  @Test
  void batchStatisticsBiasesMeansAndVariablesStayFloat32() {
    Map<String, Integer> seen = new LinkedHashMap<>();
    // AdamW subtracts its weight decay.
    TrainConfig config = CONFIG.with("precision", "bfloat16").with("optimizer", "adamw");
    try (Steps s = new Steps(EVERY_LAYER, config, Device.GPU)) {
      for (NodeDef node : ofTraining(s)) {
        seen.merge(node.getOp(), 1, Integer::sum);
        switch (node.getOp()) {
          case "FusedBatchNormV3", "FusedBatchNormGradV3" ->
            assertEquals(DataType.DT_FLOAT, node.getAttrOrThrow("U").getType(), node.getName());
          case "BiasAdd", "BiasAddGrad", "Mean", "LogSoftmax", "AssignSub", "ApplyAdam" ->
            assertEquals(DataType.DT_FLOAT, type(node), node.getName());
          case "Cast" ->
            assertNotEquals(DataType.DT_HALF, node.getAttrOrThrow("DstT").getType(), node.getName());
          default -> {}
        }
      }
    }
    List<String> kinds = List.of(
        "FusedBatchNormV3",
        "FusedBatchNormGradV3",
        "BiasAdd",
        "BiasAddGrad",
        "Mean",
        "LogSoftmax",
        "AssignSub",
        "ApplyAdam",
        "Cast");
    assertTrue(seen.keySet().containsAll(kinds), seen.toString());
    assertTrue(seen.get("Mean") > 1, "that of the maps beside that of the losses");
  }

  @Test
  void inFloat32NothingIsCast() {
    with(EVERY_LAYER, "float32", Device.GPU, s -> {
      for (NodeDef node : s.nodes())
        if (PRODUCTS.contains(node.getOp())) assertEquals(DataType.DT_FLOAT, type(node), node.getName());
    });
  }

  @Test
  void onACpuTheGraphHasNoCastsOfItsOwn() {
    with(EVERY_LAYER, "bfloat16", Device.CPU, s -> {
      for (NodeDef node : s.nodes())
        if (PRODUCTS.contains(node.getOp())) assertEquals(DataType.DT_FLOAT, type(node), node.getName());
      assertTrue(s.nodes().stream().anyMatch(n -> n.getOp().equals("SoftmaxCrossEntropyWithLogits")));
    });
  }

  /** What {@code TF_DETERMINISTIC_OPS} refuses on a GPU. */
  @Test
  void noOperationLacksADeterministicKernel() {
    with(
        EVERY_LAYER,
        "float32",
        Device.GPU,
        s -> assertFalse(s.nodes().stream().anyMatch(n -> n.getOp().contains("SoftmaxCrossEntropyWithLogits"))));
  }

  /** TensorFlow's rewrite of a graph for CPUs casts the same values, and shares nothing with the casts for GPUs. */
  @ParameterizedTest
  @ValueSource(strings = {"convnet", "simplenn", "resnet20", "mobilenet18"})
  void aStepInBfloat16IsThatOfACpu(String name) {
    Net net = Nets.create(name, Map.of(), CLASSES);
    Gradient cpu = Gradient.of(net, "bfloat16", Device.CPU);
    Gradient gpu = Gradient.of(net, "bfloat16", Device.GPU);
    assertEquals(cpu.loss, gpu.loss, 1e-3 * cpu.loss);
    assertTrue(cpu.cosine(gpu) > 0.999, "the cosine of both gradients is " + cpu.cosine(gpu));
  }

  /** With gelu it is not: the rewrite rounds at other places, and then other pixels of a pool are the largest. */
  @Test
  void aStepOfAirbenchInBfloat16IsThatOfACpu() {
    Net relu = Nets.create("airbench", Map.of("activation", "relu"), CLASSES);
    double cosine = Gradient.of(relu, "bfloat16", Device.CPU).cosine(Gradient.of(relu, "bfloat16", Device.GPU));
    assertTrue(cosine > 0.999, "the cosine of both gradients is " + cosine);
    Net gelu = Nets.create("airbench", Map.of(), CLASSES);
    cosine = Gradient.of(gelu, "float32", Device.CPU).cosine(Gradient.of(gelu, "bfloat16", Device.GPU));
    assertTrue(cosine > 0.98, "the cosine of both gradients is " + cosine);
  }

  @Test
  void aStepInBfloat16IsNearOneInFloat32() {
    Gradient exact = Gradient.of(EVERY_LAYER, "float32", Device.CPU);
    Gradient rounded = Gradient.of(EVERY_LAYER, "bfloat16", Device.GPU);
    assertEquals(exact.loss, rounded.loss, 0.01 * exact.loss);
    double cosine = exact.cosine(rounded);
    assertTrue(cosine > 0.99 && cosine < 1 - 1e-9, "the cosine of both gradients is " + cosine);
  }

  /** Of all kernels. */
  private static final class Gradient {
    final Map<String, FloatArray> kernels = new LinkedHashMap<>();
    double loss;

    /** What a step moves: the momentum is 0, the rate 1. */
    static Gradient of(Net net, String precision, Device builtFor) {
      Gradient gradient = new Gradient();
      with(net, precision, builtFor, s -> {
        Map<String, FloatArray> before = s.all();
        gradient.loss = s.train(1, 0).lossSum();
        s.all().forEach((name, after) -> {
          if (!name.endsWith("/kernel")) return;
          float[] moved = before.get(name).values().clone();
          for (int i = 0; i < moved.length; i++) moved[i] -= after.values()[i];
          gradient.kernels.put(name, new FloatArray(after.shape(), moved));
        });
      });
      return gradient;
    }

    double cosine(Gradient other) {
      return product(other) / Math.sqrt(product(this) * other.product(other));
    }

    private double product(Gradient other) {
      double product = 0;
      for (String name : kernels.keySet())
        for (int i = 0; i < kernels.get(name).size(); i++)
          product +=
              (double) kernels.get(name).values()[i] * other.kernels.get(name).values()[i];
      return product;
    }
  }

  /** It is the saved model that is tested, as test.java tests it. */
  @Test
  void testsAreInFloat32() {
    double[] loss = new double[1];
    with(
        EVERY_LAYER,
        "float32",
        Device.GPU,
        s -> loss[0] = s.steps.test(batch(BATCH)).lossSum());
    with(
        EVERY_LAYER,
        "bfloat16",
        Device.GPU,
        s -> assertEquals(loss[0], s.steps.test(batch(BATCH)).lossSum()));
  }

  @Test
  void warmingUpLeavesTheTrainingAsItWouldBe() {
    Map<String, FloatArray> expected = new LinkedHashMap<>();
    with(EVERY_LAYER, "float32", Device.GPU, s -> {
      s.train(0.1, 0);
      expected.putAll(s.all());
    });
    with(EVERY_LAYER, "float32", Device.GPU, s -> {
      Map<String, FloatArray> before = s.all();
      s.steps.warmUp(BATCH, 3);
      assertEquals(before, s.all());
      s.train(0.1, 0);
      assertEquals(expected, s.all());
    });
  }

  @Test
  void tensorFloat32OnACpuIsRefused() {
    InputException refused = assertThrows(InputException.class, () -> with(EVERY_LAYER, "tf32", Device.CPU, s -> {}));
    assertEquals("precision", refused.setting());
  }
}
