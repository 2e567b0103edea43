package tensorbang.nets;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import tensorbang.nn.Conv;
import tensorbang.nn.Initializer;
import tensorbang.nn.Layers;
import tensorbang.nn.Net;
import tensorbang.nn.Padding;
import tensorbang.settings.Setting;

/**
 * The 18-layer networks of He et al. 2016, table 1 and figure 3, for 32x32 images: the first layer is a 3x3 convolution
 * of stride 1 and no pooling follows it; then four stages of two blocks with 64, 128, 256 and 512 filters, each stage
 * but the first beginning with stride 2. Dropout, if any, is before the dense layer.
 */
public final class ResNet18Family {
  private ResNet18Family() {}

  /** PlainNet18: a block is two 3x3 convolutions. */
  public record Plain(
      int classes,
      @Setting(value = WIDTH, min = 0.01, max = 16) double width,
      @Setting(value = Nets.DROPOUT, label = "RATE", min = 0, below = 1) double dropout)
      implements Net {
    public Plain(int classes) {
      this(classes, 1, 0);
    }

    @Override
    public Operand<TFloat32> logits(Layers l, Operand<TFloat32> x) {
      return build(l, x, classes, width, dropout, (in, y, f, stride) -> conv(in, conv(in, y, f, stride), f, 1));
    }
  }

  /** ResNet18: two 3x3 convolutions and a shortcut. */
  public record Residual(
      int classes,
      @Setting(value = ResNet.SHORTCUT, label = "KIND") Shortcut shortcut,
      @Setting(value = WIDTH, min = 0.01, max = 16) double width,
      @Setting(value = Nets.DROPOUT, label = "RATE", min = 0, below = 1) double dropout)
      implements Net {
    public Residual(int classes) {
      this(classes, Shortcut.PROJECTION, 1, 0);
    }

    @Override
    public Operand<TFloat32> logits(Layers l, Operand<TFloat32> x) {
      return build(l, x, classes, width, dropout, (in, y, f, stride) -> ResNet.block(in, y, f, stride, shortcut));
    }
  }

  /**
   * MobileNet18: PlainNet's convolutions, each as a depthwise 3x3 and a pointwise 1x1 one, batch norm and ReLU after both
   * (Howard et al. 2017, "MobileNets", section 3.1 and figure 3).
   */
  public record Separable(
      int classes,
      @Setting(value = WIDTH, min = 0.01, max = 16) double width,
      @Setting(value = Nets.DROPOUT, label = "RATE", min = 0, below = 1) double dropout)
      implements Net {
    public Separable(int classes) {
      this(classes, 1, 0);
    }

    @Override
    public Operand<TFloat32> logits(Layers l, Operand<TFloat32> x) {
      return build(
          l, x, classes, width, dropout, (in, y, f, stride) -> separable(in, separable(in, y, f, stride), f, 1));
    }
  }

  private static final String WIDTH = "In the 18-layer networks: factor on the number of filters of every layer.";

  /** A block of two layers in a scope of its own. */
  @FunctionalInterface
  private interface Block {
    Operand<TFloat32> build(Layers l, Operand<TFloat32> x, int filters, int stride);
  }

  private static Operand<TFloat32> build(
      Layers l, Operand<TFloat32> x, int classes, double width, double dropout, Block block) {
    x = conv(l, x, filters(64, width), 1);
    for (int stage = 1; stage <= 4; stage++) {
      Layers inStage = l.scope("stage" + stage);
      for (int n = 1; n <= 2; n++)
        x = block.build(inStage.scope("block" + n), x, filters(32 << stage, width), stage > 1 && n == 1 ? 2 : 1);
    }
    return l.dense(l.dropout(l.globalAveragePool(x), dropout), classes, Initializer.HE_NORMAL);
  }

  private static int filters(int standard, double width) {
    return Math.max(1, (int) Math.round(width * standard));
  }

  private static Operand<TFloat32> conv(Layers l, Operand<TFloat32> x, int filters, int stride) {
    return l.relu(
        l.batchNorm(l.conv(x, Conv.of(filters, 3).stride(stride).same().noBias())));
  }

  private static Operand<TFloat32> separable(Layers l, Operand<TFloat32> x, int filters, int stride) {
    x = l.relu(l.batchNorm(l.depthwise(x, 3, stride, Padding.SAME)));
    return l.relu(l.batchNorm(l.conv(x, Conv.of(filters, 1).noBias())));
  }
}
