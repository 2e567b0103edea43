package tensorbang.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;
import tensorbang.nets.Told;
import tensorbang.tf.Device;
import tensorbang.tf.Precision;
import tensorbang.tf.TensorFlowRuntime;

/** What each layer computes in inference mode, against values worked out by hand. */
class LayersTest {
  private static final float ROUNDING = 1e-5f;

  @Test
  void convolutionWithoutPaddingShrinksAndCorrelates() {
    try (Told told = new Told(3, (l, x) -> l.flatten(l.conv(x, 1, 2, Padding.VALID)))) {
      told.set("conv1/kernel", new int[] {2, 2, 1, 1}, 1, 2, 3, 4);
      told.set("conv1/bias", new int[] {1}, 10);
      // Upper left window: 1*1 + 2*2 + 3*4 + 4*5 = 37, plus the bias.
      assertArrayEquals(new float[] {47, 57, 77, 87}, told.logits(1, 2, 3, 4, 5, 6, 7, 8, 9), ROUNDING);
    }
  }

  @Test
  void samePaddingSurroundsAnOddKernelEvenly() {
    try (Told told =
        new Told(2, (l, x) -> l.flatten(l.conv(x, Conv.of(1, 3).same().noBias())))) {
      told.set("conv1/kernel", new int[] {3, 3, 1, 1}, 1, 0, 0, 0, 0, 0, 0, 0, 0);
      // The kernel's only weight looks up and to the left: only the last pixel sees a neighbour there.
      assertArrayEquals(new float[] {0, 0, 0, 1}, told.logits(1, 2, 3, 4), ROUNDING);
    }
  }

  @Test
  void samePaddingIsSymmetricUnderStrideTwoAsInPyTorch() {
    try (Told told =
        new Told(4, (l, x) -> l.flatten(l.conv(x, Conv.of(1, 3).stride(2).same().noBias())))) {
      told.set("conv1/kernel", new int[] {3, 3, 1, 1}, 0, 0, 0, 0, 1, 0, 0, 0, 0);
      // Windows are centred on rows and columns 0 and 2; TensorFlow's own SAME would centre them on 1 and 3.
      assertArrayEquals(
          new float[] {1, 3, 9, 11}, told.logits(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16), ROUNDING);
    }
  }

  @Test
  void anEvenKernelHasAZeroLessAroundThanHalfOfIt() {
    try (Told told =
        new Told(3, (l, x) -> l.flatten(l.conv(x, Conv.of(1, 2).same().noBias())))) {
      told.set("conv1/kernel", new int[] {2, 2, 1, 1}, 1, 10, 100, 1000);
      // (2 - 1) / 2 is no zero: the output shrinks as that of a 2x2 window without padding.
      assertArrayEquals(new float[] {5421, 6532, 8754, 9865}, told.logits(1, 2, 3, 4, 5, 6, 7, 8, 9), 0.05f);
    }
  }

  @Test
  void withoutABiasAConvolutionKeepsItsInitializer() {
    Initializer mine = Initializer.constant(2);
    assertSame(mine, Conv.of(4, 3).initializer(mine).noBias().initializer());
  }

  @Test
  void depthwiseConvolvesEachChannelWithItsOwnKernel() {
    Net net = (l, x) -> l.flatten(l.depthwise(l.conv(x, Conv.of(2, 1).noBias()), 2, 1, Padding.VALID));
    try (Told told = new Told(2, net)) {
      told.set("conv1/kernel", new int[] {1, 1, 1, 2}, 1, 10);
      told.set("depthwise1/kernel", new int[] {2, 2, 2, 1}, 1, 5, 2, 6, 3, 7, 4, 8);
      // 1*1 + 2*2 + 3*3 + 4*4, and ten times 5*1 + 6*2 + 7*3 + 8*4
      assertArrayEquals(new float[] {30, 700}, told.logits(1, 2, 3, 4), 1e-4f);
    }
  }

  @Test
  void sigmoidSwishAndLeakyReluFollowTheirFormulas() {
    assertEquals(1 / (1 + Math.exp(-2)), applied((l, x) -> l.sigmoid(x), 2), 1e-6);
    assertEquals(2 / (1 + Math.exp(-2)), applied((l, x) -> l.activation(x, Activation.SWISH), 2), 1e-6);
    assertEquals(-2 / (1 + Math.exp(2)), applied((l, x) -> l.activation(x, Activation.SWISH), -2), 1e-6);
    assertEquals(2, applied((l, x) -> l.activation(x, Activation.LEAKY_RELU), 2), 1e-6);
    assertEquals(-0.02, applied((l, x) -> l.activation(x, Activation.LEAKY_RELU), -2), 1e-6);
  }

