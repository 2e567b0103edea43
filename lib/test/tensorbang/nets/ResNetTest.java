package tensorbang.nets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import tensorbang.nn.LayerInfo;

class ResNetTest {
  @Test
  void theZeroPaddedShortcutTakesEverySecondPixelAndPutsZerosAround() {
    try (Told told = new Told(4, (l, x) -> l.flatten(l.zeroPaddedShortcut(x, 3, 2)))) {
      assertArrayEquals(
          new float[] {0, 1, 0, 0, 3, 0, 0, 9, 0, 0, 11, 0},
          told.logits(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16),
          1e-5f);
    }
  }

  @Test
  void aBlockStartsWithTheStrideAndEndsWithTheSum() {
    try (Told told = new Told(8, new ResNet(10, 1, Shortcut.PROJECTION, false, 0))) {
      List<LayerInfo> block =
          told.graph.rows().stream().filter(r -> r.name().startsWith("stage2/")).toList();
      assertEquals(
          List.of("conv1", "bn1", "relu1", "conv2", "bn2", "shortcut/conv1", "shortcut/bn1", "add1", "relu2"),
          block.stream().map(r -> r.name().substring("stage2/block1/".length())).toList());
      for (LayerInfo row : block) assertArrayEquals(new int[] {4, 4, 32}, row.outputShape());
    }
  }
}
