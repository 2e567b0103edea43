package tensorbang.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** The ways in which a tensor's values are written: {@code tensor.proto} of TensorFlow. */
class GraphConstantsTest {
  private static TensorProto.Builder tensor(DataType type, int... shape) {
    TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
    for (int d : shape) dimensions.addDim(TensorShapeProto.Dim.newBuilder().setSize(d));
    return TensorProto.newBuilder().setDtype(type).setTensorShape(dimensions);
  }

  private static NodeDef constant(TensorProto.Builder tensor) {
    return NodeDef.newBuilder()
        .setName("c")
        .setOp("Const")
        .putAttr("dtype", AttrValue.newBuilder().setType(tensor.getDtype()).build())
        .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build())
        .build();
  }

  private static float[] floats(TensorProto.Builder tensor) {
    return GraphConstants.floats(constant(tensor)).values();
  }

  private static int[] ints(TensorProto.Builder tensor) {
    return GraphConstants.ints(constant(tensor));
  }

  @Test
  void bytesAreLittleEndian() {
    ByteString bytes = ByteString.copyFrom(new byte[] {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, (byte) 0xc0});
    assertArrayEquals(new float[] {1, -2}, floats(tensor(DataType.DT_FLOAT, 2).setTensorContent(bytes)));
    ByteString whole = ByteString.copyFrom(new byte[] {1, 2, 0, 0, -1, -1, -1, -1});
    assertArrayEquals(new int[] {513, -1}, ints(tensor(DataType.DT_INT32, 2).setTensorContent(whole)));
  }

  @Test
  void ofAListThatIsTooShortTheLastValueIsRepeated() {
    assertArrayEquals(
        new float[] {1, 2, 2, 2}, floats(tensor(DataType.DT_FLOAT, 2, 2).addAllFloatVal(List.of(1f, 2f))));
    assertArrayEquals(new int[] {3, 4, 4}, ints(tensor(DataType.DT_INT32, 3).addAllIntVal(List.of(3, 4))));
  }

  @Test
  void withoutValuesAllAreZero() {
    assertArrayEquals(new float[2], floats(tensor(DataType.DT_FLOAT, 2)));
    assertArrayEquals(new int[3], ints(tensor(DataType.DT_INT32, 3)));
  }

  @Test
  void aConstantOfAnotherTypeAndAnotherOperationAreRefused() {
    NodeDef whole = constant(tensor(DataType.DT_INT32, 1));
    assertTrue(GraphConstants.isInts(whole) && !GraphConstants.isFloats(whole));
    assertThrows(IllegalArgumentException.class, () -> GraphConstants.floats(whole));
    NodeDef other =
        constant(tensor(DataType.DT_FLOAT, 1)).toBuilder().setOp("Identity").build();
    assertFalse(GraphConstants.isFloats(other));
    assertThrows(IllegalArgumentException.class, () -> GraphConstants.floats(other));
  }
}
