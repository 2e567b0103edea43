package tensorbang.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import tensorbang.weights.FloatArray;

/** Batch norms at inference, merged into the convolutions before them. */
final class BatchNormFolding {
  private static final Set<String> CONVOLUTIONS = Set.of("Conv2D", "DepthwiseConv2dNative");

  private final GraphEditor graph;

  private BatchNormFolding(GraphEditor graph) {
    this.graph = graph;
  }

  /**
   * Makes a biased convolution of each convolution that only a batch norm reads: kernel times scale, and shift, where
   * scale = gamma / sqrt(variance + epsilon) and shift = beta - (mean - bias) scale. Max pooling may lie between the
   * two if all scales are positive: the largest then stays the largest.
   *
   * @return how many
   */
  static int foldAll(GraphEditor graph) {
    return new BatchNormFolding(graph).foldAll();
  }

  private int foldAll() {
    Map<String, Integer> readers = new HashMap<>();
    for (NodeDef node : graph.nodes())
      for (String input : node.getInputList()) readers.merge(GraphEditor.source(input), 1, Integer::sum);
    int folded = 0;
    for (NodeDef node : graph.nodes())
      if (node.getOp().equals("FusedBatchNormV3")
          && !node.getAttrOrThrow("is_training").getB()) if (fold(node, readers)) folded++;
    return folded;
  }

  private boolean fold(NodeDef norm, Map<String, Integer> readers) {
    List<NodeDef> chain = new ArrayList<>(List.of(graph.input(norm, 0)));
    NodeDef pool = passed(chain, "MaxPool");
    NodeDef biased = passed(chain, "BiasAdd");
    NodeDef convolution = chain.get(chain.size() - 1);
    if (!CONVOLUTIONS.contains(convolution.getOp())) return false;
    for (NodeDef node : chain) if (readers.get(node.getName()) > 1) return false;
    if (!allAreWeights(norm, convolution, biased)) return false;

    float[] gamma = values(norm, 1);
    float[] beta = values(norm, 2);
    float[] mean = values(norm, 3);
    float[] variance = values(norm, 4);
    double epsilon = norm.getAttrOrThrow("epsilon").getF();
    double[] scale = new double[gamma.length];
    float[] shift = new float[gamma.length];
    for (int c = 0; c < scale.length; c++) {
      scale[c] = gamma[c] / Math.sqrt(variance[c] + epsilon);
      double bias = biased == null ? 0 : values(biased, 1)[c];
      shift[c] = (float) (beta[c] - (mean[c] - bias) * scale[c]);
    }
    if (pool != null && Arrays.stream(scale).anyMatch(c -> c <= 0)) return false;

    String name = norm.getName();
    String convolved = convolution.getName();
    String shifted = pool == null ? name : name + "/shifted";
    graph.constant(name + "/kernel", scaled(graph.constantInput(convolution, 1), scale));
    graph.constant(name + "/shift", FloatArray.vector(shift));
    graph.put(convolution.toBuilder().setInput(1, name + "/kernel").build());
    graph.put(biasAdd(shifted, convolved, name + "/shift"));
    if (pool != null)
      graph.put(pool.toBuilder().setName(name).setInput(0, shifted).build());
    return true;
  }

  /** Whether kernel, bias and the norm's four vectors are weights, none of them computed, and fit together. */
  private boolean allAreWeights(NodeDef norm, NodeDef convolution, NodeDef biased) {
    FloatArray kernel = graph.constantInput(convolution, 1);
    if (kernel == null || kernel.shape().length != 4) return false;
    int[] shape = kernel.shape();
    int channels = convolution.getOp().equals("Conv2D") ? shape[3] : shape[2] * shape[3];
    if (biased != null && !isVector(biased, 1, channels)) return false;
    for (int i = 1; i <= 4; i++) if (!isVector(norm, i, channels)) return false;
    return true;
  }

  private boolean isVector(NodeDef node, int index, int length) {
    FloatArray value = graph.constantInput(node, index);
    return value != null && value.shape().length == 1 && value.size() == length;
  }

  /** The last node of {@code chain} if it is such an operation, and then what it reads is the last; else null. */
  private NodeDef passed(List<NodeDef> chain, String operation) {
    NodeDef last = chain.get(chain.size() - 1);
    if (!last.getOp().equals(operation)) return null;
    chain.add(graph.input(last, 0));
    return last;
  }

  /** A kernel's last axis is its filter; a depthwise one's has length 1, and the axis before is its channel. */
  private static FloatArray scaled(FloatArray kernel, double[] scale) {
    float[] values = kernel.values().clone();
    for (int i = 0; i < values.length; i++) values[i] *= scale[i % scale.length];
    return new FloatArray(kernel.shape(), values);
  }

  private static NodeDef biasAdd(String name, String values, String bias) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("BiasAdd")
        .addInput(values)
        .addInput(bias)
        .putAttr("T", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build())
        .build();
  }

  private float[] values(NodeDef node, int index) {
    return graph.constantInput(node, index).values();
  }
}
