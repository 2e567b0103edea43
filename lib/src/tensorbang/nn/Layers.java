package tensorbang.nn;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The layers of which a {@link Net} is built. Every call adds one layer to the graph and one {@link LayerInfo} to the
 * record. Images are NHWC; a layer is named after its kind and its number in its scope: {@code conv1}, {@code conv2}.
 */
public final class Layers {
  private static final float BATCH_NORM_EPSILON = 1e-5f;
  private static final float LEAK = 0.01f;
  private static final float QUICK_GELU = 1.702f;

  /** Of the length of a vector that is divided by it. */
  private static final float LEAST_SQUARE = 1e-12f;

  private final BuildContext context;
  private final Ops tf;
  private final LayerTypes types;
  private final String scope;
  private final Map<String, Integer> layersOfKind = new HashMap<>();

  private Layers(BuildContext context, String scope) {
    this.context = context;
    this.tf = context.tf;
    this.types = context.types;
    this.scope = scope;
  }

  /** For inference: batch norm uses its moving averages, dropout does nothing. */
  public static Layers inference(Ops tf, Variables variables) {
    return new Layers(new BuildContext(tf, variables, false, null, false), "");
  }

  /**
   * For training: batch norm uses the batch's statistics, dropout drops.
   *
   * @param randomSeed two int32, different at every step, from which dropout draws
   */
  public static Layers training(Ops tf, Variables variables, Operand<TInt32> randomSeed) {
    return new Layers(new BuildContext(tf, variables, true, randomSeed, false), "");
  }

  /**
   * As {@link #training}, with convolutions and matrix products in bfloat16 by casts in the graph; variables, batch
   * statistics, biases, means and {@link #logits} are float32. For GPUs: on a CPU TensorFlow itself rewrites the graph.
   */
  public static Layers trainingInBfloat16(Ops tf, Variables variables, Operand<TInt32> randomSeed) {
    return new Layers(new BuildContext(tf, variables, true, randomSeed, true), "");
  }

  /** The forward pass of {@code net}: its logits, float32 whatever the layers compute in. */
  public Operand<TFloat32> logits(Net net, Operand<TFloat32> images) {
    return types.float32(net.logits(this, images));
  }

  /**
   * Layers whose names begin with {@code name/}, after those of this scope.
   *
   * @throws IllegalStateException if the network has opened that scope already
   */
  public Layers scope(String name) {
    String inner = scope + name + "/";
    context.open(inner);
    return new Layers(context, inner);
  }

  /** Convolution with bias, stride 1. Kernel [kernel, kernel, in, filters], He normal. */
  public Operand<TFloat32> conv(Operand<TFloat32> x, int filters, int kernel, Padding padding) {
    return conv(x, Conv.of(filters, kernel).padding(padding));
  }

  /** Convolution with options by name. Kernel [kernel, kernel, in, filters]. */
  public Operand<TFloat32> conv(Operand<TFloat32> x, Conv options) {
    String name = next("conv");
    int kernel = options.kernel();
    int[] shape = {kernel, kernel, channels(x), options.filters()};
    Role role = options.trained() ? Role.KERNEL : Role.FIXED;
    var weights = context.variables.get(name + "/kernel", shape, options.initializer(), role);
    Window window = Window.of(kernel, options.stride(), options.padding());
    Operand<TFloat32> y = tf.nn.conv2d(
        window.padded(tf, types.factor(x)), types.factor(weights.variable()), window.strides(), window.padding());
    long parameters = options.trained() ? weights.size() : 0;
    if (options.bias()) {
      y = tf.nn.biasAdd(types.float32(y), bias(name, options.filters()).variable());
      parameters += options.filters();
    }
    int[] out = sampleShape(y);
    return record(name, "conv", x, y, parameters, (long) out[0] * out[1] * weights.size());
  }

  /**
   * Convolution of each channel by itself, without bias (Howard et al. 2017, MobileNets, section 3.1). Kernel [kernel,
   * kernel, channels, 1], He normal; without weight decay, as section 3.2 advises.
   */
  public Operand<TFloat32> depthwise(Operand<TFloat32> x, int kernel, int stride, Padding padding) {
    String name = next("depthwise");
    int[] shape = {kernel, kernel, channels(x), 1};
    var weights =
        context.variables.get(name + "/kernel", shape, Initializer.HE_NORMAL_DEPTHWISE, Role.DEPTHWISE_KERNEL);
    // In bfloat16, the gradient of a depthwise convolution with a stride has a very slow kernel: a training step of
    // MobileNet18 took twice as long, or more. So training computes every pixel and keeps those of the stride. The
    // numbers are the same.
    boolean keepSome = context.training && stride > 1;
    Window window = Window.of(kernel, keepSome ? 1 : stride, padding);
    Operand<TFloat32> y = tf.nn.depthwiseConv2dNative(
        window.padded(tf, types.factor(x)), types.factor(weights.variable()), window.strides(), window.padding());
    if (keepSome) y = everyNth(y, stride);
    int[] out = sampleShape(y);
    return record(name, "depthwise", x, y, weights.size(), (long) out[0] * out[1] * weights.size());
  }

