package tensorbang.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.boot.Checkout;
import tensorbang.data.Normalization;
import tensorbang.nets.Nets;
import tensorbang.nn.InferenceGraph;
import tensorbang.nn.Net;
import tensorbang.nn.NetGraph;
import tensorbang.nn.Padding;
import tensorbang.tf.Device;
import tensorbang.tf.NativeStderr;
import tensorbang.tf.Precision;
import tensorbang.tf.TensorFlowRuntime;
import tensorbang.weights.FloatArray;

/** Weights from PyTorch and back, against what PyTorch itself computes with them; see torch.md. */
class StateDictMappingTest {
  private static final Normalization HALF =
      new Normalization(new float[] {0.5f, 0.5f, 0.5f}, new float[] {0.25f, 0.25f, 0.25f});
  private static JsonNode networks;

  /** A network of torch.json. */
  private record TorchNetwork(String net, Map<String, Object> options, Map<String, int[]> tensors, double[] logits) {
    LinkedHashMap<String, FloatArray> stateDict() {
      LinkedHashMap<String, FloatArray> dict = new LinkedHashMap<>();
      tensors.forEach((name, shape) -> dict.put(name, filled(name, dict.size(), shape)));
      return dict;
    }

    NetGraph graph() {
      return new NetGraph(Nets.create(net, options, 10), 32, 32, HALF);
    }
  }

  @BeforeAll
  static void read() {
    networks = Json.read(Checkout.root().resolve("lib/test/tensorbang/interop/torch.json"), JsonNode.class)
        .get("networks");
  }

  private static Stream<TorchNetwork> networks() {
    return StreamSupport.stream(networks.spliterator(), false)
        .map(network -> Json.read(network.toString(), TorchNetwork.class, "torch.json"));
  }

  private static TorchNetwork network(String net) {
    return networks().filter(t -> t.net().equals(net)).findFirst().orElseThrow();
  }

  private static FloatArray filled(String name, int tensor, int[] shape) {
    float[] values = new float[FloatArray.elements(shape)];
    double scale = Math.sqrt(6.0 * shape[0] / values.length);
    for (int i = 0; i < values.length; i++) {
      int h = (int) (2654435761L * i + 40503L * tensor + 1);
      h = (h ^ h >>> 15) * 0x85ebca6b;
      h = (h ^ h >>> 13) * 0xc2b2ae35;
      double s = Integer.toUnsignedLong(h ^ h >>> 16) / 0x1p31 - 1;
      if (name.endsWith("running_var")) values[i] = (float) (1 + 0.5 * s);
      else if (shape.length > 1) values[i] = (float) (s * scale);
      else values[i] = (float) (name.endsWith("weight") ? 1 + 0.2 * s : 0.1 * s);
    }
    return new FloatArray(shape, values);
  }

  @TestFactory
  Stream<DynamicTest> everyNetworkComputesWhatPyTorchDoes() {
    return networks()
        .map(network -> DynamicTest.dynamicTest(network.net() + " " + network.options(), () -> {
          try (NetGraph graph = network.graph()) {
            StateDictMapping mapping = new StateDictMapping(network.net(), InferenceGraph.of(graph));
            var weights = mapping.fromTorch(network.stateDict(), "the file");
            assertClose(network.logits(), logits(graph, weights));
          }
        }));
  }

  private static void assertClose(double[] expected, float[] actual) {
    double size = 0;
    for (double e : expected) size = Math.max(size, Math.abs(e));
    for (int k = 0; k < expected.length; k++) assertEquals(expected[k], actual[k], 2e-5 * size, "logit " + k);
  }

