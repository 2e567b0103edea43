package tensorbang.interop.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.NodeDef;
import tensorbang.InputException;
import tensorbang.nn.GraphConstants;
import tensorbang.weights.FloatArray;

/**
 * A frozen network on its way to ONNX, node by node from the logits backwards. Feature maps are NCHW there, so that no
 * convolution needs a transposition; where an operation looks at single axes, the map is transposed back to NHWC.
 */
final class Conversion {
  private static final int[] TO_NCHW = {0, 3, 1, 2};
  private static final int[] TO_NHWC = {0, 2, 3, 1};

  private final TensorFlowNodes nodes;
  private final OnnxGraph graph;
  private final Map<String, Value> done = new HashMap<>();
  private final Map<String, String> transposed = new HashMap<>();
  private final Map<String, String> constants = new HashMap<>();

  Conversion(TensorFlowNodes nodes, OnnxGraph graph) {
    this.nodes = nodes;
    this.graph = graph;
  }

  TensorFlowNodes nodes() {
    return nodes;
  }

  OnnxGraph graph() {
    return graph;
  }

  /** Says what a node's value is instead of converting it. */
  void put(String node, Value value) {
    done.put(node, value);
  }

  /**
   * The ONNX value of a node, with all that it needs.
   *
   * @throws InputException naming an operation that has no counterpart, and its layer
   */
  Value value(NodeDef node) {
    Value known = done.get(node.getName());
    if (known != null) return known;
    Value value;
    if (node.getOp().equals("Const")) value = new Value(null, rank(node), false, node);
    else {
      Operation operation = Operations.of(node.getOp());
      if (operation == null) throw unsupported(node, "has no counterpart in this export to ONNX");
      value = operation.convert(this, node);
    }
    done.put(node.getName(), value);
    return value;
  }

  /** The value of input {@code index} of {@code node}. */
  Value input(NodeDef node, int index) {
    String input = node.getInput(index);
    if (input.matches(".*:[1-9]\\d*")) throw unsupported(nodes.input(node, index), "is read at a second output");
    return value(nodes.input(node, index));
  }

  /** The number of inputs of a node that carry values. */
  static int inputs(NodeDef node) {
    return (int) node.getInputList().stream().filter(i -> !i.startsWith("^")).count();
  }

  /** Adds an ONNX node for a TensorFlow node. */
  String add(NodeDef node, String operation, List<String> inputs, AttributeProto... attributes) {
    return graph.node(name(node), operation, inputs, attributes);
  }

  /** What a node is called: after its layer, or the layer of the bias that is added to it, or as in TensorFlow. */
  String name(NodeDef node) {
    String layer = nodes.layer(node);
    if (layer != null) return layer;
    NodeDef reader = nodes.onlyReader(node);
    if (reader != null && reader.getOp().equals("BiasAdd") && nodes.layer(reader) != null) return nodes.layer(reader);
    return node.getName();
  }

  /** The name of a value whose axes are in TensorFlow's order. */
  String plain(Value value) {
    if (value.isConstant()) return constant(value, null);
    return value.channelsFirst() ? transposed(value.name(), "nhwc", TO_NHWC) : value.name();
  }

  /** The name of a value of four axes, or of a constant that is broadcast to four, with the channels before the rows. */
  String channelsFirst(Value value) {
    if (value.isConstant()) return constant(value, TO_NCHW);
    return value.channelsFirst() || value.rank() == 0 ? value.name() : transposed(value.name(), "nchw", TO_NCHW);
  }

  private String transposed(String name, String layout, int[] order) {
    return transposed.computeIfAbsent(
        name + " " + layout,
        key -> graph.node(name + "/" + layout, "Transpose", List.of(name), OnnxGraph.attribute("perm", order)));
  }

  private String constant(Value value, int[] order) {
    NodeDef node = value.constant();
    return constants.computeIfAbsent(node.getName() + (order == null ? "" : " nchw"), key -> {
      FloatArray array = floats(node);
      if (order == null || array.shape().length == 0) return graph.floats(node.getName(), array);
      int[] four = {1, 1, 1, 1};
      int missing = four.length - array.shape().length;
      System.arraycopy(array.shape(), 0, four, missing, array.shape().length);
      return graph.floats(node.getName(), Axes.transposed(new FloatArray(four, array.values()), order));
    });
  }

  /** Input {@code index}, which must be a constant of float32. */
  FloatArray floats(NodeDef node, int index) {
    NodeDef input = nodes.input(node, index);
    if (!GraphConstants.isFloats(input)) throw unsupported(node, "reads a weight that is computed");
    return GraphConstants.floats(input);
  }

  /** Input {@code index}, which must be a constant of int32. */
  int[] ints(NodeDef node, int index) {
    NodeDef input = nodes.input(node, index);
    if (!GraphConstants.isInts(input)) throw unsupported(node, "reads a shape or axis that is computed");
    return GraphConstants.ints(input);
  }

  private FloatArray floats(NodeDef node) {
    if (!GraphConstants.isFloats(node)) throw unsupported(node, "is no constant of float32");
    return GraphConstants.floats(node);
  }

  /** The number of axes of a node's output. */
  int rank(NodeDef node) {
    return shape(node).length;
  }

  /** The shape of a node's output, -1 where a length is not fixed. */
  int[] shape(NodeDef node) {
    int[] shape = nodes.shape(node);
    if (shape == null) throw unsupported(node, "has an output of unknown shape");
    return shape;
  }

  /** The height and width of input {@code index}, [batch, height, width, channels]. */
  int[] size(NodeDef node, int index) {
    int[] shape = shape(nodes.input(node, index));
    if (shape.length != 4 || shape[1] < 0 || shape[2] < 0) throw unsupported(node, "has an input of unknown size");
    return Arrays.copyOfRange(shape, 1, 3);
  }

  /** @throws InputException where the attribute is there and has another value */
  void require(NodeDef node, String attribute, String value) {
    if (node.containsAttr(attribute)
        && !node.getAttrOrThrow(attribute).getS().toStringUtf8().equals(value))
      throw unsupported(
          node,
          "has the " + attribute + " " + node.getAttrOrThrow(attribute).getS().toStringUtf8()
              + ", which this export to ONNX does not know");
  }

  InputException unsupported(NodeDef node, String complaint) {
    String layer = nodes.layerAfter(node);
    return new InputException("the operation " + node.getOp() + " "
        + (layer == null ? "after the last layer" : "of the layer " + layer) + " " + complaint);
  }
}
