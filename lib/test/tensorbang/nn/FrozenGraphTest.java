package tensorbang.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;
import tensorbang.data.Normalization;
import tensorbang.nets.Nets;
import tensorbang.nets.ResNet;
import tensorbang.nets.Shortcut;
import tensorbang.tf.Device;
import tensorbang.tf.NativeStderr;
import tensorbang.tf.Precision;
import tensorbang.tf.TensorFlowRuntime;
import tensorbang.weights.FloatArray;

class FrozenGraphTest {
  private static final Normalization HALF =
      new Normalization(new float[] {0.5f, 0.5f, 0.5f}, new float[] {0.25f, 0.25f, 0.25f});

  @ParameterizedTest
  @ValueSource(strings = {"convnet", "simplenn", "resnet20", "mobilenet18", "vanillacnn", "airbench"})
  void computesWhatTheNetworkDoes(String name) {
    try (NetGraph net = new NetGraph(Nets.create(name, Map.of(), 10), 32, 32, HALF)) {
      Map<String, FloatArray> weights = weights(net);
      float[] expected;
      try (Session session = TensorFlowRuntime.open(net.graph(), Device.CPU, 1, Precision.FLOAT32)) {
        net.variables().load(session, weights);
        expected = logits(session, net.images().op().name(), net.logits().op().name());
      }
      try (FrozenGraph frozen = new FrozenGraph(InferenceGraph.of(net), weights);
          Session session = TensorFlowRuntime.open(frozen.graph(), Device.CPU, 1, Precision.FLOAT32)) {
        float[] actual = logits(session, frozen.images(), frozen.logits());
        double size = 0;
        for (float e : expected) size = Math.max(size, Math.abs(e));
        for (int k = 0; k < expected.length; k++) assertEquals(expected[k], actual[k], 2e-5 * size, "logit " + k);
      }
    }
  }

  @Test
  void nothingOfTrainingAndNoBatchNormIsLeftOfResNet20() {
    try (NetGraph net = new NetGraph(new ResNet(10, 3, Shortcut.PROJECTION, false, 0), 32, 32, HALF);
        FrozenGraph frozen = new FrozenGraph(InferenceGraph.of(net), weights(net))) {
      assertEquals(21, frozen.foldedBatchNorms());
      Set<String> kinds =
          frozen.graph().toGraphDef().getNodeList().stream().map(NodeDef::getOp).collect(Collectors.toSet());
      assertEquals(
          Set.of("Placeholder", "Cast", "Mul", "Add", "Const", "Conv2D", "BiasAdd", "Relu", "PadV2", "Mean", "MatMul"),
          kinds);
    }
  }

  @Test
  void batchNormsBehindDepthwiseConvolutionsAreFoldedToo() {
    try (NetGraph net = new NetGraph(Nets.create("mobilenet18", Map.of("width", 0.1), 10), 32, 32, HALF);
        FrozenGraph frozen = new FrozenGraph(InferenceGraph.of(net), weights(net))) {
      // One behind the first convolution, two in each of the 16 separable ones.
      assertEquals(33, frozen.foldedBatchNorms());
    }
  }

  @Test
  void aBatchNormThatFollowsNoConvolutionStays() {
    Net alone = (l, x) -> l.dense(l.flatten(l.batchNorm(l.relu(l.conv(x, 4, 5, Padding.VALID)))), 10);
    try (NetGraph net = new NetGraph(alone, 32, 32, HALF);
        FrozenGraph frozen = new FrozenGraph(InferenceGraph.of(net), weights(net))) {
      assertEquals(0, frozen.foldedBatchNorms());
    }
  }

  @Test
  void aConvolutionWhoseKernelIsComputedIsLeftAlone() {
    Net computed = (l, x) -> {
      Ops tf = Ops.create(x.op().env());
      Operand<TFloat32> kernel = tf.reshape(tf.constant(new float[3]), tf.constant(new int[] {1, 1, 3, 1}));
      Operand<TFloat32> y = tf.nn.conv2d(x, kernel, List.of(1L, 1L, 1L, 1L), "VALID");
      return l.dense(l.flatten(l.batchNorm(y)), 10);
    };
    try (NetGraph net = new NetGraph(computed, 32, 32, HALF);
        FrozenGraph frozen = new FrozenGraph(InferenceGraph.of(net), weights(net))) {
      assertEquals(0, frozen.foldedBatchNorms());
    }
  }

