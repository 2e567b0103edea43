package tensorbang.experiment.claims;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tensorbang.cost.NetCost;

/**
 * The ten parts of a SqueezeNet (Iandola et al. 2016, table 1), from the first convolution to the last.
 *
 * @param parts in order
 */
record SqueezeNetStages(List<Part> parts) {
  /** As many parts as come before them: fire6 to fire9 and the last convolution. */
  private static final int FIRST_LATE = 5;

  /** Height and width of each part's maps for the paper's images of 224 x 224 pixels. */
  private static final int[] PAPER_SIDES = {111, 55, 55, 55, 27, 27, 27, 27, 13, 13};

  private static final long PAPER_FIRST_WEIGHTS = 7 * 7 * 3 * 96;
  private static final long PAPER_LAST_WEIGHTS = 512 * 1000;

  /**
   * A convolution or fire module.
   *
   * @param side height and width of its maps
   * @param parameters trainable ones
   * @param macs multiply-accumulates
   */
  record Part(String name, int side, long parameters, long macs) {}

  static SqueezeNetStages of(NetCost cost) {
    Map<String, Part> parts = new LinkedHashMap<>();
    for (NetCost.Layer layer : cost.layers()) {
      String name = layer.name().startsWith("fire")
          ? layer.name().replaceFirst("/.*", "")
          : layer.name().equals("conv1") || layer.name().equals("bn1")
              ? "conv1"
              : layer.name().equals("conv2") ? "conv10" : null;
      if (name == null) continue;
      Part part = new Part(name, layer.outputShape()[0], layer.parameters(), layer.macs());
      parts.merge(name, part, (a, b) -> new Part(name, b.side, a.parameters + b.parameters, a.macs + b.macs));
    }
    return new SqueezeNetStages(new ArrayList<>(parts.values()));
  }

  /** The same modules as in the paper: its images, its first convolution (7x7, stride 2) and its 1,000 classes. */
  SqueezeNetStages asInPaper() {
    List<Part> paper = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      long weights = i == 0
          ? PAPER_FIRST_WEIGHTS
          : i == parts.size() - 1 ? PAPER_LAST_WEIGHTS : part.macs / ((long) part.side * part.side);
      int side = PAPER_SIDES[i];
      paper.add(new Part(part.name, side, weights, weights * side * side));
    }
    return new SqueezeNetStages(paper);
  }

  long macs() {
    return parts.stream().mapToLong(Part::macs).sum();
  }

  long parameters() {
    return parts.stream().mapToLong(Part::parameters).sum();
  }

  /** Percent of the multiply-accumulates in the second half of the parts. */
  double lateShare() {
    long late =
        parts.subList(FIRST_LATE, parts.size()).stream().mapToLong(Part::macs).sum();
    return 100.0 * late / macs();
  }
}
