package tensorbang.scratch.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.TFloat32;
import tensorbang.scratch.AvgPool;
import tensorbang.scratch.BatchNorm;
import tensorbang.scratch.Conv2D;
import tensorbang.scratch.Dense;
import tensorbang.scratch.Dropout;
import tensorbang.scratch.Flatten;
import tensorbang.scratch.Layer;
import tensorbang.scratch.LeakyReLU;
import tensorbang.scratch.MaxPool;
import tensorbang.scratch.Network;
import tensorbang.scratch.Parameter;
import tensorbang.scratch.ReLU;
import tensorbang.scratch.Sigmoid;
import tensorbang.scratch.Swish;
import tensorbang.scratch.Tensor;
import tensorbang.scratch.cases.CrossEntropyLayer;
import tensorbang.scratch.cases.FaultyGradient;
import tensorbang.scratch.cases.SquaredErrorLayer;
import tensorbang.tf.Device;
import tensorbang.tf.NativeStderr;
import tensorbang.tf.Precision;
import tensorbang.tf.TensorFlowRuntime;

/** The same layer built from TensorFlow's own operations, with TensorFlow's own gradients. */
final class TensorFlowReference {
  /** What TensorFlow makes of a layer: y, ∂L/∂x, and ∂L/∂w of each parameter in the layer's order. */
  record Result(float[] y, float[] dx, List<float[]> parameterGradients) {}

  private final Ops tf;
  private final boolean training;
  private final Iterator<Placeholder<TFloat32>> parameters;

  private TensorFlowReference(Ops tf, boolean training, List<Placeholder<TFloat32>> parameters) {
    this.tf = tf;
    this.training = training;
    this.parameters = parameters.iterator();
  }