  private static float[] logits(NetGraph graph, Map<String, FloatArray> weights) {
    byte[] pixels = new byte[32 * 32 * 3];
    for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) (37 * i % 251);
    try (Session session = TensorFlowRuntime.open(graph.graph(), Device.CPU, 1, Precision.FLOAT32);
        TUint8 image = TUint8.tensorOf(Shape.of(1, 32, 32, 3), DataBuffers.of(pixels))) {
      graph.variables().load(session, weights);
      Session.Runner runner = session.runner().feed(graph.images(), image).fetch(graph.logits());
      try (var result = NativeStderr.silenced(runner::run)) {
        float[] values = new float[10];
        ((TFloat32) result.get(0)).copyTo(DataBuffers.of(values, false, false));
        return values;
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> whatGoesOutComesBackTheSame() {
    return networks()
        .filter(network -> !List.of("plainnet18", "resnet18").contains(network.net())) // big, and nothing new
        .map(network -> DynamicTest.dynamicTest(network.net() + " " + network.options(), () -> {
          try (NetGraph graph = network.graph()) {
            StateDictMapping torch = new StateDictMapping(network.net(), InferenceGraph.of(graph));
            Map<String, FloatArray> file = network.stateDict();
            Map<String, FloatArray> weights = torch.fromTorch(file, "the file");
            assertEquals(weights, torch.fromTorch(torch.toTorch(weights), "our own"));
            assertEquals(file, torch.toTorch(weights, file, "the file"));
          }
        }));
  }

  @Test
  void everyNetworkHasATwin() {
    for (String net : Nets.names())
      try (NetGraph graph = new NetGraph(Nets.create(net, Map.of(), 10), 32, 32, HALF)) {
        StateDictMapping torch = new StateDictMapping(net, InferenceGraph.of(graph));
        if (net.endsWith("18")) continue; // big, and nothing new
        Map<String, FloatArray> weights = graph.variables().initial(1);
        assertEquals(weights, torch.fromTorch(torch.toTorch(weights), net));
      }
  }

  @Test
  void aFileSortedByNameIsReadInTheOrderOfItsNumbers() {
    TorchNetwork network = network("simplenn");
    try (NetGraph graph = network.graph()) {
      StateDictMapping torch = new StateDictMapping(network.net(), InferenceGraph.of(graph));
      Map<String, FloatArray> file = network.stateDict();
      Map<String, FloatArray> sorted = new TreeMap<>(file);
      List<String> names = List.copyOf(sorted.keySet());
      assertTrue(names.indexOf("net.11.weight") < names.indexOf("net.7.weight"));
      assertEquals(torch.fromTorch(file, "the file"), torch.fromTorch(sorted, "sorted"));
    }
  }

  @Test
  void theUsualNamesCountAndNotTheOrder() {
    TorchNetwork network = network("resnet20");
    try (NetGraph graph = network.graph()) {
      StateDictMapping torch = new StateDictMapping(network.net(), InferenceGraph.of(graph));
      Map<String, FloatArray> file = network.stateDict();
      List<String> names = new ArrayList<>(file.keySet());
      Collections.reverse(names);
      Map<String, FloatArray> reversed = new LinkedHashMap<>();
      for (String name : names) reversed.put(name.replace("linear.", "fc."), file.get(name));
      reversed.put("bn1.num_batches_tracked", FloatArray.scalar(7));
      assertEquals(torch.fromTorch(file, "the file"), torch.fromTorch(reversed, "reversed"));
    }
  }

  @Test
  void aDenseLayerAfterFlatteningSeesChannelsOutermost() {
    // Two outputs of a map of height 1, width 2 and 3 channels.
    TorchWeight dense = TorchWeight.dense("dense1/kernel", new int[] {6, 2}, new int[] {1, 2, 3});
    FloatArray torch = FloatArray.of(new int[] {2, 6}, 0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15);
    assertArrayEquals(
        new float[] {0, 10, 2, 12, 4, 14, 1, 11, 3, 13, 5, 15},
        dense.fromTorch(torch).values());
  }

  @Test
  void unitsThatAreFlattenedKeepTheirOrder() {
    Net net = (l, x) -> l.dense(l.flatten(l.globalAveragePool(l.conv(x, 2, 3, Padding.SAME))), 3);
    try (NetGraph graph = new NetGraph(net, 4, 4, HALF)) {
      Map<String, FloatArray> weights = graph.variables().initial(1);
      float[] kernel = weights.get("dense1/kernel").values();
      FloatArray torch = new StateDictMapping("mine", InferenceGraph.of(graph))
          .toTorch(weights)
          .get("linear.weight");
      assertArrayEquals(new float[] {kernel[0], kernel[3], kernel[1], kernel[4], kernel[2], kernel[5]}, torch.values());
    }
  }

  @Test
  void aLayerThatPyTorchHasNotIsNamed() {
    Net net = (l, x) -> l.cosine(l.dense(l.flatten(x), 4), 3);
    try (NetGraph graph = new NetGraph(net, 4, 4, HALF)) {
      InferenceGraph built = InferenceGraph.of(graph);
      String said = assertThrows(InputException.class, () -> new StateDictMapping("mine", built))
          .getMessage();
      assertEquals("mine: PyTorch's counterpart is not known of cosine1/kernel", said);
    }
  }

  @Test
  void aConvolutionHasItsFiltersOutermost() {
    TorchWeight conv = TorchWeight.convolution("conv1/kernel", new int[] {1, 2, 2, 3});
    FloatArray torch = FloatArray.of(new int[] {3, 2, 1, 2}, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    assertArrayEquals(
        new float[] {0, 4, 8, 2, 6, 10, 1, 5, 9, 3, 7, 11},
        conv.fromTorch(torch).values());
  }

  @Test
  void whatDoesNotFitIsListed() {
    Map<String, FloatArray> file = network("resnet20").stateDict();
    file.remove("layer2.1.conv2.weight");
    file.remove("bn1.running_var");
    file.put("layer4.0.conv1.weight", FloatArray.of(new int[] {1, 1, 1, 1}, 1));
    file.put("linear.weight", FloatArray.of(new int[] {2, 1}, 1, 2));
    String said = refused("resnet20", file);
    assertEquals(
        "a.pt does not fit resnet20: missing: bn1.running_var, layer2.1.conv2.weight; left over: layer4.0.conv1.weight"
            + "; of another shape: linear.weight [2, 1], expected [10, 64]",
        said);
  }

  @Test
  void aFileOfOtherNamesThatDoesNotFitIsListedUnderThem() {
    Map<String, FloatArray> file = network("simplenn").stateDict();
    file.remove("net.11.bias");
    file.put("net.13.weight", FloatArray.of(new int[] {1, 1}, 1));
    String said = refused("simplenn", file);
    assertTrue(said.contains("missing: net.11.bias;") && said.contains("left over: net.13.weight"), said);
  }

  @Test
  void anEmptyFileLacksEverything() {
    String said = refused("vanillacnn", Map.of());
    assertTrue(said.endsWith("missing: conv1.weight, conv1.bias, linear.weight, linear.bias"), said);
  }

  @Test
  void aLongListIsCut() {
    assertTrue(refused("resnet20", Map.of()).endsWith(" and 85 more"));
  }

  private static String refused(String net, Map<String, FloatArray> file) {
    try (NetGraph graph = network(net).graph()) {
      StateDictMapping torch = new StateDictMapping(net, InferenceGraph.of(graph));
      return assertThrows(InputException.class, () -> torch.fromTorch(file, "a.pt"))
          .getMessage();
    }
  }
}
