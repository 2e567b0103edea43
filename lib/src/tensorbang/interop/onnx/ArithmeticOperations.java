package tensorbang.interop.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tensorflow.proto.NodeDef;
import tensorbang.weights.FloatArray;

/** What is computed element by element; the order of the axes makes no difference to it. */
final class ArithmeticOperations {
  private static final Map<String, String> SAME = Map.ofEntries(
      Map.entry("Abs", "Abs"),
      Map.entry("Ceil", "Ceil"),
      Map.entry("Cos", "Cos"),
      Map.entry("Elu", "Elu"),
      Map.entry("Erf", "Erf"),
      Map.entry("Exp", "Exp"),
      Map.entry("Floor", "Floor"),
      Map.entry("Identity", "Identity"),
      Map.entry("Log", "Log"),
      Map.entry("Neg", "Neg"),
      Map.entry("Reciprocal", "Reciprocal"),
      Map.entry("Relu", "Relu"),
      Map.entry("Sigmoid", "Sigmoid"),
      Map.entry("Sin", "Sin"),
      Map.entry("Softplus", "Softplus"),
      Map.entry("Softsign", "Softsign"),
      Map.entry("Sqrt", "Sqrt"),
      Map.entry("StopGradient", "Identity"),
      Map.entry("Tanh", "Tanh"),
      Map.entry("Add", "Add"),
      Map.entry("AddV2", "Add"),
      Map.entry("AddN", "Sum"),
      Map.entry("Div", "Div"),
      Map.entry("Maximum", "Max"),
      Map.entry("Minimum", "Min"),
      Map.entry("Mul", "Mul"),
      Map.entry("Pow", "Pow"),
      Map.entry("RealDiv", "Div"),
      Map.entry("Sub", "Sub"));

  private ArithmeticOperations() {}

  static void addTo(Map<String, Operation> operations) {
    SAME.forEach((tensorFlow, onnx) -> operations.put(tensorFlow, (to, node) -> elementwise(to, node, onnx)));
    operations.put("Cast", ArithmeticOperations::cast);
    operations.put(
        "LeakyRelu",
        (to, node) -> elementwise(
            to,
            node,
            "LeakyRelu",
            OnnxGraph.attribute("alpha", node.getAttrOrThrow("alpha").getF())));
    operations.put("Relu6", (to, node) -> clipped(to, node, 0, 6));
    operations.put(
        "ClipByValue",
        (to, node) ->
            clipped(to, node, to.floats(node, 1).values()[0], to.floats(node, 2).values()[0]));
    operations.put("Selu", (to, node) -> elementwise(to, node, "Selu"));
    operations.put("Square", (to, node) -> {
      String x = operand(to, node, 0);
      return likeInput(to, node, to.add(node, "Mul", List.of(x, x)));
    });
    operations.put("SquaredDifference", (to, node) -> {
      Value difference = elementwise(to, node, "Sub");
      return same(difference, to.graph().node(to.name(node), "Mul", List.of(difference.name(), difference.name())));
    });
    operations.put("Rsqrt", (to, node) -> {
      Value root = elementwise(to, node, "Sqrt");
      return same(root, to.graph().node(to.name(node), "Reciprocal", List.of(root.name())));
    });
  }

  private static Value elementwise(Conversion to, NodeDef node, String operation, AttributeProto... attributes) {
    int count = Conversion.inputs(node);
    List<Value> inputs =
        IntStream.range(0, count).mapToObj(i -> to.input(node, i)).toList();
    boolean channelsFirst = inputs.stream().anyMatch(Value::channelsFirst)
        && inputs.stream().allMatch(v -> v.isConstant() || v.rank() == 4 || v.rank() == 0);
    List<String> names = inputs.stream()
        .map(v -> channelsFirst ? to.channelsFirst(v) : to.plain(v))
        .toList();
    String name = to.add(node, operation, names, attributes);
    return channelsFirst ? Value.channelsFirst(name) : Value.of(name, to.rank(node));
  }

  private static Value cast(Conversion to, NodeDef node) {
    if (node.getAttrOrThrow("DstT").getType() != org.tensorflow.proto.DataType.DT_FLOAT)
      throw to.unsupported(node, "makes something other than float32");
    String name = to.add(
        node, "Cast", List.of(operand(to, node, 0)), OnnxGraph.attribute("to", (long) DataType.FLOAT.getNumber()));
    return likeInput(to, node, name);
  }

  private static Value clipped(Conversion to, NodeDef node, float least, float most) {
    String name = to.name(node);
    String low = to.graph().floats(name + "/least", FloatArray.scalar(least));
    String high = to.graph().floats(name + "/most", FloatArray.scalar(most));
    return likeInput(to, node, to.add(node, "Clip", List.of(operand(to, node, 0), low, high)));
  }

  /** The name of an input, as its axes are. */
  private static String operand(Conversion to, NodeDef node, int index) {
    Value value = to.input(node, index);
    return value.channelsFirst() ? to.channelsFirst(value) : to.plain(value);
  }

  private static Value likeInput(Conversion to, NodeDef node, String name) {
    return to.input(node, 0).channelsFirst() ? Value.channelsFirst(name) : Value.of(name, to.rank(node));
  }

  private static Value same(Value as, String name) {
    return new Value(name, as.rank(), as.channelsFirst(), null);
  }
}
