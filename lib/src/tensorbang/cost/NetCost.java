package tensorbang.cost;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tensorbang.data.Normalization;
import tensorbang.nn.LayerInfo;
import tensorbang.nn.Net;
import tensorbang.nn.NetGraph;

/**
 * What one image's forward pass through a network costs, in total and layer by layer.
 *
 * @param net a name of {@link Nets}
 * @param options all of them
 * @param parameters trainable ones
 * @param macs multiply-accumulates of convolutions and dense layers
 * @param thopMacs as the Python package THOP counts them, see {@link Thop}
 * @param activations values that the layers compute
 */
public record NetCost(
    String net,
    Map<String, Object> options,
    int classes,
    long parameters,
    long macs,
    long thopMacs,
    long activations,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Layer> layers) {
  /**
   * One layer's part.
   *
   * @param share of the network's {@code macs}, a fraction
   */
  public record Layer(
      String name,
      String kind,
      int[] outputShape,
      long parameters,
      long macs,
      long thopMacs,
      long activations,
      double share) {}

  /** Builds the network for square RGB images and counts; see {@link #of(String, Map, int, Net, int, int, int)}. */
  public static NetCost of(String name, Map<String, Object> options, int classes, Net net, int side) {
    return of(name, options, classes, net, side, side, 3);
  }

  /**
   * Builds the network and counts.
   *
   * @param name to call it
   * @param height of the images
   */
  public static NetCost of(
      String name, Map<String, Object> options, int classes, Net net, int height, int width, int channels) {
    float[] ones = new float[channels];
    Arrays.fill(ones, 1);
    try (NetGraph graph = new NetGraph(net, height, width, new Normalization(new float[channels], ones))) {
      return of(name, options, classes, graph.rows());
    }
  }

  /** The totals alone. */
  public NetCost summary() {
    return new NetCost(net, options, classes, parameters, macs, thopMacs, activations, List.of());
  }

  /** Counts a network that has been built. */
  public static NetCost of(String net, Map<String, Object> options, int classes, List<LayerInfo> infos) {
    long macs = infos.stream().mapToLong(LayerInfo::macs).sum();
    return new NetCost(
        net,
        options,
        classes,
        infos.stream().mapToLong(LayerInfo::parameters).sum(),
        macs,
        Thop.macs(infos),
        infos.stream().mapToLong(LayerInfo::activations).sum(),
        infos.stream()
            .map(r -> new Layer(
                r.name(),
                r.kind(),
                r.outputShape(),
                r.parameters(),
                r.macs(),
                Thop.macs(r),
                r.activations(),
                (double) r.macs() / macs))
            .toList());
  }
}