  /** Fully connected, with bias: [batch, in] to [batch, units]. Kernel [in, units], Glorot uniform. */
  public Operand<TFloat32> dense(Operand<TFloat32> x, int units) {
    return dense(x, units, Initializer.GLOROT_UNIFORM);
  }

  /** Fully connected, with bias and another way to draw the kernel. */
  public Operand<TFloat32> dense(Operand<TFloat32> x, int units, Initializer initializer) {
    return dense(x, Dense.of(units).initializer(initializer));
  }

  /** Fully connected, with options by name: [batch, in] to [batch, units]. Kernel [in, units]. */
  public Operand<TFloat32> dense(Operand<TFloat32> x, Dense options) {
    String name = next("dense");
    int units = options.units();
    int[] shape = {channels(x), units};
    var weights = context.variables.get(name + "/kernel", shape, options.initializer(), Role.KERNEL);
    if (!options.bias())
      return record(name, "dense", x, product(x, weights.variable()), weights.size(), weights.size());
    var bias = bias(name, units);
    Operand<TFloat32> y = tf.nn.biasAdd(product(x, weights.variable()), bias.variable());
    return record(name, "dense", x, y, weights.size() + units, weights.size());
  }

  /**
   * The cosine between a sample and each unit's weights, in [-1, 1]: [batch, in] to [batch, units], without bias. Kernel
   * [in, units], He normal; its columns' lengths make no difference.
   */
  public Operand<TFloat32> cosine(Operand<TFloat32> x, int units) {
    String name = next("cosine");
    var weights =
        context.variables.get(name + "/kernel", new int[] {channels(x), units}, Initializer.HE_NORMAL, Role.KERNEL);
    Operand<TFloat32> y = product(ofLengthOne(types.float32(x), 1), ofLengthOne(weights.variable(), 0));
    return record(name, "cosine", x, y, weights.size(), weights.size());
  }

  private Operand<TFloat32> product(Operand<TFloat32> x, Operand<TFloat32> weights) {
    return types.float32(tf.linalg.matMul(types.factor(x), types.factor(weights)));
  }

  private Operand<TFloat32> ofLengthOne(Operand<TFloat32> x, int axis) {
    // x * x, since TensorFlow 2.18 crashes on the gradient of Square where its input is a variable itself.
    Operand<TFloat32> squares = tf.reduceSum(tf.math.mul(x, x), tf.constant(axis), ReduceSum.keepDims(true));
    return tf.math.mul(x, tf.math.rsqrt(tf.math.maximum(squares, tf.constant(LEAST_SQUARE))));
  }

  /**
   * Batch norm over all axes but the last (Ioffe and Szegedy 2015): epsilon 1e-5; the moving averages move by 0.1 a
   * step, towards the batch mean and the unbiased batch variance.
   */
  public Operand<TFloat32> batchNorm(Operand<TFloat32> x) {
    return batchNorm(x, BatchNorm.standard());
  }

  /** Batch norm as {@link #batchNorm(Operand)}, with options by name. */
  public Operand<TFloat32> batchNorm(Operand<TFloat32> x, BatchNorm options) {
    String name = next("bn");
    int[] size = {channels(x)};
    var variables = context.variables;
    Role ofScale = options.learnsScale() ? Role.NORM : Role.FIXED;
    var gamma = variables.get(name + "/gamma", size, Initializer.constant(options.scale()), ofScale);
    var beta = variables.get(name + "/beta", size, Initializer.constant(0), Role.NORM);
    var mean = variables.get(name + "/moving_mean", size, Initializer.constant(0), Role.MOVING_AVERAGE);
    var variance = variables.get(name + "/moving_variance", size, Initializer.constant(1), Role.MOVING_AVERAGE);
    FusedBatchNorm<TFloat32, TFloat32> norm = tf.nn.fusedBatchNorm(
        x,
        gamma.variable(),
        beta.variable(),
        mean.variable(),
        variance.variable(),
        FusedBatchNorm.isTraining(context.training),
        FusedBatchNorm.epsilon(BATCH_NORM_EPSILON),
        FusedBatchNorm.exponentialAvgFactor(context.training ? 1 - options.decay() : 1));
    if (context.training) {
      context.movingAverageUpdates.put(mean, norm.batchMean());
      context.movingAverageUpdates.put(variance, norm.batchVariance());
    }
    return record(name, "batch-norm", x, norm.y(), (options.learnsScale() ? 2L : 1L) * size[0], 0);
  }

