package tensorbang.scratch.cases;

import java.util.List;
import tensorbang.scratch.Layer;
import tensorbang.scratch.Parameter;
import tensorbang.scratch.Tensor;

/** A layer whose gradients are wrong on purpose, by 1 %: a check that passes it is no check. */
public record FaultyGradient(Layer layer) implements Layer {
  @Override
  public String kind() {
    return layer.kind();
  }

  @Override
  public Tensor forward(Tensor x, boolean training) {
    return layer.forward(x, training);
  }

  @Override
  public Tensor backward(Tensor dy) {
    Tensor dx = layer.backward(dy).copy();
    enlarge(dx);
    for (Parameter p : parameters()) enlarge(p.gradient());
    return dx;
  }

  @Override
  public List<Parameter> parameters() {
    return layer.parameters();
  }

  private static void enlarge(Tensor gradient) {
    for (int i = 0; i < gradient.size(); i++) gradient.data()[i] *= 1.01f;
  }
}
