package tensorbang.scratch;

import java.util.Arrays;

/**
 * Numbers in row-major order with a shape. A batch of images is {@code [images, height, width, channels]}, a batch of
 * vectors {@code [images, features]}: the last index runs fastest, and the first always counts the images.
 */
public final class Tensor {
  private final int[] shape;
  private final float[] data;

  private Tensor(float[] data, int[] shape) {
    int size = 1;
    for (int extent : shape) {
      if (extent < 0) throw new IllegalArgumentException("negative extent in shape " + Arrays.toString(shape));
      size = Math.multiplyExact(size, extent);
    }
    if (size != data.length) {
      throw new IllegalArgumentException(data.length + " numbers do not fill shape " + Arrays.toString(shape));
    }
    this.data = data;
    this.shape = shape;
  }

  /** All zeros. */
  public static Tensor zeros(int... shape) {
    int size = 1;
    for (int extent : shape) size = Math.multiplyExact(size, extent);
    return new Tensor(new float[size], shape.clone());
  }

  /** The numbers of {@code data}, which is not copied. */
  public static Tensor of(float[] data, int... shape) {
    return new Tensor(data, shape.clone());
  }

  /** {@code old} where it has that shape, a new tensor otherwise: the buffers of a layer live from batch to batch. */
  static Tensor reuse(Tensor old, int... shape) {
    return old != null && Arrays.equals(old.shape, shape) ? old : zeros(shape);
  }

  /** The numbers themselves, not a copy. */
  public float[] data() {
    return data;
  }

  public int[] shape() {
    return shape.clone();
  }

  public int rank() {
    return shape.length;
  }

  /** The extent of one axis. */
  public int extent(int axis) {
    return shape[axis];
  }

  /** How many numbers there are. */
  public int size() {
    return data.length;
  }

  public boolean hasShapeOf(Tensor other) {
    return Arrays.equals(shape, other.shape);
  }

  /** The same numbers under another shape; nothing is copied. */
  public Tensor reshape(int... newShape) {
    return new Tensor(data, newShape.clone());
  }

  public Tensor copy() {
    return new Tensor(data.clone(), shape);
  }

  /** The index of the largest number in each row of a matrix; the first of equals. */
  public int[] argmax() {
    requireRank(2, "argmax");
    int columns = shape[1];
    int[] best = new int[shape[0]];
    for (int row = 0; row < best.length; row++) {
      for (int j = 1; j < columns; j++) {
        if (data[row * columns + j] > data[row * columns + best[row]]) best[row] = j;
      }
    }
    return best;
  }

  void requireRank(int rank, String who) {
    if (shape.length != rank) {
      throw new IllegalArgumentException(who + " takes " + rank + " axes, not shape " + Arrays.toString(shape));
    }
  }

  void requireShapeOf(Tensor other, String who) {
    if (!hasShapeOf(other)) {
      throw new IllegalArgumentException(
          who + " takes shape " + Arrays.toString(other.shape) + ", not " + Arrays.toString(shape));
    }
  }

  @Override
  public String toString() {
    return "Tensor" + Arrays.toString(shape);
  }
}
