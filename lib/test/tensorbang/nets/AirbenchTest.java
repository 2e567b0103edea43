package tensorbang.nets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tensorbang.data.Normalization;
import tensorbang.data.shapes.Shapes10;
import tensorbang.nn.LayerInfo;
import tensorbang.nn.NetGraph;
import tensorbang.settings.Settings;
import tensorbang.train.TrainConfig;

class AirbenchTest {
  private static final Normalization ANY = new Normalization(new float[3], new float[] {1, 1, 1});

  private static NetGraph graph(Map<String, Object> options, int side) {
    return new NetGraph(Nets.create("airbench", options, 10), side, side, ANY);
  }

  private static long macs(NetGraph graph) {
    return graph.rows().stream().mapToLong(LayerInfo::macs).sum();
  }

  /** Its first kernel of 288 values is fixed and not counted. */
  @Test
  void hasThePapersShapesParametersAndCosts() {
    try (NetGraph graph = graph(Map.of(), 32)) {
      List<int[]> convolutions = graph.rows().stream()
          .filter(r -> r.kind().equals("conv"))
          .map(LayerInfo::outputShape)
          .toList();
      int[][] expected = {{31, 31, 24}, {31, 31, 64}, {15, 15, 64}, {15, 15, 256}, {7, 7, 256}, {7, 7, 256}, {3, 3, 256}
      };
      assertArrayEquals(expected, convolutions.toArray());
      long weights = 9 * (24 * 64 + 64 * 64 + 64 * 256 + 3 * 256 * 256);
      long shifts = 24 + 2 * (64 + 256 + 256);
      assertEquals(
          weights + shifts + 256 * 10,
          graph.rows().stream().mapToLong(LayerInfo::parameters).sum());
      assertEquals(118_147_360, macs(graph));
    }
  }

  @Test
  void takesSmallerImagesWithTheSameWeights() {
    try (NetGraph small = graph(Map.of(), 16);
        NetGraph large = graph(Map.of(), 32)) {
      assertEquals(
          large.variables().all().stream()
              .map(v -> v.name() + List.of(v.size()))
              .toList(),
          small.variables().all().stream()
              .map(v -> v.name() + List.of(v.size()))
              .toList());
    }
  }

  @Test
  void poolingBeforeAConvolutionLeavesAQuarterOfItsWork() {
    try (NetGraph full = graph(Map.of(), 32);
        NetGraph last = graph(Map.of("early_pools", 1), 32);
        NetGraph two = graph(Map.of("early_pools", 2), 32)) {
      assertEquals(macs(full) - (49 - 9) * 9 * 256 * 256, macs(last));
      assertEquals(macs(last) - (225 - 49) * 9 * 64 * 256, macs(two));
    }
  }

  @Test
  void theFirstKernelWhitensUnlessItIsToBeTrained() {
    var shapes = Shapes10.dataset(50, 10, 1).train();
    Normalization normalization = Normalization.of(shapes);
    assertArrayEquals(
        new int[] {2, 2, 3, 24},
        new Airbench(10)
            .dataDependentValues(shapes, normalization)
            .get("conv1/kernel")
            .shape());
    try (NetGraph trained = graph(Map.of("whitening", false), 32)) {
      assertEquals("conv1/kernel", trained.variables().trainable().get(0).name());
      assertEquals(288 + 24, trained.rows().get(0).parameters());
    }
  }

  @Test
  void itComesWithItsRecipe() {
    TrainConfig config = TrainConfig.of(Settings.NONE.set("net", "airbench").set("lookahead", 0));
    assertEquals("translate,alternating-flip", config.augment().toString());
    assertEquals("triangle", config.schedule().label());
    assertEquals(64, config.normRate());
    assertEquals(1024, config.batchSize());
    assertEquals(0, config.lookahead(), "what the user chooses wins");
    // 11.5 / 1024 / (1 + 1 / (1 - 0.85)) for the sum of the losses, times 1,024 for their mean
    assertEquals(11.5 / (1 + 1 / (1 - config.momentum())), config.lr(), 1e-3);
    assertEquals(0.0153 / 11.5, config.weightDecay(), 1e-6);
  }
}
