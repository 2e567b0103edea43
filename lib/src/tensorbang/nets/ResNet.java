package tensorbang.nets;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import tensorbang.nn.Conv;
import tensorbang.nn.Initializer;
import tensorbang.nn.Layers;
import tensorbang.nn.Net;
import tensorbang.settings.Setting;

/**
 * The residual networks for CIFAR of He et al. 2016, "Deep Residual Learning for Image Recognition", section 4.2:
 * 6n + 2 layers in three stages of n blocks with 16, 32 and 64 filters. Weights as in He et al. 2015.
 *
 * @param blocks n, in each stage
 * @param shortcut where the shape changes; elsewhere it is the identity
 * @param cosineLogits logits are cosines instead of scalar products with a bias (Cao et al. 2019, section 3.4)
 * @param dropout rate of dropout before the last layer
 */
public record ResNet(
    int classes,
    int blocks,
    @Setting(value = SHORTCUT, label = "KIND") Shortcut shortcut,
    @Setting("In resnet20 to resnet110: logits are cosines, as the loss ldam needs.") boolean cosineLogits,
    @Setting(value = Nets.DROPOUT, label = "RATE", min = 0, below = 1) double dropout)
    implements Net {
  static final String SHORTCUT =
      "In residual networks, where the shape changes: identity or projection; none leaves out all shortcuts, which"
          + " makes a plain network.";

  @Override
  public Operand<TFloat32> logits(Layers l, Operand<TFloat32> x) {
    x = l.relu(l.batchNorm(l.conv(x, Conv.of(16, 3).same().noBias())));
    for (int stage = 1; stage <= 3; stage++) {
      Layers inStage = l.scope("stage" + stage);
      for (int block = 1; block <= blocks; block++)
        x = block(inStage.scope("block" + block), x, 8 << stage, stage > 1 && block == 1 ? 2 : 1, shortcut);
    }
    Operand<TFloat32> features = l.dropout(l.globalAveragePool(x), dropout);
    return cosineLogits ? l.cosine(features, classes) : l.dense(features, classes, Initializer.HE_NORMAL);
  }

  /** Figure 2: two 3x3 convolutions, the first with the block's stride, and the shortcut around them. */
  static Operand<TFloat32> block(Layers l, Operand<TFloat32> x, int filters, int stride, Shortcut shortcut) {
    Operand<TFloat32> y =
        l.relu(l.batchNorm(l.conv(x, Conv.of(filters, 3).stride(stride).same().noBias())));
    y = l.batchNorm(l.conv(y, Conv.of(filters, 3).same().noBias()));
    if (shortcut == Shortcut.NONE) return l.relu(y);
    if (stride > 1)
      x = shortcut == Shortcut.IDENTITY
          ? l.zeroPaddedShortcut(x, filters, stride)
          : projection(l.scope("shortcut"), x, filters, stride);
    return l.relu(l.add(y, x));
  }

  private static Operand<TFloat32> projection(Layers l, Operand<TFloat32> x, int filters, int stride) {
    return l.batchNorm(l.conv(x, Conv.of(filters, 1).stride(stride).noBias()));
  }
}
