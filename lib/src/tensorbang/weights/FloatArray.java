package tensorbang.weights;

import java.util.Arrays;
import java.util.Objects;

/**
 * A dense float32 array.
 *
 * <p>Equality is by content, as {@link Arrays#equals(float[], float[])} has it: NaN equals NaN, and 0 differs from -0.
 *
 * @param shape the lengths of the dimensions, outermost first; empty for a scalar
 * @param values the elements in row-major order (the last index runs fastest); not copied, so that a large network
 *     is in memory once
 */
public record FloatArray(int[] shape, float[] values) {
  /**
   * @throws IllegalArgumentException where a dimension is negative or the shape does not have as many elements as there
   *     are values
   */
  public FloatArray {
    shape = shape.clone();
    long elements = elements(shape);
    if (elements != values.length) {
      throw new IllegalArgumentException(
          "shape " + Arrays.toString(shape) + " has " + elements + " elements, not " + values.length);
    }
  }

  /** A scalar. */
  public static FloatArray scalar(float value) {
    return new FloatArray(new int[0], new float[] {value});
  }

  /** A vector. */
  public static FloatArray vector(float... values) {
    return new FloatArray(new int[] {values.length}, values);
  }

  /** An array of the given shape, for example {@code of(new int[] {2, 2}, 1, 2, 3, 4)}. */
  public static FloatArray of(int[] shape, float... values) {
    return new FloatArray(shape, values);
  }

  @Override
  public int[] shape() {
    return shape.clone();
  }

  /** How many elements there are. */
  public int size() {
    return values.length;
  }

  /**
   * The product of the dimensions: 1 for a scalar, 0 where any dimension is 0.
   *
   * @throws IllegalArgumentException where a dimension is negative or there are more than 2^31 - 1 elements
   */
  public static int elements(int[] shape) {
    boolean empty = false;
    for (int length : shape) {
      if (length < 0) throw new IllegalArgumentException("negative dimension in shape " + Arrays.toString(shape));
      empty |= length == 0;
    }
    long product = empty ? 0 : 1;
    for (int length : shape) {
      product *= length;
      if (product > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("shape " + Arrays.toString(shape) + " has more than 2^31 - 1 elements");
      }
    }
    return (int) product;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FloatArray that && Arrays.equals(shape, that.shape) && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(shape), Arrays.hashCode(values));
  }

  /** The type and shape, such as {@code float32[3, 3, 16, 32]}. */
  @Override
  public String toString() {
    return "float32" + Arrays.toString(shape);
  }
}