  @Test
  void geluMultipliesByTheNormalDistributionAndQuickGeluComesNear() {
    NormalDistribution normal = new NormalDistribution();
    for (float x : new float[] {-3, -0.5f, 0, 0.7f, 2}) {
      double gelu = x * normal.cumulativeProbability(x);
      assertEquals(gelu, applied((l, y) -> l.activation(y, Activation.GELU), x), 1e-6);
      float quick = applied((l, y) -> l.activation(y, Activation.QUICK_GELU), x);
      assertEquals(x / (1 + Math.exp(-1.702 * x)), quick, 1e-6);
      assertEquals(gelu, quick, 0.021);
    }
  }

  @Test
  void globalMaxPoolTakesTheLargestOfEachChannelAndScaleMultiplies() {
    Net net = (l, x) -> l.scale(l.globalMaxPool(l.conv(x, Conv.of(2, 1).noBias())), 0.5);
    try (Told told = new Told(3, net)) {
      told.set("conv1/kernel", new int[] {1, 1, 1, 2}, 1, -1);
      assertArrayEquals(new float[] {4.5f, -0.5f}, told.logits(1, 2, 3, 9, 8, 7, 4, 5, 6), ROUNDING);
    }
  }

  @Test
  void denseWithoutBiasOnlyMultiplies() {
    try (Told told = new Told(2, (l, x) -> l.dense(l.flatten(x), Dense.of(2).noBias()))) {
      told.set("dense1/kernel", new int[] {4, 2}, 1, 0, 0, 1, 1, 0, 0, 1);
      assertArrayEquals(new float[] {4, 6}, told.logits(1, 2, 3, 4), ROUNDING);
      assertEquals(8, told.graph.rows().get(1).parameters());
    }
  }

  @Test
  void aFixedKernelAndAFixedScaleAreNotTrainedAndNotCounted() {
    Net net = (l, x) -> l.dense(
        l.flatten(
            l.batchNorm(l.conv(x, Conv.of(2, 1).fixed()), BatchNorm.standard().fixedScale(3))),
        4);
    try (Told told = new Told(2, net)) {
      assertEquals(
          List.of("conv1/bias", "bn1/beta", "dense1/kernel", "dense1/bias"),
          told.graph.variables().trainable().stream().map(Variables.Entry::name).toList());
      assertEquals(
          List.of(2L, 2L, 0L, 36L),
          told.graph.rows().stream().map(LayerInfo::parameters).toList());
      assertArrayEquals(
          new float[] {3, 3}, told.graph.variables().initial(1).get("bn1/gamma").values());
    }
  }

  /** What {@code layer} makes of {@code value}. */
  private static float applied(Net layer, float value) {
    try (Told told = new Told(1, (l, x) -> l.flatten(layer.logits(l, l.conv(x, 1, 1, Padding.VALID))))) {
      told.set("conv1/bias", new int[] {1}, value);
      return told.logits(0)[0];
    }
  }

  @Test
  void denseMultipliesAndAddsTheBias() {
    try (Told told = new Told(2, (l, x) -> l.dense(l.flatten(x), 2))) {
      told.set("dense1/kernel", new int[] {4, 2}, 1, 0, 0, 1, 1, 0, 0, 1);
      told.set("dense1/bias", new int[] {2}, 0.5f, -0.5f);
      assertArrayEquals(new float[] {4.5f, 5.5f}, told.logits(1, 2, 3, 4), ROUNDING);
    }
  }

  @Test
  void maxPoolTakesTheLargestAndDropsAnOddEdge() {
    try (Told told = new Told(3, (l, x) -> l.flatten(l.maxPool(x, 2)))) {
      assertArrayEquals(new float[] {5}, told.logits(1, 2, 9, 4, 5, 9, 9, 9, 9), ROUNDING);
    }
  }

  @Test
  void globalAveragePoolIsTheMeanOfEachChannel() {
    try (Told told = new Told(2, (l, x) -> l.globalAveragePool(x))) {
      assertArrayEquals(new float[] {2.5f}, told.logits(1, 2, 3, 4), ROUNDING);
    }
  }

