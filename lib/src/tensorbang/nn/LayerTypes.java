package tensorbang.nn;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * The number types inside a network. With bfloat16, the factors of convolutions and matrix products are cast to bfloat16,
 * and so is, for the sake of speed, what such a layer hands on to batch norm, nonlinearity and pooling; whatever adds up
 * many values (biases, means, batch statistics) is float32. Variables stay float32, and so do their gradients. This is
 * what Keras calls {@code mixed_bfloat16}.
 *
 * <p>Networks are written in terms of {@code Operand<TFloat32>}: a tensor of bfloat16 has that Java type, too, and only
 * this class looks at the type that it really has.
 */
final class LayerTypes {
  private final Ops tf;
  private final boolean bfloat16;

  LayerTypes(Ops tf, boolean bfloat16) {
    this.tf = tf;
    this.bfloat16 = bfloat16;
  }

  /** As a factor of a product. */
  Operand<TFloat32> factor(Operand<TFloat32> x) {
    return bfloat16 ? as(TBfloat16.class, x) : x;
  }

  Operand<TFloat32> float32(Operand<TFloat32> x) {
    return as(TFloat32.class, x);
  }

  /** {@code x}, or in float32 where {@code other} has another type. */
  Operand<TFloat32> fitting(Operand<TFloat32> x, Operand<TFloat32> other) {
    return type(x) == type(other) ? x : float32(x);
  }

  /** A constant 0 of the type of {@code x}. */
  static Operand<TFloat32> zero(Ops tf, Operand<TFloat32> x) {
    return constant(tf, x, 0);
  }

  /** A scalar constant of the type of {@code x}. */
  static Operand<TFloat32> constant(Ops tf, Operand<TFloat32> x, float value) {
    return new LayerTypes(tf, false).as(type(x), tf.constant(value));
  }

  @SuppressWarnings("unchecked")
  private Operand<TFloat32> as(Class<? extends TType> type, Operand<TFloat32> x) {
    if (type(x) == type) return x;
    return type == TFloat32.class
        ? tf.dtypes.cast(x, TFloat32.class)
        : (Operand<TFloat32>) (Operand<?>) tf.dtypes.cast(x, TBfloat16.class);
  }

  private static Class<? extends TType> type(Operand<TFloat32> x) {
    Operand<? extends TType> any = x;
    return any.type();
  }
}