  public Operand<TFloat32> relu(Operand<TFloat32> x) {
    return record(next("relu"), "relu", x, tf.nn.relu(x));
  }

  public Operand<TFloat32> sigmoid(Operand<TFloat32> x) {
    return record(next("sigmoid"), "sigmoid", x, tf.math.sigmoid(x));
  }

  /** The nonlinearity of choice. */
  public Operand<TFloat32> activation(Operand<TFloat32> x, Activation activation) {
    return switch (activation) {
      case RELU -> relu(x);
      case SWISH -> record(next("swish"), "swish", x, tf.math.mul(x, tf.math.sigmoid(x)));
      case LEAKY_RELU -> leakyRelu(x, LEAK);
      case GELU -> record(next("gelu"), "gelu", x, tf.math.mul(x, normalDistribution(x)));
      case QUICK_GELU -> record(next("gelu"), "quick-gelu", x, tf.math.mul(x, tf.math.sigmoid(scaled(x, QUICK_GELU))));
    };
  }

  /**
   * Leaky ReLU (Maas et al. 2013): x, or {@code slope} x where x is negative.
   *
   * @param slope 0 is ReLU
   */
  public Operand<TFloat32> leakyRelu(Operand<TFloat32> x, double slope) {
    if (slope == 0) return relu(x);
    return record(next("leaky"), "leaky-relu", x, tf.nn.leakyRelu(x, LeakyRelu.alpha((float) slope)));
  }

  /** Of each value: (1 + erf(x / sqrt 2)) / 2. */
  private Operand<TFloat32> normalDistribution(Operand<TFloat32> x) {
    Operand<TFloat32> half = LayerTypes.constant(tf, x, 0.5f);
    Operand<TFloat32> erf = tf.math.erf(scaled(x, (float) Math.sqrt(0.5)));
    return tf.math.add(tf.math.mul(erf, half), half);
  }

  /** Every value times {@code factor}. */
  public Operand<TFloat32> scale(Operand<TFloat32> x, double factor) {
    return record(next("scale"), "scale", x, scaled(x, (float) factor));
  }

  private Operand<TFloat32> scaled(Operand<TFloat32> x, float factor) {
    return tf.math.mul(x, LayerTypes.constant(tf, x, factor));
  }

  /** Max pooling, window = stride = {@code size}, no padding. */
  public Operand<TFloat32> maxPool(Operand<TFloat32> x, int size) {
    return record(next("pool"), "max-pool", x, largest(x, size, size));
  }

  /** Maximum over height and width: [batch, height, width, channels] to [batch, channels]. */
  public Operand<TFloat32> globalMaxPool(Operand<TFloat32> x) {
    int[] shape = sampleShape(x);
    Operand<TFloat32> y = largest(x, shape[0], shape[1]);
    return record(next("gmp"), "global-max-pool", x, tf.reshape(y, tf.constant(new int[] {-1, shape[2]})));
  }

  private Operand<TFloat32> largest(Operand<TFloat32> x, int height, int width) {
    long[] window = {1, height, width, 1};
    // The operation that oneDNN has kernels for. Ops.nn.maxPool makes a MaxPoolV2, whose gradient takes so long that a
    // training step of the convnet is a sixth slower.
    var pooled = tf.scope()
        .env()
        .opBuilder("MaxPool", tf.scope().makeOpName("MaxPool"), tf.scope())
        .addInput(x.asOutput())
        .setAttr("ksize", window)
        .setAttr("strides", window)
        .setAttr("padding", "VALID")
        .build();
    return pooled.output(0);
  }

  /** Mean over height and width: [batch, height, width, channels] to [batch, channels]. */
  public Operand<TFloat32> globalAveragePool(Operand<TFloat32> x) {
    return record(next("gap"), "global-average-pool", x, tf.math.mean(types.float32(x), tf.constant(new int[] {1, 2})));
  }

  /** [batch, …] to [batch, values of one sample]. */
  public Operand<TFloat32> flatten(Operand<TFloat32> x) {
    int size = 1;
    for (int d : sampleShape(x)) size *= d;
    return record(next("flatten"), "flatten", x, tf.reshape(x, tf.constant(new int[] {-1, size})));
  }

