package tensorbang.scratch;

import java.util.Arrays;

/**
 * Numbers that training changes, beside the gradient of the loss with respect to them. A backward pass overwrites the
 * gradient; it does not add to it.
 *
 * @param name what it is within its layer, such as {@code kernel}; a {@link Network} puts the layer's name before it
 * @param gradient of the same shape as {@code value}
 * @param fanIn inputs that one output sums over, or 0 where that makes no sense (a bias, a scale)
 * @param fanOut outputs that one input reaches, or 0
 */
public record Parameter(String name, Tensor value, Tensor gradient, int fanIn, int fanOut) {
  /** The weights of a sum: they get random initial values and weight decay. */
  public static Parameter kernel(int fanIn, int fanOut, int... shape) {
    return new Parameter("kernel", Tensor.zeros(shape), Tensor.zeros(shape), fanIn, fanOut);
  }

  /** A bias, a scale or a shift: it starts at {@code initial} and is not decayed. */
  static Parameter vector(String name, int size, float initial) {
    Tensor value = Tensor.zeros(size);
    Arrays.fill(value.data(), initial);
    return new Parameter(name, value, Tensor.zeros(size), 0, 0);
  }

  /** Whether this is the kernel of a convolution or a dense layer. */
  public boolean isKernel() {
    return fanIn > 0;
  }

  Parameter named(String newName) {
    return new Parameter(newName, value, gradient, fanIn, fanOut);
  }
}