  @Test
  void batchNormUsesRunningStatisticsInInference() {
    try (Told told = new Told(1, (l, x) -> l.flatten(l.batchNorm(x)))) {
      told.set("bn1/moving_mean", new int[] {1}, 3);
      told.set("bn1/moving_variance", new int[] {1}, 4);
      told.set("bn1/gamma", new int[] {1}, 2);
      told.set("bn1/beta", new int[] {1}, 1);
      // 2 (7 - 3) / sqrt(4 + 1e-5) + 1
      assertArrayEquals(new float[] {4.999995f}, told.logits(7), 1e-6f);
    }
  }

  @Test
  void dropoutDoesNothingInInference() {
    try (Told told = new Told(2, (l, x) -> l.flatten(l.dropout(x, 0.9f)))) {
      assertArrayEquals(new float[] {1, 2, 3, 4}, told.logits(1, 2, 3, 4), ROUNDING);
    }
  }

  /** Each of 40,000 values is dropped with a probability of 0.3: the share's standard deviation is 0.0023. */
  @Test
  void dropoutDropsItsShareAndKeepsTheMean() {
    try (Graph graph = TensorFlowRuntime.newGraph()) {
      Ops tf = Ops.create(graph);
      Layers l = Layers.training(tf, new Variables(tf), tf.constant(new int[] {5, 9}));
      Operand<TFloat32> ones = tf.ones(tf.constant(new int[] {200, 200}), TFloat32.class);
      Operand<TFloat32> first = l.dropout(ones, 0.3);
      Operand<TFloat32> second = l.dropout(ones, 0.3);
      try (Session session = TensorFlowRuntime.open(graph, Device.CPU, 1, Precision.FLOAT32);
          var result = session.runner().fetch(first).fetch(second).run()) {
        float[] kept = values(result.get(0));
        int dropped = 0;
        int droppedInBoth = 0;
        double sum = 0;
        float[] other = values(result.get(1));
        for (int i = 0; i < kept.length; i++) {
          if (kept[i] == 0) dropped++;
          else assertEquals(1 / 0.7, kept[i], 1e-6);
          if (kept[i] == 0 && other[i] == 0) droppedInBoth++;
          sum += kept[i];
        }
        assertEquals(0.3, dropped / 40_000.0, 0.01);
        assertEquals(1, sum / 40_000, 0.015);
        assertEquals(0.09, droppedInBoth / 40_000.0, 0.01, "two layers drop independently");
      }
    }
  }

  private static float[] values(Tensor tensor) {
    float[] values = new float[(int) ((TFloat32) tensor).size()];
    ((TFloat32) tensor).copyTo(DataBuffers.of(values, false, false));
    return values;
  }

  @Test
  void dropoutOfNothingIsNoLayer() {
    try (Told told = new Told(2, (l, x) -> l.flatten(l.dropout(x, 0)))) {
      assertEquals(1, told.graph.rows().size());
      assertThrows(IllegalArgumentException.class, () -> new Told(2, (l, x) -> l.flatten(l.dropout(x, 1))));
    }
  }

  /** What a model folder keeps, and every export is made of, neither draws nor scales. */
  @Test
  void theInferenceGraphHoldsNoDropout() {
    try (Told told = new Told(2, (l, x) -> l.dense(l.dropout(l.flatten(x), 0.5), 3))) {
      Set<String> operations = InferenceGraph.of(told.graph).definition().getNodeList().stream()
          .map(NodeDef::getOp)
          .collect(Collectors.toSet());
      assertTrue(
          operations.stream().noneMatch(o -> o.contains("Random") || o.contains("Greater")), operations::toString);
    }
  }

  @Test
  void addJoinsABlockAndItsShortcut() {
    try (Told told = new Told(1, (l, x) -> l.flatten(l.add(x, l.relu(x))))) {
      assertArrayEquals(new float[] {14}, told.logits(7), ROUNDING);
    }
  }

  @Test
  void concatPutsChannelsSideBySide() {
    Net net = (l, x) -> l.flatten(l.concat(x, l.conv(x, Conv.of(2, 1).noBias())));
    try (Told told = new Told(1, net)) {
      told.set("conv1/kernel", new int[] {1, 1, 1, 2}, 10, 100);
      assertArrayEquals(new float[] {7, 70, 700}, told.logits(7), 1e-3f);
    }
  }

