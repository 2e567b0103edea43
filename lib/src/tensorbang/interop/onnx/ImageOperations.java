package tensorbang.interop.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.NodeDef;
import tensorbang.weights.FloatArray;

/** Operations on feature maps: convolution, pooling, batch norm, zeros around. */
final class ImageOperations {
  private ImageOperations() {}

  static void addTo(Map<String, Operation> operations) {
    operations.put("Conv2D", (to, node) -> convolution(to, node, false));
    operations.put("DepthwiseConv2dNative", (to, node) -> convolution(to, node, true));
    operations.put("MaxPool", (to, node) -> pooling(to, node, "MaxPool"));
    operations.put("MaxPoolV2", (to, node) -> pooling(to, node, "MaxPool"));
    operations.put("AvgPool", (to, node) -> pooling(to, node, "AveragePool"));
    operations.put("FusedBatchNorm", ImageOperations::batchNorm);
    operations.put("FusedBatchNormV2", ImageOperations::batchNorm);
    operations.put("FusedBatchNormV3", ImageOperations::batchNorm);
    operations.put("Pad", ImageOperations::pad);
    operations.put("PadV2", ImageOperations::pad);
  }

  /** A kernel [height, width, in, out] becomes [out, in, height, width]; a depthwise one [in * multiplier, 1, …]. */
  private static Value convolution(Conversion to, NodeDef node, boolean depthwise) {
    to.require(node, "data_format", "NHWC");
    FloatArray kernel = to.floats(node, 1);
    int[] shape = kernel.shape();
    int[] window = {shape[0], shape[1]};
    int[] strides = heightAndWidth(node, "strides");
    int[] dilations = node.containsAttr("dilations")
            && node.getAttrOrThrow("dilations").getList().getICount() == 4
        ? heightAndWidth(node, "dilations")
        : new int[] {1, 1};
    int channels = to.shape(to.nodes().input(node, 0))[3];
    FloatArray turned;
    int groups;
    if (depthwise) {
      groups = channels;
      FloatArray perChannel = Axes.transposed(kernel, 2, 3, 0, 1);
      turned = new FloatArray(new int[] {shape[2] * shape[3], 1, shape[0], shape[1]}, perChannel.values());
    } else {
      groups = channels / shape[2];
      turned = Axes.transposed(kernel, 3, 2, 0, 1);
    }
    int[] extent = {(window[0] - 1) * dilations[0] + 1, (window[1] - 1) * dilations[1] + 1};
    int[] pads = pads(to, node, extent, strides);
    NodeDef zeros = zerosBefore(to, node);
    Value x = to.input(zeros == null ? node : zeros, 0);
    if (zeros != null) {
      int[] amounts = to.ints(zeros, 1);
      for (int i = 0; i < 2; i++) {
        pads[i] += amounts[2 * (i + 1)];
        pads[i + 2] += amounts[2 * (i + 1) + 1];
      }
    }
    String name = to.name(node);
    String weights = to.graph().floats(name + "/kernel", turned);
    return Value.channelsFirst(to.add(
        node,
        "Conv",
        List.of(to.channelsFirst(x), weights),
        OnnxGraph.attribute("kernel_shape", window),
        OnnxGraph.attribute("strides", strides),
        OnnxGraph.attribute("dilations", dilations),
        OnnxGraph.attribute("pads", pads),
        OnnxGraph.attribute("group", (long) groups)));
  }

  /** The node that puts zeros around height and width for this convolution alone; null where there is none. */
  private static NodeDef zerosBefore(Conversion to, NodeDef node) {
    NodeDef before = to.nodes().input(node, 0);
    if (!before.getOp().equals("Pad") && !before.getOp().equals("PadV2")) return null;
    if (to.nodes().onlyReader(before) == null) return null;
    if (before.getOp().equals("PadV2") && to.floats(before, 2).values()[0] != 0) return null;
    int[] amounts = to.ints(before, 1);
    boolean aroundTheImage = amounts.length == 8 && amounts[0] + amounts[1] + amounts[6] + amounts[7] == 0;
    return aroundTheImage ? before : null;
  }

