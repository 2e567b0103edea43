package tensorbang.nn;

/**
 * The options of a convolution, by name: {@code Conv.of(64, 3).stride(2).same().noBias()}. Without them: stride 1, no
 * padding, a bias, and a kernel drawn with {@link Initializer#HE_NORMAL}.
 *
 * @param filters output channels
 * @param kernel height and width of the window
 * @param stride of the window, down and right
 * @param bias whether one is added to each filter's outputs; batch norm makes it superfluous
 * @param trained whether the kernel is; else it keeps its initial values, and only a bias learns
 */
public record Conv(
    int filters, int kernel, int stride, Padding padding, boolean bias, Initializer initializer, boolean trained) {
  public static Conv of(int filters, int kernel) {
    return new Conv(filters, kernel, 1, Padding.VALID, true, Initializer.HE_NORMAL, true);
  }

  public Conv stride(int stride) {
    return new Conv(filters, kernel, stride, padding, bias, initializer, trained);
  }

  /** With zeros around the input, see {@link Padding#SAME}. */
  public Conv same() {
    return padding(Padding.SAME);
  }

  public Conv padding(Padding padding) {
    return new Conv(filters, kernel, stride, padding, bias, initializer, trained);
  }

  public Conv noBias() {
    return new Conv(filters, kernel, stride, padding, false, initializer, trained);
  }

  public Conv initializer(Initializer initializer) {
    return new Conv(filters, kernel, stride, padding, bias, initializer, trained);
  }

  /** With a kernel that is not trained: its values are drawn, or set by {@link Net#dataDependentValues}. */
  public Conv fixed() {
    return new Conv(filters, kernel, stride, padding, bias, initializer, false);
  }
}
