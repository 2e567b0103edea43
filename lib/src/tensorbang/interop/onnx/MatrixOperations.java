package tensorbang.interop.onnx;

import java.util.List;
import java.util.Map;
import org.tensorflow.proto.NodeDef;
import tensorbang.nn.GraphConstants;

/** Matrix products, the bias that is added to them or to a convolution, and softmax. */
final class MatrixOperations {
  /** A Gemm and a Conv have two inputs, or three with the bias. */
  private static final int WITHOUT_BIAS = 2;

  private MatrixOperations() {}

  static void addTo(Map<String, Operation> operations) {
    operations.put("MatMul", MatrixOperations::product);
    operations.put("BiasAdd", MatrixOperations::bias);
    operations.put("Softmax", (to, node) -> lastAxis(to, node, "Softmax"));
    operations.put("LogSoftmax", (to, node) -> lastAxis(to, node, "LogSoftmax"));
  }

  private static Value product(Conversion to, NodeDef node) {
    Value weights = to.input(node, 1);
    String kernel = GraphConstants.isFloats(to.nodes().input(node, 1))
        ? to.graph().floats(to.name(node) + "/kernel", to.floats(node, 1))
        : to.plain(weights);
    String name = to.add(
        node,
        "Gemm",
        List.of(to.plain(to.input(node, 0)), kernel),
        OnnxGraph.attribute("transA", flag(node, "transpose_a")),
        OnnxGraph.attribute("transB", flag(node, "transpose_b")));
    return Value.of(name, 2);
  }

  private static long flag(NodeDef node, String attribute) {
    return node.containsAttr(attribute) && node.getAttrOrThrow(attribute).getB() ? 1 : 0;
  }

  /** A bias becomes an input of the product or convolution before it, unless something else reads that. */
  private static Value bias(Conversion to, NodeDef node) {
    to.require(node, "data_format", "NHWC");
    NodeDef before = to.nodes().input(node, 0);
    Value sum = to.input(node, 0);
    boolean product = List.of("MatMul", "Conv2D", "DepthwiseConv2dNative").contains(before.getOp());
    if (product && to.nodes().onlyReader(before) != null && to.graph().inputs(sum.name()) == WITHOUT_BIAS) {
      to.graph().addInput(sum.name(), to.graph().floats(sum.name() + "/bias", to.floats(node, 1)));
      return sum;
    }
    Value bias = to.input(node, 1);
    if (sum.channelsFirst())
      return Value.channelsFirst(to.add(node, "Add", List.of(sum.name(), to.channelsFirst(bias))));
    return Value.of(to.add(node, "Add", List.of(to.plain(sum), to.plain(bias))), sum.rank());
  }

  private static Value lastAxis(Conversion to, NodeDef node, String operation) {
    Value x = to.input(node, 0);
    String name = to.add(node, operation, List.of(to.plain(x)), OnnxGraph.attribute("axis", -1L));
    return Value.of(name, x.rank());
  }
}
