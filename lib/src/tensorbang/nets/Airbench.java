package tensorbang.nets;

import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import tensorbang.data.ImageSet;
import tensorbang.data.Normalization;
import tensorbang.nn.Activation;
import tensorbang.nn.BatchNorm;
import tensorbang.nn.Conv;
import tensorbang.nn.Dense;
import tensorbang.nn.Initializer;
import tensorbang.nn.Layers;
import tensorbang.nn.Net;
import tensorbang.settings.Setting;
import tensorbang.weights.FloatArray;

/**
 * The network of airbench94 (Jordan 2024, "94% on CIFAR-10 in 3.29 Seconds on a Single GPU", section 3 and its code),
 * with 2.0 million parameters and 118 million multiply-accumulates for an image of 32x32, and the recipe that it is
 * trained with. A first layer of 2x2 whitens the images' patches and is not trained but for its bias; three blocks of
 * two convolutions 3x3 follow, then a maximum over the whole map and a dense layer. Global pooling lets it train on
 * images of several sizes.
 *
 * @param activation after the first layer and after each batch norm
 * @param block1 filters of the first block's convolutions; likewise {@code block2} and {@code block3}
 * @param whitening whether the first layer's kernel whitens and is fixed; else it is drawn and trained like any other
 * @param identityStart whether the convolutions of the blocks begin as the identity, see {@link Initializer#identity}
 * @param earlyPools how many of the last blocks pool before their first convolution, which has a quarter of the work
 *     then, instead of after it
 * @param normScale what batch norms scale by, in place of a learned scale; with 1.702, swish is gelu up to a factor
 * @param normDecay of the moving averages of batch norms
 * @param logitScale factor on the last layer's input, and so on the logits
 */
public record Airbench(
    int classes,
    @Setting(value = SimpleNN.ACTIVATION, label = "NAME") Activation activation,
    @Setting(value = "In airbench: filters of block 1.", label = "N", min = 1, max = 4096) int block1,
    @Setting(value = "In airbench: filters of block 2.", label = "N", min = 1, max = 4096) int block2,
    @Setting(value = "In airbench: filters of block 3.", label = "N", min = 1, max = 4096) int block3,
    @Setting("In airbench: a fixed first kernel that whitens the images' patches.") boolean whitening,
    @Setting("In airbench: convolutions that begin as the identity.") boolean identityStart,
    @Setting(
            value = "In airbench: so many of the last blocks pool before their first convolution instead of after it.",
            label = "N",
            min = 0,
            max = 3)
        int earlyPools,
    @Setting(value = "In airbench: fixed scale of batch norms.", label = "FACTOR", above = 0) double normScale,
    @Setting(
            value = "In airbench: decay of the batch norms' moving averages a step.",
            label = "DECAY",
            min = 0,
            below = 1)
        double normDecay,
    @Setting(value = "In airbench: factor on the logits.", label = "FACTOR", above = 0) double logitScale)
    implements Net {
  private static final int FIRST_KERNEL = 2;
  private static final int BLOCKS = 3;

  public Airbench(int classes) {
    this(classes, Activation.GELU, 64, 256, 256, true, true, 0, 1, 0.6, 1.0 / 9);
  }

  @Override
  public Operand<TFloat32> logits(Layers l, Operand<TFloat32> x) {
    int channels = (int) x.shape().get(3);
    Conv first = Conv.of(filters(channels), FIRST_KERNEL).initializer(Initializer.FAN_IN_UNIFORM);
    x = l.activation(l.conv(x, whitening ? first.fixed() : first), activation); // 31x31
    int[] widths = {block1, block2, block3}; // 15x15, 7x7, 3x3
    for (int i = 0; i < BLOCKS; i++) x = block(l.scope("block" + (i + 1)), x, widths[i], i >= BLOCKS - earlyPools);
    Dense last = Dense.of(classes).noBias().initializer(Initializer.FAN_IN_UNIFORM);
    return l.dense(l.scale(l.globalMaxPool(x), logitScale), last);
  }

  private Operand<TFloat32> block(Layers l, Operand<TFloat32> x, int filters, boolean poolsFirst) {
    x = poolsFirst ? conv(l, l.maxPool(x, 2), filters) : l.maxPool(conv(l, x, filters), 2);
    x = l.activation(norm(l, x), activation);
    return l.activation(norm(l, conv(l, x, filters)), activation);
  }

  private Operand<TFloat32> conv(Layers l, Operand<TFloat32> x, int filters) {
    Initializer rest = Initializer.FAN_IN_UNIFORM;
    Initializer start = identityStart ? Initializer.identity(rest) : rest;
    return l.conv(x, Conv.of(filters, 3).same().noBias().initializer(start));
  }

  private Operand<TFloat32> norm(Layers l, Operand<TFloat32> x) {
    return l.batchNorm(x, BatchNorm.standard().decay((float) normDecay).fixedScale((float) normScale));
  }

  /** Each component of a patch, and its negative. */
  private static int filters(int channels) {
    return 2 * FIRST_KERNEL * FIRST_KERNEL * channels;
  }

  @Override
  public Map<String, FloatArray> dataDependentValues(ImageSet train, Normalization normalization) {
    if (!whitening) return Map.of();
    return Map.of("conv1/kernel", PatchWhitening.kernel(train, normalization, FIRST_KERNEL, filters(train.channels())));
  }

  /**
   * That of airbench94, in the units of a mean loss: with Nesterov's momentum m, its rate of 11.5 for 1,024 images is
   * 11.5 / (1 + 1 / (1 - m)) = 1.5 here, and its decay of 0.0153 a step is an L2 penalty of 0.0153 / 11.5 = 1.33e-3.
   */
  @Override
  public Map<String, Object> recipe() {
    return Map.ofEntries(
        Map.entry("epochs", 10),
        Map.entry("batch_size", 1024),
        Map.entry("lr", 1.5),
        Map.entry("momentum", 0.85),
        Map.entry("nesterov", true),
        Map.entry("weight_decay", 1.33e-3),
        Map.entry("decay_biases", true),
        Map.entry("norm_rate", 64), // section 3.4: batch norm's biases learn faster
        Map.entry("freeze_first", 3), // section 3.2: epochs in which the first layer's bias learns
        Map.entry("lookahead", 0.95), // section 3.4
        Map.entry("label_smoothing", 0.2),
        Map.entry("schedule", "triangle"),
        Map.entry("augment", "translate,alternating-flip"), // sections 3.1 and 3.6
        Map.entry("test_views", "mirrored-shifted")); // section 3.5
  }
}
