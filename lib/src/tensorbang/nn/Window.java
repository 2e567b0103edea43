package tensorbang.nn;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A convolution's window in TensorFlow's terms.
 *
 * @param zeros to put around height and width beforehand: TensorFlow's own SAME is another one under a stride, and the
 *     gradient of explicit paddings is broken in its C++ API
 */
record Window(List<Long> strides, String padding, int zeros) {
  static Window of(int kernel, int stride, Padding padding) {
    int zeros = padding.amount(kernel);
    boolean same = zeros > 0 && stride == 1 && kernel % 2 == 1;
    return new Window(List.of(1L, (long) stride, (long) stride, 1L), same ? "SAME" : "VALID", same ? 0 : zeros);
  }

  Operand<TFloat32> padded(Ops tf, Operand<TFloat32> x) {
    if (zeros == 0) return x;
    int[][] paddings = {{0, 0}, {zeros, zeros}, {zeros, zeros}, {0, 0}};
    return tf.pad(x, tf.constant(paddings), LayerTypes.zero(tf, x));
  }
}