  /**
   * Runs the layer's TensorFlow version.
   *
   * @param layer after a forward pass on {@code x}: dropout takes the factors of that pass
   * @param dy ∂L/∂y
   */
  static Result run(Layer layer, boolean training, Tensor x, Tensor dy) {
    try (Graph graph = TensorFlowRuntime.newGraph()) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> input = placeholder(tf, x);
      Placeholder<TFloat32> outputGradient = placeholder(tf, dy);
      List<Placeholder<TFloat32>> weights = new ArrayList<>();
      for (Parameter p : layer.parameters()) weights.add(placeholder(tf, p.value()));
      Operand<TFloat32> y = new TensorFlowReference(tf, training, weights).apply(layer, input);

      List<Output<?>> by = new ArrayList<>(List.of(input.asOutput()));
      for (Placeholder<TFloat32> w : weights) by.add(w.asOutput());
      Output<?>[] gradients = graph.addGradients(
          "gradients", new Output<?>[] {y.asOutput()}, by.toArray(Output<?>[]::new), new Output<?>[] {
            outputGradient.asOutput()
          });

      try (Session session = TensorFlowRuntime.open(graph, Device.CPU, 1, Precision.FLOAT32);
          Feeds feeds = new Feeds(session.runner())) {
        feeds.feed(input, x);
        feeds.feed(outputGradient, dy);
        for (int p = 0; p < weights.size(); p++)
          feeds.feed(weights.get(p), layer.parameters().get(p).value());
        feeds.runner.fetch(y);
        for (Output<?> g : gradients) feeds.runner.fetch(g);
        try (var fetched = NativeStderr.silenced(feeds.runner::run)) {
          List<float[]> all = new ArrayList<>();
          for (int i = 0; i < fetched.size(); i++) all.add(numbers((TFloat32) fetched.get(i)));
          return new Result(all.get(0), all.get(1), all.subList(2, all.size()));
        }
      }
    }
  }

  /** Feeds that live as long as the run. */
  private record Feeds(Session.Runner runner, List<TFloat32> tensors) implements AutoCloseable {
    Feeds(Session.Runner runner) {
      this(runner, new ArrayList<>());
    }

    void feed(Placeholder<TFloat32> placeholder, Tensor value) {
      TFloat32 tensor = TFloat32.tensorOf(shape(value), DataBuffers.of(value.data(), true, false));
      tensors.add(tensor);
      runner.feed(placeholder, tensor);
    }

    @Override
    public void close() {
      tensors.forEach(TFloat32::close);
    }
  }

  private Operand<TFloat32> apply(Layer layer, Operand<TFloat32> x) {
    if (layer instanceof Network network) {
      for (Layer part : network.layers().values()) x = apply(part, x);
      return x;
    }
    if (layer instanceof FaultyGradient faulty) return apply(faulty.layer(), x);
    if (layer instanceof Conv2D conv) return convolution(conv, x);
    if (layer instanceof Dense) return tf.nn.biasAdd(tf.linalg.matMul(x, parameters.next()), parameters.next());
    if (layer instanceof BatchNorm norm) return batchNorm(norm, x);
    if (layer instanceof MaxPool pool) {
      return tf.nn.maxPool(x, tf.constant(window(pool.window())), tf.constant(window(pool.stride())), "VALID");
    }
    if (layer instanceof AvgPool pool) {
      return tf.nn.avgPool(x, longs(window(pool.window())), longs(window(pool.stride())), "VALID");
    }
    if (layer instanceof Flatten) {
      return tf.reshape(
          x,
          tf.constant(new long[] {x.shape().get(0), x.shape().size() / x.shape().get(0)}));
    }
    if (layer instanceof ReLU) return tf.nn.relu(x);
    if (layer instanceof LeakyReLU leaky) return tf.nn.leakyRelu(x, LeakyRelu.alpha(leaky.alpha()));
    if (layer instanceof Sigmoid) return tf.math.sigmoid(x);
    if (layer instanceof Swish) return tf.math.mul(x, tf.math.sigmoid(x));
    if (layer instanceof Dropout dropout) return tf.math.mul(x, constant(dropout.factors()));
    if (layer instanceof CrossEntropyLayer loss) return crossEntropy(loss, x);
    if (layer instanceof SquaredErrorLayer loss) {
      return mean(tf.math.squaredDifference(x, constant(loss.target())));
    }
    throw new IllegalArgumentException("TensorFlow has no layer for " + layer.kind());
  }

  /** Padding and groups are operations of their own: TensorFlow has no gradients for them on the CPU. */
  private Operand<TFloat32> convolution(Conv2D conv, Operand<TFloat32> x) {
    Operand<TFloat32> kernel = parameters.next();
    int p = conv.padding();
    if (p > 0) x = tf.pad(x, tf.constant(new int[][] {{0, 0}, {p, p}, {p, p}, {0, 0}}), tf.constant(0f));
    List<Operand<TFloat32>> groups = new ArrayList<>();
    for (int g = 0; g < conv.groups(); g++) {
      Operand<TFloat32> input = channels(x, g, conv.groups());
      Operand<TFloat32> part = channels(kernel, g, conv.groups());
      groups.add(tf.nn.conv2d(input, part, longs(window(conv.stride())), "VALID"));
    }
    Operand<TFloat32> y = groups.size() == 1 ? groups.get(0) : tf.concat(groups, tf.constant(3));
    return conv.parameters().size() == 1 ? y : tf.nn.biasAdd(y, parameters.next());
  }

  /** One of {@code groups} equal parts of the last axis. */
  private Operand<TFloat32> channels(Operand<TFloat32> x, int group, int groups) {
    if (groups == 1) return x;
    int[] size = Arrays.stream(x.shape().asArray()).mapToInt(Math::toIntExact).toArray();
    size[3] /= groups;
    return tf.slice(x, tf.constant(new int[] {0, 0, 0, group * size[3]}), tf.constant(size));
  }

  private Operand<TFloat32> batchNorm(BatchNorm norm, Operand<TFloat32> x) {
    float[] mean = training ? new float[0] : norm.movingMean();
    float[] variance = training ? new float[0] : norm.movingVariance();
    return tf.nn
        .fusedBatchNorm(
            x,
            parameters.next(),
            parameters.next(),
            tf.constant(mean),
            tf.constant(variance),
            FusedBatchNorm.isTraining(training),
            FusedBatchNorm.epsilon(norm.epsilon()))
        .y();
  }

  private Operand<TFloat32> crossEntropy(CrossEntropyLayer loss, Operand<TFloat32> logits) {
    Operand<TFloat32> truth = tf.oneHot(
        tf.constant(loss.labels()), tf.constant((int) logits.shape().get(1)), tf.constant(1f), tf.constant(0f));
    return mean(tf.nn.softmaxCrossEntropyWithLogits(logits, truth).loss());
  }

  private Operand<TFloat32> mean(Operand<TFloat32> x) {
    int[] axes = IntStream.range(0, x.shape().numDimensions()).toArray();
    return tf.reshape(tf.math.mean(x, tf.constant(axes)), tf.constant(new int[] {1}));
  }

  private Operand<TFloat32> constant(Tensor x) {
    return tf.constant(shape(x), DataBuffers.of(x.data(), true, false));
  }

  private static Placeholder<TFloat32> placeholder(Ops tf, Tensor like) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(shape(like)));
  }

  private static Shape shape(Tensor x) {
    return Shape.of(Arrays.stream(x.shape()).asLongStream().toArray());
  }

  private static int[] window(int size) {
    return new int[] {1, size, size, 1};
  }

  private static List<Long> longs(int[] numbers) {
    return Arrays.stream(numbers).asLongStream().boxed().toList();
  }

  private static float[] numbers(TFloat32 tensor) {
    float[] numbers = new float[(int) tensor.size()];
    tensor.copyTo(DataBuffers.of(numbers, false, false));
    return numbers;
  }
}
