package tensorbang.nets;

import static tensorbang.nn.Activation.SWISH;

import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import tensorbang.data.ImageSet;
import tensorbang.data.Normalization;
import tensorbang.nn.Conv;
import tensorbang.nn.Initializer;
import tensorbang.nn.Layers;
import tensorbang.nn.Net;
import tensorbang.settings.Setting;
import tensorbang.weights.FloatArray;

/**
 * The course's own network: a first layer of 32 filters 5x5, stride 1, no padding; then five convolutions 3x3 on ever
 * smaller and deeper maps. Pooling comes before batch norm, which then has a quarter of the work. It is made for
 * training within 15 epochs on a CPU: the first layer is initialised to whiten the training set's patches, the others
 * to the identity.
 *
 * @param dropout rate of dropout before the dense layer
 */
public record ConvNet(int classes, @Setting(value = Nets.DROPOUT, label = "RATE", min = 0, below = 1) double dropout)
    implements Net {
  private static final int FIRST_FILTERS = 32;
  private static final int FIRST_KERNEL = 5;

  public ConvNet(int classes) {
    this(classes, 0);
  }

  @Override
  public Operand<TFloat32> logits(Layers l, Operand<TFloat32> x) {
    x = l.conv(x, Conv.of(FIRST_FILTERS, FIRST_KERNEL).noBias()); // 28x28
    x = l.activation(l.batchNorm(l.maxPool(x, 2)), SWISH); // 14x14
    x = l.activation(l.batchNorm(conv(l, x, 64)), SWISH);
    x = l.activation(l.batchNorm(l.maxPool(conv(l, x, 96), 2)), SWISH); // 7x7
    x = l.activation(l.batchNorm(conv(l, x, 128)), SWISH);
    x = l.activation(l.batchNorm(l.maxPool(conv(l, x, 160), 2)), SWISH); // 3x3
    x = l.activation(l.batchNorm(conv(l, x, 320)), SWISH);
    return l.dense(l.dropout(l.globalAveragePool(x), dropout), classes);
  }

  private static Operand<TFloat32> conv(Layers l, Operand<TFloat32> x, int filters) {
    return l.conv(x, Conv.of(filters, 3).same().noBias().initializer(Initializer.IDENTITY));
  }

  @Override
  public Map<String, FloatArray> dataDependentValues(ImageSet train, Normalization normalization) {
    return Map.of("conv1/kernel", PatchWhitening.kernel(train, normalization, FIRST_KERNEL, FIRST_FILTERS));
  }
}
