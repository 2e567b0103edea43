package tensorbang.interop.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import tensorbang.weights.FloatArray;

/** The values of TensorFlow's {@code Const} nodes. */
final class Constant {
  private Constant() {}

  /** The value of a float32 constant. */
  static FloatArray floats(NodeDef node) {
    TensorProto tensor = tensor(node, DataType.DT_FLOAT);
    int[] shape = shape(tensor);
    float[] values = new float[FloatArray.elements(shape)];
    if (!tensor.getTensorContent().isEmpty()) bytes(tensor).asFloatBuffer().get(values);
    else
      for (int i = 0; i < values.length; i++)
        values[i] = tensor.getFloatValCount() == 0
            ? 0
            : tensor.getFloatVal(Math.min(i, tensor.getFloatValCount() - 1)); // The last is repeated to the end.
    return new FloatArray(shape, values);
  }

  /** The elements of an int32 constant, in row-major order. */
  static int[] ints(NodeDef node) {
    TensorProto tensor = tensor(node, DataType.DT_INT32);
    int[] values = new int[FloatArray.elements(shape(tensor))];
    if (!tensor.getTensorContent().isEmpty()) bytes(tensor).asIntBuffer().get(values);
    else
      for (int i = 0; i < values.length; i++)
        values[i] =
            tensor.getIntValCount() == 0 ? 0 : tensor.getIntVal(Math.min(i, tensor.getIntValCount() - 1));
    return values;
  }

  /** Whether {@code node} is a constant of float32. */
  static boolean isFloats(NodeDef node) {
    return is(node, DataType.DT_FLOAT);
  }

  /** Whether {@code node} is a constant of int32. */
  static boolean isInts(NodeDef node) {
    return is(node, DataType.DT_INT32);
  }

  /** The array with its axes in another order: axis {@code i} of the result is axis {@code order[i]} of {@code array}. */
  static FloatArray transposed(FloatArray array, int... order) {
    int[] from = array.shape();
    int[] shape = Arrays.stream(order).map(axis -> from[axis]).toArray();
    int[] strides = new int[from.length];
    int stride = 1;
    for (int axis = from.length - 1; axis >= 0; stride *= from[axis--]) strides[axis] = stride;
    int[] steps = IntStream.of(order).map(axis -> strides[axis]).toArray();
    float[] values = new float[array.size()];
    int[] index = new int[shape.length];
    int at = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = array.values()[at];
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        at += steps[axis];
        if (++index[axis] < shape[axis]) break;
        at -= steps[axis] * shape[axis];
        index[axis] = 0;
      }
    }
    return new FloatArray(shape, values);
  }

  private static boolean is(NodeDef node, DataType type) {
    return node.getOp().equals("Const") && node.getAttrOrThrow("dtype").getType() == type;
  }

  private static TensorProto tensor(NodeDef node, DataType type) {
    if (!is(node, type)) throw new IllegalArgumentException(node.getName() + " is no constant of " + type);
    return node.getAttrOrThrow("value").getTensor();
  }

  private static int[] shape(TensorProto tensor) {
    return tensor.getTensorShape().getDimList().stream()
        .mapToInt(d -> Math.toIntExact(d.getSize()))
        .toArray();
  }

  private static ByteBuffer bytes(TensorProto tensor) {
    return tensor.getTensorContent().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }
}
