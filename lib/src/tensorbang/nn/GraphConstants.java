package tensorbang.nn;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import tensorbang.weights.FloatArray;

/** The values of {@code Const} nodes of a graph in its serialised form. */
public final class GraphConstants {
  private GraphConstants() {}

  /** The value of a float32 constant. */
  public static FloatArray floats(NodeDef node) {
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
  public static int[] ints(NodeDef node) {
    TensorProto tensor = tensor(node, DataType.DT_INT32);
    int[] values = new int[FloatArray.elements(shape(tensor))];
    if (!tensor.getTensorContent().isEmpty()) bytes(tensor).asIntBuffer().get(values);
    else
      for (int i = 0; i < values.length; i++)
        values[i] = tensor.getIntValCount() == 0 ? 0 : tensor.getIntVal(Math.min(i, tensor.getIntValCount() - 1));
    return values;
  }

  /** Whether {@code node} is a constant of float32. */
  public static boolean isFloats(NodeDef node) {
    return is(node, DataType.DT_FLOAT);
  }

  /** Whether {@code node} is a constant of int32. */
  public static boolean isInts(NodeDef node) {
    return is(node, DataType.DT_INT32);
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
