package tensorbang.scratch.cases;

import tensorbang.scratch.Layer;
import tensorbang.scratch.MeanSquaredError;
import tensorbang.scratch.Tensor;

/** {@link MeanSquaredError} as the last layer of a network: from the target's shape to a batch of one number. */
public final class SquaredErrorLayer implements Layer {
  private final MeanSquaredError loss = new MeanSquaredError();
  private final Tensor target;

  public SquaredErrorLayer(Tensor target) {
    this.target = target;
  }

  @Override
  public String kind() {
    return "loss";
  }

  public Tensor target() {
    return target;
  }

  @Override
  public Tensor forward(Tensor x, boolean training) {
    return Tensor.of(new float[] {(float) loss.loss(x, target)}, 1);
  }

  @Override
  public Tensor backward(Tensor dy) {
    Tensor dx = loss.gradient().copy();
    for (int i = 0; i < dx.size(); i++) dx.data()[i] *= dy.data()[0];
    return dx;
  }
}
