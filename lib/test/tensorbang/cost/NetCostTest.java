package tensorbang.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tensorbang.nets.Nets;
import tensorbang.nn.Net;

class NetCostTest {
  @Test
  void activationsAreTheValuesThatLayersCompute() {
    // 32 maps of 26x26 twice (convolution and ReLU), of 13x13 (pooling), and ten logits; flattening computes nothing.
    assertEquals(2 * 26 * 26 * 32 + 13 * 13 * 32 + 10, cost("vanillacnn", 10).activations());
  }

  @Test
  void layersAddUpToTheTotals() {
    NetCost cost = cost("mobilenet18", 100);
    assertEquals(
        cost.parameters(),
        cost.layers().stream().mapToLong(NetCost.Layer::parameters).sum());
    assertEquals(
        cost.macs(), cost.layers().stream().mapToLong(NetCost.Layer::macs).sum());
    assertEquals(
        cost.thopMacs(),
        cost.layers().stream().mapToLong(NetCost.Layer::thopMacs).sum());
    assertEquals(
        cost.activations(),
        cost.layers().stream().mapToLong(NetCost.Layer::activations).sum());
    assertEquals(1, cost.layers().stream().mapToDouble(NetCost.Layer::share).sum(), 1e-12);
  }

  @Test
  void imagesMayBeGreyAndOblong() {
    Net net = (l, x) -> l.dense(l.flatten(x), 3);
    assertEquals(
        28 * 20 * 3 + 3, NetCost.of("grey", Map.of(), 3, net, 28, 20, 1).parameters());
  }

  @Test
  void theSummaryHasTheTotalsAlone() {
    NetCost cost = cost("resnet20", 10);
    NetCost summary = cost.summary();
    assertEquals(List.of(), summary.layers());
    assertEquals(
        List.of(cost.parameters(), cost.macs(), cost.thopMacs(), cost.activations()),
        List.of(summary.parameters(), summary.macs(), summary.thopMacs(), summary.activations()));
  }

  private static NetCost cost(String net, int classes) {
    return NetCost.of(net, Nets.options(net, Map.of()), classes, Nets.create(net, Map.of(), classes), 32);
  }
}