  @Test
  void aBatchNormOrABiasOfOnesOwnOperationsIsLeftAlone() {
    Net norm = (l, x) -> {
      Ops tf = Ops.create(x.op().env());
      Operand<TFloat32> ones = tf.constant(new float[] {1, 1});
      Operand<TFloat32> y = l.conv(x, Conv.of(2, 3).noBias());
      return l.flatten(tf.nn
          .fusedBatchNorm(y, ones, ones, ones, ones, FusedBatchNorm.isTraining(false))
          .y());
    };
    Net bias = (l, x) -> {
      Ops tf = Ops.create(x.op().env());
      Operand<TFloat32> y = l.conv(x, Conv.of(2, 3).noBias());
      return l.flatten(l.batchNorm(tf.nn.biasAdd(y, tf.constant(new float[] {1, 2}))));
    };
    for (Net net : List.of(norm, bias))
      try (NetGraph graph = new NetGraph(net, 8, 8, HALF);
          FrozenGraph frozen = new FrozenGraph(InferenceGraph.of(graph), weights(graph))) {
        assertEquals(0, frozen.foldedBatchNorms());
      }
  }

  @Test
  void throughMaxPoolingItIsFoldedIfNoScaleIsNegative() {
    Net pooled = (l, x) -> l.dense(l.flatten(l.batchNorm(l.maxPool(l.conv(x, 4, 5, Padding.VALID), 2))), 10);
    try (NetGraph net = new NetGraph(pooled, 32, 32, HALF)) {
      Map<String, FloatArray> weights = weights(net);
      try (FrozenGraph frozen = new FrozenGraph(InferenceGraph.of(net), weights)) {
        assertEquals(1, frozen.foldedBatchNorms());
      }
      weights.put("bn1/gamma", FloatArray.vector(1, 1, -1, 1));
      try (FrozenGraph frozen = new FrozenGraph(InferenceGraph.of(net), weights)) {
        assertEquals(0, frozen.foldedBatchNorms());
      }
    }
  }

  /** As for a GPU; a CPU computes it, too. */
  @ParameterizedTest
  @ValueSource(strings = {"convnet", "mobilenet18"})
  void inBfloat16ProductsAreCastAndLogitsAreNear(String name) {
    try (NetGraph net = new NetGraph(Nets.create(name, Map.of(), 10), 32, 32, HALF)) {
      Map<String, FloatArray> weights = weights(net);
      float[][] logits = new float[2][];
      for (int i = 0; i < 2; i++)
        try (FrozenGraph frozen = new FrozenGraph(InferenceGraph.of(net), weights, i == 1);
            Session session = TensorFlowRuntime.open(frozen.graph(), Device.CPU, 1, Precision.FLOAT32)) {
          DataType expected = i == 1 ? DataType.DT_BFLOAT16 : DataType.DT_FLOAT;
          for (NodeDef node : frozen.graph().toGraphDef().getNodeList())
            if (Set.of("Conv2D", "DepthwiseConv2dNative", "MatMul").contains(node.getOp()))
              assertEquals(expected, node.getAttrOrThrow("T").getType(), node.getName());
          logits[i] = logits(session, frozen.images(), frozen.logits());
        }
      double size = 0;
      double off = 0;
      for (int k = 0; k < 10; k++) {
        size = Math.max(size, Math.abs(logits[0][k]));
        off = Math.max(off, Math.abs(logits[0][k] - logits[1][k]));
      }
      assertTrue(off > 0 && off < 0.03 * size, off + " off, and the logits are up to " + size);
    }
  }