  private static Value pooling(Conversion to, NodeDef node, String operation) {
    to.require(node, "data_format", "NHWC");
    boolean attributes = node.containsAttr("ksize");
    int[] window = attributes ? heightAndWidth(node, "ksize") : Arrays.copyOfRange(to.ints(node, 1), 1, 3);
    int[] strides = attributes ? heightAndWidth(node, "strides") : Arrays.copyOfRange(to.ints(node, 2), 1, 3);
    // AveragePool leaves the padding out of its means unless told otherwise, as TensorFlow does.
    String name = to.add(
        node,
        operation,
        List.of(to.channelsFirst(to.input(node, 0))),
        OnnxGraph.attribute("kernel_shape", window),
        OnnxGraph.attribute("strides", strides),
        OnnxGraph.attribute("pads", pads(to, node, window, strides)));
    return Value.channelsFirst(name);
  }

  private static Value batchNorm(Conversion to, NodeDef node) {
    to.require(node, "data_format", "NHWC");
    if (node.getAttrOrThrow("is_training").getB()) throw to.unsupported(node, "is in training mode");
    String layer = to.name(node);
    List<String> inputs = new ArrayList<>(List.of(to.channelsFirst(to.input(node, 0))));
    List<String> names = List.of("gamma", "beta", "moving_mean", "moving_variance");
    for (int i = 0; i < names.size(); i++)
      inputs.add(to.graph().floats(layer + "/" + names.get(i), to.floats(node, i + 1)));
    float epsilon = node.getAttrOrThrow("epsilon").getF();
    return Value.channelsFirst(to.add(node, "BatchNormalization", inputs, OnnxGraph.attribute("epsilon", epsilon)));
  }

  private static Value pad(Conversion to, NodeDef node) {
    Value x = to.input(node, 0);
    int[] amounts = to.ints(node, 1);
    int rank = amounts.length / 2;
    int[] order = x.channelsFirst() ? new int[] {0, 3, 1, 2} : null;
    int[] pads = new int[2 * rank];
    for (int i = 0; i < rank; i++) {
      int axis = order == null ? i : order[i];
      pads[i] = amounts[2 * axis];
      pads[i + rank] = amounts[2 * axis + 1];
    }
    String name = to.name(node);
    float value = node.getOp().equals("PadV2") ? to.floats(node, 2).values()[0] : 0;
    List<String> inputs = List.of(
        x.channelsFirst() ? x.name() : to.plain(x),
        to.graph().longs(name + "/pads", pads),
        to.graph().floats(name + "/value", FloatArray.scalar(value)));
    String padded = to.add(node, "Pad", inputs);
    return x.channelsFirst() ? Value.channelsFirst(padded) : Value.of(padded, rank);
  }

  private static int[] heightAndWidth(NodeDef node, String attribute) {
    List<Long> four = node.getAttrOrThrow(attribute).getList().getIList();
    return new int[] {Math.toIntExact(four.get(1)), Math.toIntExact(four.get(2))};
  }

  /** Zeros before height and width, then after them: TensorFlow's SAME puts the odd one after. */
  private static int[] pads(Conversion to, NodeDef node, int[] window, int[] strides) {
    String padding = node.getAttrOrThrow("padding").getS().toStringUtf8();
    int[] pads = new int[4];
    if (padding.equals("VALID")) return pads;
    if (padding.equals("EXPLICIT")) {
      List<Long> explicit = node.getAttrOrThrow("explicit_paddings").getList().getIList();
      int[] positions = {2, 4, 3, 5};
      return Arrays.stream(positions).map(i -> Math.toIntExact(explicit.get(i))).toArray();
    }
    int[] size = to.size(node, 0);
    for (int i = 0; i < 2; i++) {
      int out = (size[i] + strides[i] - 1) / strides[i];
      int zeros = Math.max(0, (out - 1) * strides[i] + window[i] - size[i]);
      pads[i] = zeros / 2;
      pads[i + 2] = zeros - zeros / 2;
    }
    return pads;
  }
}
