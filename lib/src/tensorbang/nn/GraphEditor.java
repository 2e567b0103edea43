package tensorbang.nn;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
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

/** A graph in its serialised form, to be changed node by node. */
final class GraphEditor {
  private final GraphDef original;
  private final Map<String, NodeDef> nodes = new LinkedHashMap<>();
  private final Map<String, FloatArray> constants = new HashMap<>();

  GraphEditor(GraphDef graph) {
    original = graph;
    for (NodeDef node : graph.getNodeList()) nodes.put(node.getName(), node);
  }

  /** The nodes as they are now. */
  List<NodeDef> nodes() {
    return List.copyOf(nodes.values());
  }

  /** Puts {@code node} in the place of the one of its name, or adds it. */
  void put(NodeDef node) {
    nodes.put(node.getName(), node);
  }

  /** The node that input {@code index} of {@code node} comes from. */
  NodeDef input(NodeDef node, int index) {
    return nodes.get(source(node.getInput(index)));
  }

  /** The constant that {@link #constant} put where input {@code index} of {@code node} comes from. */
  FloatArray constantInput(NodeDef node, int index) {
    return constants.get(source(node.getInput(index)));
  }

  /** Puts a float32 placeholder in the place of the node {@code name}. */
  void placeholder(String name, int[] shape) {
    nodes.put(
        name,
        NodeDef.newBuilder()
            .setName(name)
            .setOp("Placeholder")
            .putAttr("dtype", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build())
            .putAttr("shape", AttrValue.newBuilder().setShape(shape(shape)).build())
            .build());
  }

  private static TensorShapeProto shape(int[] lengths) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int d : lengths) shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(d));
    return shape.build();
  }

  /** Puts a constant in the place of the node {@code name}, or adds one. */
  void constant(String name, FloatArray value) {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * value.size()).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(value.values());
    TensorProto tensor = TensorProto.newBuilder()
        .setDtype(DataType.DT_FLOAT)
        .setTensorShape(shape(value.shape()))
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
  static String source(String input) {
    String name = input.startsWith("^") ? input.substring(1) : input;
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }
}
