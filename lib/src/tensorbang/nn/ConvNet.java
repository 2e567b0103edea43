package tensorbang.nn;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Draft. */
public record ConvNet(int classes) implements Net {
  @Override
  public Operand<TFloat32> logits(Layers l, Operand<TFloat32> x) {
    x = l.relu(l.batchNorm(l.maxPool(l.conv(x, 32, 5, Padding.VALID), 2)));
    x = l.relu(l.batchNorm(l.convNoBias(x, 64, 3, 1, Padding.SAME)));
    x = l.relu(l.batchNorm(l.convNoBias(x, 64, 3, 1, Padding.SAME)));
    x = l.maxPool(l.convNoBias(x, 128, 3, 1, Padding.SAME), 2);
    x = l.relu(l.batchNorm(x));
    Operand<TFloat32> y = l.relu(l.batchNorm(l.convNoBias(x, 128, 3, 1, Padding.SAME)));
    y = l.relu(l.batchNorm(l.convNoBias(y, 128, 3, 1, Padding.SAME)));
    x = l.add(x, y);
    x = l.globalAveragePool(x);
    return l.dense(x, classes);
  }
}
