package tensorbang.nn;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;
import tensorbang.weights.FloatArray;

/** Changes to a graph in its serialised form, node by node. */
final class BatchNormFolding {
  private static final Set<String> CONVOLUTIONS = Set.of("Conv2D", "DepthwiseConv2dNative");

  private final GraphDef original;
  private final Map<String, NodeDef> nodes = new LinkedHashMap<>();
  private final Map<String, FloatArray> constants = new HashMap<>();

  BatchNormFolding(GraphDef graph) {
    original = graph;
    for (NodeDef node : graph.getNodeList()) nodes.put(node.getName(), node);
  }

  /** Puts a constant in the place of the node {@code name}, or adds one. */
  void constant(String name, FloatArray value) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int d : value.shape()) shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(d));
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * value.size()).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(value.values());
    TensorProto tensor =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_FLOAT)
            .setTensorShape(shape)
            .setTensorContent(ByteString.copyFrom(bytes))
            .build();
    nodes.put(
        name,
        NodeDef.newBuilder()
            .setName(name)
            .setOp("Const")
            .putAttr("dtype", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build())
            .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build())
            .build());
    constants.put(name, value);
  }

  /**
   * Makes a biased convolution of each convolution that only a batch norm reads: kernel times scale, and shift, where
   * scale = gamma / sqrt(variance + epsilon) and shift = beta - (mean - bias) scale. Max pooling may lie between the
   * two if all scales are positive: the largest then stays the largest.
   *
   * @return how many
   */
  int foldBatchNorms() {
    Map<String, Integer> readers = new HashMap<>();
    for (NodeDef node : nodes.values())
      for (String input : node.getInputList()) readers.merge(source(input), 1, Integer::sum);
    int folded = 0;
    for (NodeDef node : List.copyOf(nodes.values()))
      if (node.getOp().equals("FusedBatchNormV3") && !node.getAttrOrThrow("is_training").getB())
        if (foldBatchNorm(node, readers)) folded++;
    return folded;
  }

  private boolean foldBatchNorm(NodeDef norm, Map<String, Integer> readers) {
    List<NodeDef> chain = new ArrayList<>(List.of(input(norm, 0)));
    NodeDef pool = passed(chain, "MaxPool");
    NodeDef biased = passed(chain, "BiasAdd");
    NodeDef convolution = chain.get(chain.size() - 1);
    if (!CONVOLUTIONS.contains(convolution.getOp())) return false;
    for (NodeDef node : chain) if (readers.get(node.getName()) > 1) return false;

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
    String convolved = name + "/convolution";
    String shifted = pool == null ? name : name + "/shifted";
    constant(name + "/kernel", scaled(constants.get(source(convolution.getInput(1))), scale));
    constant(name + "/shift", FloatArray.vector(shift));
    nodes.put(convolved, convolution.toBuilder().setName(convolved).setInput(1, name + "/kernel").build());
    nodes.put(shifted, biasAdd(shifted, convolved, name + "/shift"));
    if (pool != null) nodes.put(name, pool.toBuilder().setName(name).setInput(0, shifted).build());
    return true;
  }

  /** The last node of {@code chain} if it is such an operation, and then what it reads is the last; else null. */
  private NodeDef passed(List<NodeDef> chain, String operation) {
    NodeDef last = chain.get(chain.size() - 1);
    if (!last.getOp().equals(operation)) return null;
    chain.add(input(last, 0));
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

  private NodeDef input(NodeDef node, int index) {
    return nodes.get(source(node.getInput(index)));
  }

  private float[] values(NodeDef node, int index) {
    return constants.get(source(node.getInput(index))).values();
  }

  /** The graph of those nodes that {@code output} needs, directly or not. */
  GraphDef leadingTo(String output) {
    Set<String> needed = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(output));
    while (!open.isEmpty()) {
      String name = open.pop();
      if (!needed.add(name)) continue;
      for (String input : nodes.get(name).getInputList()) open.push(source(input));
    }
    GraphDef.Builder graph = GraphDef.newBuilder().setVersions(original.getVersions());
    nodes.forEach((name, node) -> {
      if (needed.contains(name)) graph.addNode(node);
    });
    return graph.build();
  }

  /** The node that an input such as {@code ^gate} or {@code norm:3} comes from. */
  private static String source(String input) {
    String name = input.startsWith("^") ? input.substring(1) : input;
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }
}
