package tensorbang.scratch;

/** From {@code [n, height, width, channels]} to {@code [n, height · width · channels]}: the same numbers in a row. */
public final class Flatten implements Layer {
  private int[] inputShape;

  @Override
  public String kind() {
    return "flatten";
  }

  @Override
  public Tensor forward(Tensor x, boolean training) {
    inputShape = x.shape();
    return x.reshape(x.extent(0), x.size() / x.extent(0));
  }

  @Override
  public Tensor backward(Tensor dy) {
    return dy.reshape(inputShape);
  }
}
