package tensorbang.scratch;

import java.util.List;

/**
 * One step of a network: a function of a batch, and the gradient of that function.
 *
 * <p>A layer keeps what its backward pass needs from the last forward pass, and the buffers of its results: a result
 * is valid until the next call of the same method. Copy what must live longer. A layer belongs to one caller at a time;
 * inside, it works on all threads of {@link Parallel}.
 */
public interface Layer {
  /** The word that a {@link Network} numbers to name this layer, such as {@code conv} in {@code conv1/kernel}. */
  String kind();

  /**
   * The layer's function.
   *
   * @param x a batch; the first axis counts the images
   * @param training whether batch statistics and dropout are at work
   * @throws IllegalArgumentException where {@code x} has a shape that the layer does not take
   */
  Tensor forward(Tensor x, boolean training);

  /**
   * The chain rule: from ∂L/∂y to ∂L/∂x at the last forward pass, with ∂L/∂w for every parameter on the way.
   *
   * @param dy of the shape that {@link #forward} returned
   * @return of the shape that {@link #forward} took
   */
  Tensor backward(Tensor dy);

  /** {@link #backward} for the first layer of a network, where nobody wants ∂L/∂x. */
  default void backwardToParameters(Tensor dy) {
    backward(dy);
  }

  /** Multiply-accumulates that the last forward pass took for each image, in convolutions and dense layers. */
  default long macs() {
    return 0;
  }

  /** What training changes, in a fixed order. */
  default List<Parameter> parameters() {
    return List.of();
  }
}
