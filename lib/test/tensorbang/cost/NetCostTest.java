package tensorbang.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tensorbang.nets.Nets;
import tensorbang.nets.Shortcut;
import tensorbang.tf.TensorFlowRuntime;

class NetCostTest {
  @BeforeAll
  static void quietly() {
    TensorFlowRuntime.start();
  }

  @Test
  void activationsAreTheValuesThatLayersCompute() {
    // 32 maps of 26x26 twice (convolution and ReLU), of 13x13 (pooling), and ten logits; flattening computes nothing.
    assertEquals(
        2 * 26 * 26 * 32 + 13 * 13 * 32 + 10, NetCost.of("vanillacnn", Map.of(), 10, 32).activations());
  }

  @Test
  void layersAddUpToTheTotals() {
    NetCost cost = NetCost.of("mobilenet18", Map.of(), 100, 32);
    assertEquals(cost.parameters(), cost.layers().stream().mapToLong(NetCost.Layer::parameters).sum());
    assertEquals(cost.macs(), cost.layers().stream().mapToLong(NetCost.Layer::macs).sum());
    assertEquals(cost.thopMacs(), cost.layers().stream().mapToLong(NetCost.Layer::thopMacs).sum());
    assertEquals(1, cost.layers().stream().mapToDouble(NetCost.Layer::share).sum(), 1e-12);
  }

  @Test
  void theOptionsAreThoseInUse() {
    assertEquals(Shortcut.IDENTITY, NetCost.of("resnet20", Map.of(), 10, 32).options().shortcut());
  }

  @Test
  void theNetworksKnowWhetherBatchNormIsInThem() {
    for (String net : Nets.names()) assertBatchNorm(net, Map.of());
    assertBatchNorm("simplenn", new NetOptions(null, true, null, null));
  }

  private static void assertBatchNorm(String net, Map<String, Object> options) {
    boolean told =
        NetCost.of(net, options, 10, 32).layers().stream().anyMatch(layer -> layer.kind().equals("batch-norm"));
    assertEquals(told, Nets.hasBatchNorm(net, options), net);
  }
}