  /** The sum of a block and its shortcut. */
  public Operand<TFloat32> add(Operand<TFloat32> x, Operand<TFloat32> shortcut) {
    Operand<TFloat32> sum = tf.math.add(types.fitting(x, shortcut), types.fitting(shortcut, x));
    return record(next("add"), "add", x, sum);
  }

  /** Feature maps side by side: [batch, height, width, a] and [batch, height, width, b] to [batch, height, width, a + b]. */
  public Operand<TFloat32> concat(Operand<TFloat32> x, Operand<TFloat32> other) {
    List<Operand<TFloat32>> maps = List.of(types.fitting(x, other), types.fitting(other, x));
    return record(next("concat"), "concat", x, tf.concat(maps, tf.constant(3)));
  }

  /**
   * A shortcut without parameters (He et al. 2016, section 3.3, option A): every {@code stride}-th row and column, and
   * zeros for the channels that are new, half of them before and half after the old ones.
   */
  public Operand<TFloat32> zeroPaddedShortcut(Operand<TFloat32> x, int filters, int stride) {
    int added = filters - channels(x);
    Operand<TFloat32> y = everyNth(x, stride);
    int[][] zeros = {{0, 0}, {0, 0}, {0, 0}, {added / 2, added - added / 2}};
    return record(next("shortcut"), "shortcut", x, tf.pad(y, tf.constant(zeros), LayerTypes.zero(tf, y)));
  }

  /**
   * Inverted dropout (Srivastava et al. 2014, section 10): in training each value is set to zero with the probability
   * {@code rate}, and divided by 1 - rate otherwise, so that its mean stays and inference needs nothing. What is dropped
   * depends on the seed and the step alone. A rate of 0 is no layer.
   *
   * @param rate the share set to zero, in [0, 1)
   */
  public Operand<TFloat32> dropout(Operand<TFloat32> x, double rate) {
    if (!(rate >= 0 && rate < 1)) throw new IllegalArgumentException("a dropout rate of " + rate + " is not in [0, 1)");
    if (rate == 0) return x;
    float share = (float) rate;
    Operand<TFloat32> y = x;
    if (context.training) {
      Operand<TInt32> seed = tf.math.add(context.randomSeed, tf.constant(new int[] {0, context.dropouts++ << 24}));
      Operand<TFloat32> uniform = tf.random.statelessRandomUniform(tf.shape(x), seed);
      Operand<TFloat32> keep = tf.dtypes.cast(tf.math.greaterEqual(uniform, tf.constant(share)), TFloat32.class);
      y = tf.math.mul(types.float32(x), tf.math.mul(keep, tf.constant(1 / (1 - share))));
    }
    return record(next("dropout"), "dropout", x, y);
  }

  /** The layers so far, in order. */
  public List<LayerInfo> rows() {
    return List.copyOf(context.rows);
  }

  /** Each layer's output under its name, in order. */
  public Map<String, Operand<TFloat32>> outputs() {
    return context.outputs;
  }

  /** The new value of each moving average after a training step, to be assigned when no gradient needs the old one. */
  public Map<Variables.Entry, Operand<TFloat32>> movingAverageUpdates() {
    return context.movingAverageUpdates;
  }

  /** Every n-th row and column, as an average over one pixel: both ways faster than a strided slice, the same bits. */
  private Operand<TFloat32> everyNth(Operand<TFloat32> x, long n) {
    return tf.nn.avgPool(x, List.of(1L, 1L, 1L, 1L), List.of(1L, n, n, 1L), "VALID");
  }

  private Variables.Entry bias(String layer, int size) {
    return context.variables.get(layer + "/bias", new int[] {size}, Initializer.constant(0), Role.BIAS);
  }

  private String next(String kind) {
    return scope + kind + layersOfKind.merge(kind, 1, Integer::sum);
  }

  private Operand<TFloat32> record(String name, String kind, Operand<TFloat32> x, Operand<TFloat32> y) {
    return record(name, kind, x, y, 0, 0);
  }

  private Operand<TFloat32> record(
      String name, String kind, Operand<TFloat32> x, Operand<TFloat32> y, long parameters, long macs) {
    return context.record(new LayerInfo(name, kind, sampleShape(x), sampleShape(y), parameters, macs), y);
  }

  private static int channels(Operand<TFloat32> x) {
    int[] shape = sampleShape(x);
    return shape[shape.length - 1];
  }

  private static int[] sampleShape(Operand<TFloat32> x) {
    long[] all = x.shape().asArray();
    int[] sample = new int[all.length - 1];
    for (int i = 0; i < sample.length; i++) sample[i] = Math.toIntExact(all[i + 1]);
    return sample;
  }
}