  @Test
  void theShortcutWithoutParametersTakesEveryNthPixelAndPutsTheOddNewChannelBehind() {
    try (Told told = new Told(4, (l, x) -> l.flatten(l.zeroPaddedShortcut(x, 4, 3)))) {
      // Rows and columns 0 and 3; of three new channels one comes before.
      assertArrayEquals(
          new float[] {0, 1, 0, 0, 0, 4, 0, 0, 0, 13, 0, 0, 0, 16, 0, 0},
          told.logits(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16),
          ROUNDING);
    }
  }

  @Test
  void layersAreNamedAfterKindTurnAndScope() {
    Net net = (l, x) -> {
      x = l.conv(x, 2, 3, Padding.SAME);
      x = l.conv(x, 2, 3, Padding.SAME);
      x = l.scope("stage1").scope("block0").conv(x, Conv.of(2, 3).same().noBias());
      return l.dense(l.flatten(x), 3);
    };
    try (Told told = new Told(4, net)) {
      assertEquals(
          List.of("conv1", "conv2", "stage1/block0/conv1", "flatten1", "dense1"),
          told.graph.rows().stream().map(LayerInfo::name).toList());
      assertEquals(
          "conv1/kernel conv1/bias conv2/kernel conv2/bias stage1/block0/conv1/kernel dense1/kernel dense1/bias",
          told.graph.variables().all().stream().map(Variables.Entry::name).collect(Collectors.joining(" ")));
    }
  }

  @Test
  void rowsCountParametersAndMultiplyAccumulates() {
    Net net = (l, x) -> l.dense(l.flatten(l.relu(l.batchNorm(l.conv(x, 6, 5, Padding.VALID)))), 10);
    try (Told told = new Told(32, net)) {
      List<LayerInfo> rows = told.graph.rows();
      // 5*5*1*6 + 6 parameters; one multiplication a weight at each of 28*28 places.
      assertEquals(new Counts(156, 28 * 28 * 150), Counts.of(rows.get(0)));
      assertEquals(new Counts(12, 0), Counts.of(rows.get(1)));
      assertEquals(new Counts(0, 0), Counts.of(rows.get(2)));
      assertEquals(new Counts(4704 * 10 + 10, 4704 * 10), Counts.of(rows.get(4)));
      assertArrayEquals(new int[] {28, 28, 6}, rows.get(0).outputShape());
      assertEquals(28 * 28 * 6, rows.get(0).activations());
    }
  }

  @Test
  void aCosineLayerHasAWeightAndAMultiplicationForEachInputAndUnit() {
    try (Told told = new Told(2, (l, x) -> l.cosine(l.flatten(x), 3))) {
      assertEquals(new Counts(12, 12), Counts.of(told.graph.rows().get(1)));
    }
  }

  private record Counts(long parameters, long macs) {
    static Counts of(LayerInfo row) {
      return new Counts(row.parameters(), row.macs());
    }
  }

  @Test
  void oneNameCannotHaveTwoShapes() {
    try (Told told = new Told(2, (l, x) -> l.dense(l.flatten(x), 2))) {
      Variables variables = told.graph.variables();
      assertThrows(
          IllegalStateException.class,
          () -> variables.get("dense1/bias", new int[] {3}, Initializer.constant(0), Role.BIAS));
    }
  }

  @Test
  void cosinesDependOnDirectionsAlone() {
    try (Told told = new Told(2, (l, x) -> l.cosine(l.flatten(x), 2))) {
      told.set("cosine1/kernel", new int[] {4, 2}, 3, 0, 0, -2, 4, 0, 0, 0);
      // (1, 2, 2, 0) and (3, 0, 4, 0): 11 / (3 * 5); and (0, -2, 0, 0): -4 / (3 * 2).
      assertArrayEquals(new float[] {11 / 15f, -2 / 3f}, told.logits(1, 2, 2, 0), ROUNDING);
      assertArrayEquals(new float[] {11 / 15f, -2 / 3f}, told.logits(10, 20, 20, 0), ROUNDING);
      assertArrayEquals(new float[] {0, 0}, told.logits(0, 0, 0, 0), ROUNDING);
      told.set("cosine1/kernel", new int[] {4, 2}, 3e-4f, 0, 0, -2e-4f, 4e-4f, 0, 0, 0);
      assertArrayEquals(new float[] {11 / 15f, -2 / 3f}, told.logits(1, 2, 2, 0), ROUNDING);
    }
  }
}
