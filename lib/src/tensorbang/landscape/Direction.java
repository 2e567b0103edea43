package tensorbang.landscape;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import tensorbang.nn.InferenceGraph;
import tensorbang.nn.LayerInfo;
import tensorbang.random.RandomStreams;
import tensorbang.weights.FloatArray;

/**
 * A direction in the space of a network's weights.
 *
 * @param steps what is added to each kernel, by the variable's name; all other variables stay
 */
public record Direction(Map<String, FloatArray> steps) {
  private static final String KERNEL = "/kernel";

  /**
   * A random direction with filter normalisation (Li et al. 2018, "Visualizing the Loss Landscape of Neural Nets",
   * "filter-wise normalization"): normal numbers, scaled so that each filter has the norm of the same filter of the
   * weights. A filter is what makes one output channel of a convolution, or one unit of a dense layer. Biases, batch
   * norms and their statistics have no part in it.
   *
   * @param weights of all variables of {@code net}
   * @param number distinguishes the directions of one seed
   */
  public static Direction random(InferenceGraph net, Map<String, FloatArray> weights, long seed, int number) {
    Map<String, String> kinds = net.layers().stream().collect(Collectors.toMap(LayerInfo::name, LayerInfo::kind));
    Map<String, FloatArray> steps = new LinkedHashMap<>();
    for (InferenceGraph.Variable variable : net.variables()) {
      String name = variable.name();
      if (!name.endsWith(KERNEL)) continue;
      FloatArray kernel = weights.get(name);
      SplittableRandom random = RandomStreams.of(seed, "direction/" + name, number);
      double[] drawn = new double[kernel.size()];
      for (int i = 0; i < drawn.length; i++) drawn[i] = random.nextGaussian();
      String layer = name.substring(0, name.length() - KERNEL.length());
      steps.put(name, normalized(drawn, kernel, filters(kernel.shape(), "depthwise".equals(kinds.get(layer)))));
    }
    return new Direction(steps);
  }

  /** How many filters a kernel has. Element {@code i} belongs to filter {@code i % filters}: they are the last axis. */
  private static int filters(int[] shape, boolean depthwise) {
    return depthwise ? shape[2] : shape[shape.length - 1];
  }

  private static FloatArray normalized(double[] drawn, FloatArray kernel, int filters) {
    double[] ofDrawn = new double[filters];
    double[] ofKernel = new double[filters];
    for (int i = 0; i < drawn.length; i++) {
      double weight = kernel.values()[i];
      ofDrawn[i % filters] += drawn[i] * drawn[i];
      ofKernel[i % filters] += weight * weight;
    }
    float[] step = new float[drawn.length];
    for (int i = 0; i < step.length; i++)
      step[i] = (float) (drawn[i] * Math.sqrt(ofKernel[i % filters] / ofDrawn[i % filters]));
    return new FloatArray(kernel.shape(), step);
  }

  /** {@code weights} with {@code distance} times this direction added. */
  public Map<String, FloatArray> from(Map<String, FloatArray> weights, double distance) {
    Map<String, FloatArray> moved = new LinkedHashMap<>(weights);
    steps.forEach((name, step) -> {
      float[] values = weights.get(name).values().clone();
      for (int i = 0; i < values.length; i++) values[i] = (float) (values[i] + distance * step.values()[i]);
      moved.put(name, new FloatArray(step.shape(), values));
    });
    return moved;
  }
}
