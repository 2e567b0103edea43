package tensorbang.cost;

import java.util.List;
import tensorbang.nn.LayerInfo;

/**
 * How the Python package THOP counts multiply-accumulates, by its own rules. It is what many courses and papers on
 * pruning report; beyond convolutions and dense layers it counts batch norm and global pooling, and no bias anywhere.
 */
public final class Thop {
  private Thop() {}

  /** Of one image's forward pass through one layer. */
  public static long macs(LayerInfo layer) {
    return switch (layer.kind()) {
      case "batch-norm" -> 4 * size(layer.inputShape());
      case "global-average-pool" -> size(layer.inputShape()) + size(layer.outputShape());
      default -> layer.macs();
    };
  }

  /** Of one image's forward pass through a network. */
  public static long macs(List<LayerInfo> layers) {
    return layers.stream().mapToLong(Thop::macs).sum();
  }

  private static long size(int[] shape) {
    long size = 1;
    for (int d : shape) size *= d;
    return size;
  }
}
