package tensorbang.nets;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import tensorbang.nn.Initializer;
import tensorbang.nn.Layers;
import tensorbang.nn.Net;
import tensorbang.nn.Padding;

/**
 * The residual networks for CIFAR of He et al. 2016, "Deep Residual Learning for Image Recognition", section 4.2:
 * 6n + 2 layers in three stages of n blocks with 16, 32 and 64 filters. Weights as in He et al. 2015.
 *
 * @param blocks n, in each stage
 * @param shortcut where a stage begins; elsewhere it is the identity
 */
public record ResNet(int blocks, Shortcut shortcut, int classes) implements Net {
  @Override
  public Operand<TFloat32> logits(Layers l, Operand<TFloat32> x) {
    x = l.relu(l.batchNorm(l.convNoBias(x, 16, 3, 1, Padding.SAME)));
    for (int stage = 1; stage <= 3; stage++)
      for (int block = 1; block <= blocks; block++)
        x = block(l.at("stage" + stage).at("block" + block), x, 8 << stage, stage > 1 && block == 1 ? 2 : 1, shortcut);
    return l.dense(l.globalAveragePool(x), classes, Initializer.HE_NORMAL);
  }

  /** Figure 2: two 3x3 convolutions and what they are the residual of; the first has the stride. */
  static Operand<TFloat32> block(Layers l, Operand<TFloat32> x, int filters, int stride, Shortcut shortcut) {
    Operand<TFloat32> y = l.relu(l.batchNorm(l.convNoBias(x, filters, 3, stride, Padding.SAME)));
    y = l.batchNorm(l.convNoBias(y, filters, 3, 1, Padding.SAME));
    if (stride > 1)
      x =
          shortcut == Shortcut.IDENTITY
              ? l.zeroPaddedShortcut(x, filters, stride)
              : projected(l.at("shortcut"), x, filters, stride);
    return l.relu(l.add(y, x));
  }

  private static Operand<TFloat32> projected(Layers l, Operand<TFloat32> x, int filters, int stride) {
    return l.batchNorm(l.convNoBias(x, filters, 1, stride, Padding.SAME));
  }
}
