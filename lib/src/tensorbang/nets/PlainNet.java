package tensorbang.nets;

import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import tensorbang.nn.Conv;
import tensorbang.nn.Layers;
import tensorbang.nn.Net;
import tensorbang.settings.Setting;

/**
 * A plain stack of 3x3 convolutions of any depth, without shortcuts, like the plain networks of He et al. 2016, section
 * 4.2: three stages of 16, 32 and 64 filters, each but the first beginning with stride 2, then the mean over all
 * positions and one dense layer. The convolutions are spread evenly over the stages, the first stages having one more
 * where they cannot be. For experiments on batch norm, dropout and the slope of leaky ReLU.
 *
 * @param depth number of convolutions
 * @param width factor on the number of filters
 * @param batchNorm after each convolution, whose bias it replaces
 * @param negativeSlope of the activation below zero; 0 is ReLU
 * @param dropout rate of dropout before the dense layer
 */
public record PlainNet(
    int classes,
    @Setting(value = "In plain: number of convolutions.", label = "N", min = 3, max = 300) int depth,
    @Setting(value = "In plain: factor on the number of filters of every layer.", min = 0.01, max = 16) double width,
    @Setting("In plain: batch norm after each convolution.") boolean batchNorm,
    @Setting(
            value = "In plain: slope of the activation where its input is negative, as in leaky ReLU; 0 is ReLU.",
            label = "SLOPE",
            min = 0,
            max = 1)
        double negativeSlope,
    @Setting(value = Nets.DROPOUT, label = "RATE", min = 0, below = 1) double dropout)
    implements Net {
  private static final int STAGES = 3;

  public PlainNet(int classes) {
    this(classes, 8, 1, false, 0, 0);
  }

  @Override
  public Operand<TFloat32> logits(Layers l, Operand<TFloat32> x) {
    for (int stage = 0; stage < STAGES; stage++) {
      Layers inStage = l.scope("stage" + (stage + 1));
      int filters = Math.max(1, (int) Math.round(width * (16 << stage)));
      int convolutions = (depth + STAGES - 1 - stage) / STAGES;
      for (int n = 0; n < convolutions; n++) {
        Conv conv = Conv.of(filters, 3).same().stride(stage > 0 && n == 0 ? 2 : 1);
        x = batchNorm ? inStage.batchNorm(inStage.conv(x, conv.noBias())) : inStage.conv(x, conv);
        x = inStage.leakyRelu(x, negativeSlope);
      }
    }
    return l.dense(l.dropout(l.globalAveragePool(x), dropout), classes);
  }

  /** Without batch norm it diverges at the rate that networks with batch norm are trained with. */
  @Override
  public Map<String, Object> recipe() {
    return batchNorm ? Map.of() : Map.of("lr", 0.015);
  }
}
