package tensorbang.nets;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import tensorbang.nn.Conv;
import tensorbang.nn.Layers;
import tensorbang.nn.Net;

/**
 * Three convolutions of 3x3 with batch norm, each followed by ReLU and a pool, and one dense layer: 10.3 million
 * multiply-accumulates for an image of 32x32. The network {@code light} in plain Java has the same layers.
 */
public record LightNet(int classes) implements Net {
  @Override
  public Operand<TFloat32> logits(Layers l, Operand<TFloat32> x) {
    for (int filters : new int[] {32, 64, 128})
      x = l.maxPool(l.relu(l.batchNorm(l.conv(x, Conv.of(filters, 3).same().noBias()))), 2);
    return l.dense(l.flatten(x), classes);
  }
}
