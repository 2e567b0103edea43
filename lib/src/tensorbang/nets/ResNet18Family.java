package tensorbang.nets;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import tensorbang.nn.Initializer;
import tensorbang.nn.Layers;
import tensorbang.nn.Net;
import tensorbang.nn.Padding;

/**
 * The 18-layer networks of He et al. 2016, table 1 and figure 3, for 32x32 images: the first layer is a 3x3 convolution
 * of stride 1 and no pooling follows it; then four stages of two blocks with 64, 128, 256 and 512 filters, each stage
 * but the first beginning with stride 2.
 */
public record ResNet18Family(Block block, int classes) implements Net {
  /** What a block is. */
  public enum Block {
    /** Two 3x3 convolutions: PlainNet. */
    PLAIN,
    /** Two 3x3 convolutions and a shortcut, a projection where the stride is not 1: ResNet, option B. */
    RESIDUAL,
    /**
     * PlainNet's convolutions, each as a depthwise 3x3 and a pointwise 1x1 one, batch norm and ReLU after both (Howard
     * et al. 2017, "MobileNets", section 3.1 and figure 3).
     */
    SEPARABLE
  }

  @Override
  public Operand<TFloat32> logits(Layers l, Operand<TFloat32> x) {
    x = conv(l, x, 64, 1);
    for (int stage = 1; stage <= 4; stage++)
      for (int n = 1; n <= 2; n++)
        x = block(l.at("stage" + stage).at("block" + n), x, 32 << stage, stage > 1 && n == 1 ? 2 : 1);
    return l.dense(l.globalAveragePool(x), classes, Initializer.HE_NORMAL);
  }

  private Operand<TFloat32> block(Layers l, Operand<TFloat32> x, int filters, int stride) {
    return switch (block) {
      case PLAIN -> conv(l, conv(l, x, filters, stride), filters, 1);
      case RESIDUAL -> ResNet.block(l, x, filters, stride, Shortcut.PROJECTION);
      case SEPARABLE -> separable(l, separable(l, x, filters, stride), filters, 1);
    };
  }

  private static Operand<TFloat32> conv(Layers l, Operand<TFloat32> x, int filters, int stride) {
    return l.relu(l.batchNorm(l.convNoBias(x, filters, 3, stride, Padding.SAME)));
  }

  private static Operand<TFloat32> separable(Layers l, Operand<TFloat32> x, int filters, int stride) {
    x = l.relu(l.batchNorm(l.depthwise(x, 3, stride, Padding.SAME)));
    return l.relu(l.batchNorm(l.convNoBias(x, filters, 1, 1, Padding.SAME)));
  }
}
