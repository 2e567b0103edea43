package tensorbang.interop;

import java.nio.ByteBuffer;
import java.util.Arrays;
import tensorbang.weights.FloatArray;

/**
 * A view of a storage. Element (i, j, …) is the storage's element offset + i strides[0] + j strides[1] + …
 *
 * @param shape the lengths of the dimensions; none for a scalar
 * @param strides in elements, one a dimension; not negative
 */
record TorchTensor(TorchStorage storage, long offset, int[] shape, long[] strides) {
  /** As many as PyTorch's own loops take. */
  static final int MAX_DIMENSIONS = 64;

  /** A view that stays within its storage. */
  static TorchTensor of(TorchStorage storage, long offset, long[] shape, long[] strides) throws Malformed {
    if (shape.length != strides.length || shape.length > MAX_DIMENSIONS) {
      throw new Malformed("it has a tensor of %d dimensions and %d strides".formatted(shape.length, strides.length));
    }
    try {
      int[] lengths = new int[shape.length];
      long last = offset;
      for (int d = 0; d < shape.length; d++) {
        lengths[d] = Math.toIntExact(shape[d]);
        if (strides[d] < 0) throw new ArithmeticException();
        last = Math.addExact(last, Math.multiplyExact(shape[d] - 1, strides[d]));
      }
      int elements = FloatArray.elements(lengths);
      if (offset < 0 || elements > 0 && last >= storage.elements()) throw new ArithmeticException();
      return new TorchTensor(storage, offset, lengths, strides.clone());
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw new Malformed("it has a tensor of shape %s with strides %s, which does not fit its storage of %d elements"
          .formatted(Arrays.toString(shape), Arrays.toString(strides), storage.elements()));
    }
  }

  int elements() {
    return FloatArray.elements(shape);
  }

  /**
   * The tensor as row-major float32.
   *
   * @param bytes the storage's, in the byte order of the file
   */
  FloatArray toFloats(ByteBuffer bytes) {
    float[] values = new float[elements()];
    int[] index = new int[shape.length];
    long at = offset;
    for (int i = 0; i < values.length; i++) {
      values[i] = storage.type().read(bytes, (int) at * storage.type().bytes());
      for (int d = shape.length - 1; d >= 0; d--) {
        at += strides[d];
        if (++index[d] < shape[d]) break;
        at -= strides[d] * shape[d];
        index[d] = 0;
      }
    }
    return new FloatArray(shape, values);
  }
}
