package tensorbang.interop.onnx;

import java.util.Arrays;
import java.util.stream.IntStream;
import tensorbang.weights.FloatArray;

/** The order of an array's axes. */
final class Axes {
  private Axes() {}

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
}
