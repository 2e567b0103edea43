package tensorbang.scratch.cases;

import tensorbang.scratch.Layer;
import tensorbang.scratch.SoftmaxCrossEntropy;
import tensorbang.scratch.Tensor;

/** {@link SoftmaxCrossEntropy} as the last layer of a network: from {@code [n, classes]} to a batch of one number. */
public final class CrossEntropyLayer implements Layer {
  private final SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();
  private final int[] labels;

  /** A loss against one label for each row. */
  public CrossEntropyLayer(int... labels) {
    this.labels = labels;
  }

  @Override
  public String kind() {
    return "loss";
  }

  public int[] labels() {
    return labels;
  }

  @Override
  public Tensor forward(Tensor x, boolean training) {
    return Tensor.of(new float[] {(float) loss.loss(x, labels)}, 1);
  }

  @Override
  public Tensor backward(Tensor dy) {
    Tensor dx = loss.gradient().copy();
    for (int i = 0; i < dx.size(); i++) dx.data()[i] *= dy.data()[0];
    return dx;
  }
}
