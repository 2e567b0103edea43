package tensorbang.nn;

import com.google.protobuf.ByteString;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/**
 * Strided slices of feature maps that keep every n-th row and column, as the shortcut without parameters takes them: an
 * average over one pixel gives the same bits, and its kernel is faster.
 */
final class Subsampling {
  private static final long ALL_FOUR_AXES = 0b1111;

  private Subsampling() {}

  /** Makes an average pool of each such slice. */
  static void poolAll(GraphEditor graph) {
    for (NodeDef node : graph.nodes())
      if (keepsEveryNth(node) && GraphConstants.isInts(graph.input(node, 3))) {
        int[] strides = GraphConstants.ints(graph.input(node, 3));
        if (strides.length == 4 && strides[0] == 1 && strides[1] > 0 && strides[2] > 0 && strides[3] == 1)
          graph.put(averagePool(node, strides));
      }
  }

  private static NodeDef averagePool(NodeDef slice, int[] strides) {
    return NodeDef.newBuilder()
        .setName(slice.getName())
        .setOp("AvgPool")
        .addInput(slice.getInput(0))
        .putAttr("T", slice.getAttrOrThrow("T"))
        .putAttr("ksize", list(1, 1, 1, 1))
        .putAttr("strides", list(strides))
        .putAttr("padding", text("VALID"))
        .putAttr("data_format", text("NHWC"))
        .build();
  }

  private static AttrValue list(int... values) {
    AttrValue.ListValue.Builder list = AttrValue.ListValue.newBuilder();
    for (int value : values) list.addI(value);
    return AttrValue.newBuilder().setList(list).build();
  }

  private static AttrValue text(String value) {
    return AttrValue.newBuilder().setS(ByteString.copyFromUtf8(value)).build();
  }

  private static boolean keepsEveryNth(NodeDef node) {
    return node.getOp().equals("StridedSlice")
        && node.getAttrOrThrow("T").getType() == DataType.DT_FLOAT
        && mask(node, "begin_mask") == ALL_FOUR_AXES
        && mask(node, "end_mask") == ALL_FOUR_AXES
        && mask(node, "shrink_axis_mask") == 0
        && mask(node, "new_axis_mask") == 0
        && mask(node, "ellipsis_mask") == 0;
  }

  private static long mask(NodeDef node, String name) {
    return node.getAttrOrDefault(name, AttrValue.getDefaultInstance()).getI();
  }
}