  @Test
  void aConvolutionThatIsReadTwiceIsLeftAlone() {
    Net branching = (l, x) -> {
      var y = l.conv(x, 4, 5, Padding.VALID);
      return l.dense(l.flatten(l.add(l.batchNorm(y), y)), 10);
    };
    try (NetGraph net = new NetGraph(branching, 32, 32, HALF);
        FrozenGraph frozen = new FrozenGraph(InferenceGraph.of(net), weights(net))) {
      assertEquals(0, frozen.foldedBatchNorms());
    }
  }

  @Test
  void theBiasOfAConvolutionGoesIntoTheFold() {
    Net biased = (l, x) -> l.dense(l.flatten(l.batchNorm(l.conv(x, 1, 1, Padding.VALID))), 1);
    try (NetGraph net = new NetGraph(biased, 1, 1, new Normalization(new float[1], new float[] {1}))) {
      Map<String, FloatArray> w = weights(net);
      w.put("conv1/kernel", FloatArray.of(new int[] {1, 1, 1, 1}, 3));
      w.put("conv1/bias", FloatArray.vector(2));
      w.put("bn1/gamma", FloatArray.vector(5));
      w.put("bn1/beta", FloatArray.vector(7));
      w.put("bn1/moving_mean", FloatArray.vector(1));
      w.put("bn1/moving_variance", FloatArray.vector(4));
      w.put("dense1/kernel", FloatArray.of(new int[] {1, 1}, 1));
      w.put("dense1/bias", FloatArray.vector(0));
      try (FrozenGraph frozen = new FrozenGraph(InferenceGraph.of(net), w);
          Session session = TensorFlowRuntime.open(frozen.graph(), Device.CPU, 1, Precision.FLOAT32)) {
        assertEquals(1, frozen.foldedBatchNorms());
        // A white pixel is 1: 5 (3 + 2 - 1) / sqrt(4 + 1e-5) + 7
        assertEquals(17, run(session, frozen.images(), frozen.logits(), Shape.of(1, 1, 1, 1), (byte) 255)[0], 1e-4);
      }
    }
  }

  @Test
  void theEpsilonOfABatchNormIsPartOfTheFold() {
    Net net = (l, x) -> l.flatten(l.batchNorm(l.conv(x, Conv.of(1, 1).noBias())));
    try (NetGraph graph = new NetGraph(net, 1, 1, new Normalization(new float[1], new float[] {1}))) {
      Map<String, FloatArray> w = weights(graph);
      w.put("conv1/kernel", FloatArray.of(new int[] {1, 1, 1, 1}, 1));
      w.put("bn1/gamma", FloatArray.vector(1));
      w.put("bn1/beta", FloatArray.vector(0));
      w.put("bn1/moving_mean", FloatArray.vector(0));
      w.put("bn1/moving_variance", FloatArray.vector(3e-5f));
      try (FrozenGraph frozen = new FrozenGraph(InferenceGraph.of(graph), w);
          Session session = TensorFlowRuntime.open(frozen.graph(), Device.CPU, 1, Precision.FLOAT32)) {
        // 1 / sqrt(3e-5 + 1e-5)
        float[] out = run(session, frozen.images(), frozen.logits(), Shape.of(1, 1, 1, 1), (byte) 255);
        assertEquals(158.11388, out[0], 1e-3);
      }
    }
  }

  /** Something else for each, so that a mistake shows; variances are positive. */
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

  private static float[] logits(Session session, String images, String logits) {
    byte[] pixels = new byte[32 * 32 * 3];
    new Random(2).nextBytes(pixels);
    return run(session, images, logits, Shape.of(1, 32, 32, 3), pixels);
  }

  private static float[] run(Session session, String images, String logits, Shape shape, byte... pixels) {
    try (TUint8 image = TUint8.tensorOf(shape, DataBuffers.of(pixels));
        var result = NativeStderr.silenced(session.runner().feed(images, image).fetch(logits)::run)) {
      TFloat32 out = (TFloat32) result.get(0);
      float[] values = new float[(int) out.size()];
      out.copyTo(DataBuffers.of(values, false, false));
      return values;
    }
  }
}
