package tensorbang.nets;

import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import tensorbang.nn.Layers;
import tensorbang.nn.Net;
import tensorbang.nn.Padding;
import tensorbang.settings.Setting;

/**
 * The smallest convolutional network: 32 filters of 7x7 without padding, ReLU, pooling, one dense layer.
 *
 * @param dropout rate of dropout before the dense layer
 */
public record VanillaCnn(int classes, @Setting(value = Nets.DROPOUT, label = "RATE", min = 0, below = 1) double dropout)
    implements Net {
  public VanillaCnn(int classes) {
    this(classes, 0);
  }

  @Override
  public Operand<TFloat32> logits(Layers l, Operand<TFloat32> x) {
    x = l.maxPool(l.relu(l.conv(x, 32, 7, Padding.VALID)), 2);
    return l.dense(l.dropout(l.flatten(x), dropout), classes);
  }

  /** There is no batch norm to bear larger rates. */
  @Override
  public Map<String, Object> recipe() {
    return Map.of("lr", 0.015);
  }
}
