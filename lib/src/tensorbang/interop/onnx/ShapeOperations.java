package tensorbang.interop.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tensorflow.proto.NodeDef;

/** Operations that name axes: means and sums over some, other shapes, parts. */
final class ShapeOperations {
  /** Where the axes of [batch, height, width, channels] are in [batch, channels, height, width]. */
  private static final int[] IN_NCHW = {0, 2, 3, 1};

  private ShapeOperations() {}

  static void addTo(Map<String, Operation> operations) {
    operations.put("Mean", (to, node) -> reduction(to, node, "ReduceMean"));
    operations.put("Sum", (to, node) -> reduction(to, node, "ReduceSum"));
    operations.put("Max", (to, node) -> reduction(to, node, "ReduceMax"));
    operations.put("Min", (to, node) -> reduction(to, node, "ReduceMin"));
    operations.put("Reshape", ShapeOperations::reshape);
    operations.put("ExpandDims", ShapeOperations::toStaticShape);
    operations.put("Squeeze", ShapeOperations::toStaticShape);
    operations.put("Transpose", ShapeOperations::transpose);
    operations.put("ConcatV2", ShapeOperations::concatenation);
    operations.put("StridedSlice", ShapeOperations::slice);
  }

  private static Value reduction(Conversion to, NodeDef node, String operation) {
    Value x = to.input(node, 0);
    boolean keep =
        node.containsAttr("keep_dims") && node.getAttrOrThrow("keep_dims").getB();
    int[] axes = positive(to.ints(node, 1), x.rank());
    boolean heightAndWidth = axes.length == 2 && axes[0] == 1 && axes[1] == 2;
    boolean channelsFirst = x.channelsFirst() && (keep || heightAndWidth);
    int[] there = channelsFirst ? IntStream.of(axes).map(a -> IN_NCHW[a]).toArray() : axes;
    String name = to.name(node);
    String input = channelsFirst ? to.channelsFirst(x) : to.plain(x);
    var kept = OnnxGraph.attribute("keepdims", keep ? 1L : 0L);
    // Up to opset 17, only ReduceSum takes its axes as an input.
    String reduced = operation.equals("ReduceSum")
        ? to.add(node, operation, List.of(input, to.graph().longs(name + "/axes", there)), kept)
        : to.add(node, operation, List.of(input), OnnxGraph.attribute("axes", there), kept);
    return channelsFirst && keep ? Value.channelsFirst(reduced) : Value.of(reduced, to.rank(node));
  }

  private static Value reshape(Conversion to, NodeDef node) {
    return reshaped(to, node, to.ints(node, 1));
  }

  /** An axis more or less, where all lengths but the batch are known. */
  private static Value toStaticShape(Conversion to, NodeDef node) {
    int[] shape = to.shape(node);
    if (Arrays.stream(shape).filter(d -> d < 0).count() > 1) throw to.unsupported(node, "has an unknown shape");
    return reshaped(to, node, shape);
  }

  private static Value reshaped(Conversion to, NodeDef node, int[] shape) {
    String name = to.name(node);
    String target = to.graph().longs(name + "/shape", shape);
    return Value.of(to.add(node, "Reshape", List.of(to.plain(to.input(node, 0)), target)), shape.length);
  }

  private static Value transpose(Conversion to, NodeDef node) {
    int[] order = to.ints(node, 1);
    String input = to.plain(to.input(node, 0));
    return Value.of(to.add(node, "Transpose", List.of(input), OnnxGraph.attribute("perm", order)), order.length);
  }

  private static Value concatenation(Conversion to, NodeDef node) {
    int count = Conversion.inputs(node) - 1;
    List<Value> parts =
        IntStream.range(0, count).mapToObj(i -> to.input(node, i)).toList();
    int axis = positive(to.ints(node, count), parts.get(0).rank())[0];
    boolean channelsFirst = parts.stream().anyMatch(Value::channelsFirst);
    List<String> names = parts.stream()
        .map(v -> channelsFirst ? to.channelsFirst(v) : to.plain(v))
        .toList();
    String name =
        to.add(node, "Concat", names, OnnxGraph.attribute("axis", (long) (channelsFirst ? IN_NCHW[axis] : axis)));
    return channelsFirst
        ? Value.channelsFirst(name)
        : Value.of(name, parts.get(0).rank());
  }

  /** Begin, end and stride of each axis; an axis may also be reduced to one index and go. */
  private static Value slice(Conversion to, NodeDef node) {
    if (mask(node, "ellipsis_mask") != 0 || mask(node, "new_axis_mask") != 0)
      throw to.unsupported(node, "has an ellipsis or a new axis");
    Value x = to.input(node, 0);
    int[] begin = to.ints(node, 1);
    int[] end = to.ints(node, 2);
    int[] stride = to.ints(node, 3);
    int shrunk = mask(node, "shrink_axis_mask");
    boolean channelsFirst = x.channelsFirst() && shrunk == 0;
    List<Integer> axes = new ArrayList<>();
    List<Integer> starts = new ArrayList<>();
    List<Integer> ends = new ArrayList<>();
    List<Integer> steps = new ArrayList<>();
    for (int i = 0; i < begin.length; i++) {
      boolean index = (shrunk >> i & 1) == 1;
      boolean fromStart = !index && (mask(node, "begin_mask") >> i & 1) == 1;
      boolean toEnd = index ? begin[i] == -1 : (mask(node, "end_mask") >> i & 1) == 1;
      if (fromStart && toEnd && stride[i] == 1) continue;
      if (stride[i] < 0) throw to.unsupported(node, "has a negative stride");
      axes.add(channelsFirst ? IN_NCHW[i] : i);
      starts.add(fromStart ? 0 : begin[i]);
      ends.add(toEnd ? Integer.MAX_VALUE : index ? begin[i] + 1 : end[i]);
      steps.add(index ? 1 : stride[i]);
    }
    String name = to.name(node);
    String input = channelsFirst ? to.channelsFirst(x) : to.plain(x);
    String sliced = to.graph()
        .node(
            name,
            "Slice",
            List.of(
                input,
                longs(to, name + "/starts", starts),
                longs(to, name + "/ends", ends),
                longs(to, name + "/axes", axes),
                longs(to, name + "/steps", steps)));
    if (channelsFirst) return Value.channelsFirst(sliced);
    if (shrunk == 0) return Value.of(sliced, x.rank());
    List<Integer> gone = IntStream.range(0, begin.length)
        .filter(i -> (shrunk >> i & 1) == 1)
        .boxed()
        .toList();
    return Value.of(to.graph().node(name, "Squeeze", List.of(sliced, longs(to, name + "/gone", gone))), to.rank(node));
  }

  private static String longs(Conversion to, String name, List<Integer> values) {
    return to.graph().longs(name, values.stream().mapToInt(Integer::intValue).toArray());
  }

  private static int mask(NodeDef node, String name) {
    return node.containsAttr(name) ? (int) node.getAttrOrThrow(name).getI() : 0;
  }

  private static int[] positive(int[] axes, int rank) {
    return IntStream.of(axes).map(a -> a < 0 ? a + rank : a).sorted().toArray();
  }
}
