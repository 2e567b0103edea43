package tensorbang.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tensorbang.Json;
import tensorbang.boot.Checkout;
import tensorbang.data.Normalization;
import tensorbang.nets.Nets;
import tensorbang.nn.LayerInfo;
import tensorbang.nn.NetGraph;

/** The counter against what the real THOP said of PyTorch twins; see thop.md. */
class ThopTest {
  private static JsonNode said;

  /** One network of thop.json; its options have the names that the library uses. */
  private record Figures(
      String net,
      Map<String, Object> options,
      int classes,
      long macs,
      long params,
      long convolution,
      long dense,
      long batchNorm,
      long averagePool) {
    static Figures of(JsonNode node) {
      return Json.read(node.toString(), Figures.class, "thop.json");
    }

    Figures counted() {
      List<LayerInfo> rows = rows(net, options, classes);
      return new Figures(
          net,
          options,
          classes,
          Thop.macs(rows),
          rows.stream().mapToLong(LayerInfo::parameters).sum(),
          sum(rows, "conv", "depthwise"),
          sum(rows, "dense"),
          sum(rows, "batch-norm"),
          sum(rows, "global-average-pool"));
    }
  }

  @BeforeAll
  static void read() {
    Path file = Checkout.root().resolve("lib/test/tensorbang/cost/thop.json");
    said = Json.read(file, JsonNode.class).get("networks");
  }

  @TestFactory
  Stream<DynamicTest> parametersAndMultiplyAccumulatesAreThops() {
    return figures()
        .map(f -> DynamicTest.dynamicTest(
            f.net() + " " + f.options() + ", " + f.classes() + " classes", () -> assertEquals(f, f.counted())));
  }

  /**
   * But for light and airbench, which came later: they have no kind of layer that the others lack, but global max pooling
   * and a factor, for which THOP has no rule.
   */
  @Test
  void thopCountedEveryNetwork() {
    TreeSet<String> networks = new TreeSet<>(figures().map(Figures::net).toList());
    networks.addAll(Set.of("light", "airbench"));
    assertEquals(new TreeSet<>(Nets.names()), networks);
  }

  /** He et al. 2016, table 6, in millions. */
  @Test
  void residualNetworksHaveThePublishedSizes() {
    assertEquals(0.27, millions("resnet20"), 0.005);
    assertEquals(0.46, millions("resnet32"), 0.005);
    assertEquals(0.66, millions("resnet44"), 0.005);
    assertEquals(0.85, millions("resnet56"), 0.005);
    assertEquals(1.7, millions("resnet110"), 0.05);
  }

  @Test
  void convolutionsAndDenseLayersOfResNet20Take41MillionMultiplications() {
    List<LayerInfo> rows = rows("resnet20", Map.of(), 10);
    assertEquals(40_550_400 + 640, rows.stream().mapToLong(LayerInfo::macs).sum());
  }

  private static double millions(String net) {
    return rows(net, Map.of(), 10).stream().mapToLong(LayerInfo::parameters).sum() / 1e6;
  }

  private static Stream<Figures> figures() {
    assertTrue(said.size() > 30, said.size() + " networks");
    return Stream.iterate(0, i -> i < said.size(), i -> i + 1).map(i -> Figures.of(said.get(i)));
  }

  private static long sum(List<LayerInfo> rows, String... kinds) {
    return rows.stream()
        .filter(r -> Arrays.asList(kinds).contains(r.kind()))
        .mapToLong(Thop::macs)
        .sum();
  }

  private static List<LayerInfo> rows(String net, Map<String, Object> options, int classes) {
    Normalization none = new Normalization(new float[] {0, 0, 0}, new float[] {1, 1, 1});
    try (NetGraph graph = new NetGraph(Nets.create(net, options, classes), 32, 32, none)) {
      return graph.rows();
    }
  }
}
