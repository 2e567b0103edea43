package tensorbang.interop.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import tensorbang.weights.FloatArray;

/** An ONNX graph as it grows. Every node has one output, of the node's name. */
final class OnnxGraph {
  /** The name of the first axis of what goes in and out. */
  private static final String BATCH = "batch";

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Map<String, NodeProto.Builder> nodes = new LinkedHashMap<>();
  private final Set<String> names = new HashSet<>();

  OnnxGraph(String name) {
    graph.setName(name);
  }

  /**
   * Declares what is fed.
   *
   * @param sample its shape after the batch
   */
  String input(String name, DataType type, int[] sample) {
    names.add(name);
    graph.addInput(information(name, type, sample));
    return name;
  }

  /** Declares what can be fetched, which is float32. */
  void output(String name, int[] sample) {
    graph.addOutput(information(name, DataType.FLOAT, sample));
  }

  /**
   * Adds a node.
   *
   * @param name that it gets, or the first free one that begins with it
   * @return the name of its output
   */
  String node(String name, String operation, List<String> inputs, AttributeProto... attributes) {
    String free = free(name);
    NodeProto.Builder node = NodeProto.newBuilder()
        .setName(free)
        .setOpType(operation)
        .addAllInput(inputs)
        .addOutput(free);
    for (AttributeProto attribute : attributes) node.addAttribute(attribute);
    nodes.put(free, node);
    return free;
  }

  /** Gives the output of a node that nothing reads yet another name, which no other has. */
  String rename(String node, String output) {
    names.add(output);
    nodes.get(node).setOutput(0, output);
    return output;
  }

  /** Adds an input to a node that is there. */
  void addInput(String node, String input) {
    nodes.get(node).addInput(input);
  }

  /** How many inputs a node has; 0 where there is no such node. */
  int inputs(String node) {
    return nodes.containsKey(node) ? nodes.get(node).getInputCount() : 0;
  }

  String floats(String name, FloatArray value) {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * value.size()).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(value.values());
    TensorProto.Builder tensor = TensorProto.newBuilder().setDataType(DataType.FLOAT.getNumber());
    for (int d : value.shape()) tensor.addDims(d);
    return initializer(name, tensor, bytes);
  }

  /** A vector of int64. */
  String longs(String name, int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) bytes.putLong(value);
    return initializer(
        name, TensorProto.newBuilder().setDataType(DataType.INT64.getNumber()).addDims(values.length), bytes);
  }

  GraphProto build() {
    nodes.values().forEach(graph::addNode);
    return graph.build();
  }

  private String initializer(String name, TensorProto.Builder tensor, ByteBuffer bytes) {
    String free = free(name);
    graph.addInitializer(tensor.setName(free).setRawData(ByteString.copyFrom(bytes.rewind())));
    return free;
  }

  private String free(String name) {
    String free = name;
    for (int i = 2; !names.add(free); i++) free = name + "_" + i;
    return free;
  }

  private static ValueInfoProto information(String name, DataType type, int[] sample) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimParam(BATCH);
    for (int d : sample) shape.addDimBuilder().setDimValue(d);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder()
            .setTensorType(
                TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }

  static AttributeProto attribute(String name, int... values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addAllInts(IntStream.of(values).asLongStream().boxed().toList())
        .build();
  }

  static AttributeProto attribute(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  static AttributeProto attribute(String name, float value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF(value)
        .build();
  }
}
