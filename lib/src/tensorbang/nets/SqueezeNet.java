package tensorbang.nets;

import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import tensorbang.nn.Conv;
import tensorbang.nn.Layers;
import tensorbang.nn.Net;
import tensorbang.settings.Setting;

/**
 * SqueezeNet (Iandola et al. 2016, "SqueezeNet: AlexNet-level accuracy with 50x fewer parameters and <0.5MB model
 * size", sections 3.1 to 3.3 and table 1) for 32x32 images: the first layer is a 3x3 convolution of stride 1 instead of
 * 7x7 and 2, and pools are 2x2. Where the pools are makes no difference to the number of parameters.
 *
 * @param downsampling where the resolution is halved
 * @param batchNorm after each convolution but the last, whose bias it replaces; the paper has none
 * @param dropout rate of dropout before the last convolution; the paper has 0.5
 */
public record SqueezeNet(
    int classes,
    @Setting(
            value = "In squeezenet: late has large feature maps in more layers than early, with the same parameters.",
            label = "late|early")
        Downsampling downsampling,
    @Setting(SimpleNN.BATCH_NORM) boolean batchNorm,
    @Setting(value = Nets.DROPOUT, label = "RATE", min = 0, below = 1) double dropout)
    implements Net {
  private static final int FIRST_FILTERS = 96;

  /** Of the 1x1 convolution that a fire module begins with: modules 2 to 9. */
  private static final int[] SQUEEZE = {16, 16, 32, 32, 48, 48, 64, 64};

  /** Each of the two parts that follow has so many times the filters. */
  private static final int EXPANSION = 4;

  public SqueezeNet(int classes) {
    this(classes, Downsampling.LATE, true, 0);
  }

  @Override
  public Operand<TFloat32> logits(Layers l, Operand<TFloat32> x) {
    x = l.maxPool(conv(l, x, FIRST_FILTERS, 3), 2);
    for (int i = 0; i < SQUEEZE.length; i++) {
      int module = i + 2;
      x = fire(l.scope("fire" + module), x, SQUEEZE[i]);
      if (downsampling.isAfter(module)) x = l.maxPool(x, 2);
    }
    return l.globalAveragePool(l.conv(l.dropout(x, dropout), Conv.of(classes, 1)));
  }

  /** Figure 1: few 1x1 filters, then 1x1 and 3x3 ones side by side. */
  private Operand<TFloat32> fire(Layers l, Operand<TFloat32> x, int squeeze) {
    x = conv(l, x, squeeze, 1);
    return l.concat(conv(l, x, EXPANSION * squeeze, 1), conv(l, x, EXPANSION * squeeze, 3));
  }

  private Operand<TFloat32> conv(Layers l, Operand<TFloat32> x, int filters, int kernel) {
    Conv conv = Conv.of(filters, kernel).same();
    return l.relu(batchNorm ? l.batchNorm(l.conv(x, conv.noBias())) : l.conv(x, conv));
  }

  /** Without batch norm it diverges at the rate that networks with batch norm are trained with. */
  @Override
  public Map<String, Object> recipe() {
    return batchNorm ? Map.of() : Map.of("lr", 0.015);
  }
}
