package tensorbang.nets;

import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import tensorbang.nn.Activation;
import tensorbang.nn.Conv;
import tensorbang.nn.Initializer;
import tensorbang.nn.Layers;
import tensorbang.nn.Net;
import tensorbang.settings.Setting;

/**
 * A LeNet-like network with two convolutions, two poolings and three dense layers, none of them padded (LeCun et al.
 * 1998 with ReLU and other widths).
 *
 * @param batchNorm after each convolution, whose bias it replaces
 * @param activation of all layers but the last
 * @param dropout rate of dropout before each dense layer
 */
public record SimpleNN(
    int classes,
    @Setting(BATCH_NORM) boolean batchNorm,
    @Setting(value = ACTIVATION, label = "NAME") Activation activation,
    @Setting(value = Nets.DROPOUT, label = "RATE", min = 0, below = 1) double dropout)
    implements Net {
  static final String ACTIVATION = "In airbench and simplenn: relu, swish, leaky-relu, gelu or quick-gelu.";
  static final String BATCH_NORM =
      "In simplenn (by default without) and squeezenet (with): batch norm after each convolution.";

  public SimpleNN(int classes) {
    this(classes, false, Activation.RELU, 0);
  }

  @Override
  public Operand<TFloat32> logits(Layers l, Operand<TFloat32> x) {
    x = l.maxPool(l.activation(conv(l, x, 8, 5), activation), 2);
    x = l.maxPool(l.activation(conv(l, x, 16, 3), activation), 2);
    x = l.activation(l.dense(l.dropout(l.flatten(x), dropout), 120, Initializer.HE_NORMAL), activation);
    x = l.activation(l.dense(l.dropout(x, dropout), 84, Initializer.HE_NORMAL), activation);
    return l.dense(l.dropout(x, dropout), classes, Initializer.SMALL_NORMAL);
  }

  private Operand<TFloat32> conv(Layers l, Operand<TFloat32> x, int filters, int kernel) {
    Conv conv = Conv.of(filters, kernel);
    return batchNorm ? l.batchNorm(l.conv(x, conv.noBias())) : l.conv(x, conv);
  }

  /** Without batch norm it diverges at the rate that networks with batch norm are trained with. */
  @Override
  public Map<String, Object> recipe() {
    return batchNorm ? Map.of() : Map.of("lr", 0.015);
  }
}
