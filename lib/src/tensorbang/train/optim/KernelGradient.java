package tensorbang.train.optim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;

/**
 * The gradient of a convolution by its kernel as one product of matrices for each of the kernel's pixels: of the inputs
 * and the gradients at the outputs that this pixel connects. The zeros around the inputs have no part in it, which on
 * maps of a few pixels are much of the arithmetic.
 */
final class KernelGradient {
  private static final String OPERATION = "Conv2DBackpropFilter";

  /** A side of the largest maps on which this made training steps faster on a CPU in bfloat16; at 8 it did not. */
  private static final int MOST_PIXELS = 7;

  private KernelGradient() {}

  /**
   * The same numbers up to rounding, computed so on small maps; {@code gradient} itself where it is of something else.
   *
   * @param gradient by a variable of the shape {@code kernel}, as TensorFlow added it to the graph
   */
  static Operand<TFloat32> asProducts(Ops tf, Operand<TFloat32> gradient, int[] kernel) {
    if (!(gradient.op() instanceof GraphOperation operation)
        || !operation.type().equals(OPERATION)) return gradient;
    Operand<TFloat32> x = floats(operation, 0);
    Operand<TFloat32> dy = floats(operation, 2);
    int height = side(x, 1);
    int width = side(x, 2);
    if (kernel[0] == 1 || Math.max(height, width) > MOST_PIXELS || !keepsSize(operation)) return gradient;
    List<Operand<TFloat32>> pixels = new ArrayList<>();
    for (int i = 0; i < kernel[0]; i++)
      for (int j = 0; j < kernel[1]; j++)
        pixels.add(pixel(tf, x, dy, i - (kernel[0] - 1) / 2, j - (kernel[1] - 1) / 2, height, width));
    return tf.reshape(tf.stack(pixels), tf.constant(kernel));
  }

  /** Of the kernel's pixel that is so far below and right of the one that lies on the output: [in, out]. */
  private static Operand<TFloat32> pixel(
      Ops tf, Operand<TFloat32> x, Operand<TFloat32> dy, int down, int right, int height, int width) {
    if (Math.abs(down) >= height || Math.abs(right) >= width)
      return tf.zeros(tf.constant(new int[] {side(x, 3), side(dy, 3)}), TFloat32.class);
    int[] size = {-1, height - Math.abs(down), width - Math.abs(right), -1};
    return tf.linalg.matMul(
        rows(tf, x, Math.max(0, down), Math.max(0, right), size),
        rows(tf, dy, Math.max(0, -down), Math.max(0, -right), size),
        MatMul.transposeA(true));
  }

  private static Operand<TFloat32> rows(Ops tf, Operand<TFloat32> x, int top, int left, int[] size) {
    Operand<TFloat32> part = tf.slice(x, tf.constant(new int[] {0, top, left, 0}), tf.constant(size));
    return tf.reshape(part, tf.constant(new int[] {-1, side(x, 3)}));
  }

  /** Whether the convolution has stride 1 and as many outputs as inputs. */
  private static boolean keepsSize(GraphOperation operation) {
    return operation.attributes().getAttrString("padding").equals("SAME")
        && Arrays.stream(operation.attributes().getAttrIntList("strides")).allMatch(stride -> stride == 1);
  }

  @SuppressWarnings("unchecked")
  private static Operand<TFloat32> floats(GraphOperation operation, int input) {
    return (Operand<TFloat32>) operation.input(input);
  }

  private static int side(Operand<TFloat32> x, int axis) {
    return Math.toIntExact(x.shape().get(axis));
  }
}
