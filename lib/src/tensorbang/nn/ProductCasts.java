package tensorbang.nn;

import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/**
 * The convolutions and matrix products of a serialised graph, in bfloat16: their factors are cast, and their results
 * cast back to float32, in which all else is computed.
 */
final class ProductCasts {
  private static final Set<String> PRODUCTS = Set.of("Conv2D", "DepthwiseConv2dNative", "MatMul");

  private ProductCasts() {}

  /** Casts around every product; nodes keep their names. */
  static void addAll(GraphEditor graph) {
    for (NodeDef node : graph.nodes()) if (PRODUCTS.contains(node.getOp())) add(graph, node);
  }

  private static void add(GraphEditor graph, NodeDef product) {
    String name = product.getName();
    for (int i = 0; i < 2; i++)
      graph.put(cast(name + "/factor" + i, product.getInput(i), DataType.DT_FLOAT, DataType.DT_BFLOAT16));
    graph.put(product.toBuilder()
        .setName(name + "/bfloat16")
        .setInput(0, name + "/factor0")
        .setInput(1, name + "/factor1")
        .putAttr("T", type(DataType.DT_BFLOAT16))
        .build());
    graph.put(cast(name, name + "/bfloat16", DataType.DT_BFLOAT16, DataType.DT_FLOAT));
  }

  private static NodeDef cast(String name, String input, DataType from, DataType to) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Cast")
        .addInput(input)
        .putAttr("SrcT", type(from))
        .putAttr("DstT", type(to))
        .putAttr("Truncate", AttrValue.newBuilder().setB(false).build())
        .build();
  }

  private static AttrValue type(DataType type) {
    return AttrValue.newBuilder().setType(type).build();
  }
}
