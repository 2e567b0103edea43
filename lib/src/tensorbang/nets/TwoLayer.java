package tensorbang.nets;

import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import tensorbang.nn.Layers;
import tensorbang.nn.Net;
import tensorbang.settings.Setting;

/**
 * The multilayer perceptron with one hidden layer of sigmoids. Weights as in Glorot and Bengio 2010.
 *
 * @param hidden units of the hidden layer
 * @param dropout rate of dropout of the hidden units
 */
public record TwoLayer(
    int classes,
    @Setting(value = "In twolayer: units of the hidden layer.", label = "N", min = 1, max = 65536) int hidden,
    @Setting(value = Nets.DROPOUT, label = "RATE", min = 0, below = 1) double dropout)
    implements Net {
  public TwoLayer(int classes) {
    this(classes, 100, 0);
  }

  @Override
  public Operand<TFloat32> logits(Layers l, Operand<TFloat32> x) {
    return l.dense(l.dropout(l.sigmoid(l.dense(l.flatten(x), hidden)), dropout), classes);
  }

  /** There is no batch norm to bear larger rates. */
  @Override
  public Map<String, Object> recipe() {
    return Map.of("lr", 0.015);
  }
}
