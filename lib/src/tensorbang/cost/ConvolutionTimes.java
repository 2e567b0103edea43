package tensorbang.cost;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.stat.StatUtils;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;
import tensorbang.tf.Device;
import tensorbang.tf.NativeStderr;
import tensorbang.tf.Precision;
import tensorbang.tf.TensorFlowRuntime;

/**
 * How long a standard convolution takes, and its depthwise and pointwise parts, at stride 1: medians of runs that take
 * turns, in milliseconds a batch. A backward pass computes the gradients by the input and by the kernel, and a forward
 * pass before it.
 *
 * @param bytes of one value
 */
public record ConvolutionTimes(
    SeparableConvolution shape,
    int batch,
    int bytes,
    double standard,
    double depthwise,
    double pointwise,
    double standardWithBackward,
    double depthwiseWithBackward,
    double pointwiseWithBackward) {
  /** One kind of convolution: what a forward pass runs, and what one with the backward pass does. */
  private record Work(List<Op> forward, List<Op> backward) {}

  /**
   * Measures.
   *
   * @param batch images
   * @param rounds in each of which everything runs once
   */
  public static ConvolutionTimes measure(
      SeparableConvolution shape, int batch, int rounds, Device device, int threads, Precision precision) {
    return precision == Precision.BFLOAT16
        ? measure(shape, batch, rounds, device, threads, TBfloat16.class, Short.BYTES)
        : measure(shape, batch, rounds, device, threads, TFloat32.class, Float.BYTES);
  }

  private static <T extends TNumber> ConvolutionTimes measure(
      SeparableConvolution shape, int batch, int rounds, Device device, int threads, Class<T> type, int bytes) {
    int n = Math.toIntExact(shape.n());
    int m = Math.toIntExact(shape.m());
    int dk = Math.toIntExact(shape.dk());
    int df = Math.toIntExact(shape.df());
    try (Graph graph = TensorFlowRuntime.newGraph()) {
      Ops tf = Ops.create(graph);
      Placeholder<T> x = tf.placeholder(type, Placeholder.shape(Shape.of(batch, df, df, m)));
      Operand<T> full = kernel(tf, type, dk, dk, m, n);
      Operand<T> each = kernel(tf, type, dk, dk, m, 1);
      Operand<T> mixing = kernel(tf, type, 1, 1, m, n);
      List<Long> one = List.of(1L, 1L, 1L, 1L);
      List<Work> works = List.of(
          work(graph, x, full, tf.nn.conv2d(x, full, one, "SAME")),
          work(graph, x, each, tf.nn.depthwiseConv2dNative(x, each, one, "SAME")),
          work(graph, x, mixing, tf.nn.conv2d(x, mixing, one, "SAME")));
      try (Session session = TensorFlowRuntime.open(graph, device, threads, Precision.FLOAT32);
          Tensor images = images(type, batch, df, m)) {
        double[][] times = new double[2 * works.size()][rounds];
        for (int round = -1; round < rounds; round++)
          for (int i = 0; i < times.length; i++) {
            Work work = works.get(i / 2);
            Session.Runner runner = session.runner().feed(x.asOutput(), images);
            (i % 2 == 0 ? work.forward : work.backward).forEach(runner::addTarget);
            long begin = System.nanoTime();
            (round < 0 ? NativeStderr.silenced(runner::run) : runner.run()).close();
            if (round >= 0) times[i][round] = (System.nanoTime() - begin) / 1e6;
          }
        double[] medians =
            Arrays.stream(times).mapToDouble(t -> StatUtils.percentile(t, 50)).toArray();
        return of(shape, batch, bytes, medians);
      }
    }
  }

  /** @param medians of the standard, the depthwise and the pointwise convolution, of each forward and with backward */
  static ConvolutionTimes of(SeparableConvolution shape, int batch, int bytes, double[] medians) {
    return new ConvolutionTimes(
        shape, batch, bytes, medians[0], medians[2], medians[4], medians[1], medians[3], medians[5]);
  }

  /** Each result is a target of its own: TensorFlow drops what only a NoOp waits for. */
  private static <T extends TNumber> Work work(Graph graph, Operand<T> x, Operand<T> kernel, Operand<T> y) {
    Output<?>[] gradients = graph.addGradients(y.asOutput(), new Output<?>[] {x.asOutput(), kernel.asOutput()});
    return new Work(List.of(y), List.of(y, gradients[0], gradients[1]));
  }

  private static <T extends TNumber> Operand<T> kernel(Ops tf, Class<T> type, int... shape) {
    float[] values = random(Arrays.stream(shape).reduce(1, (a, b) -> a * b));
    return tf.dtypes.cast(tf.reshape(tf.constant(values), tf.constant(shape)), type);
  }

  /** Noise, of the type that the convolutions compute in. */
  private static <T extends TNumber> Tensor images(Class<T> type, int batch, int side, int channels) {
    try (Graph graph = TensorFlowRuntime.newGraph()) {
      Ops tf = Ops.create(graph);
      Shape shape = Shape.of(batch, side, side, channels);
      Placeholder<TFloat32> noise = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
      Operand<T> cast = tf.dtypes.cast(noise, type);
      try (Session session = TensorFlowRuntime.open(graph, Device.CPU, 1, Precision.FLOAT32);
          TFloat32 values = TFloat32.tensorOf(shape, DataBuffers.of(random((int) shape.size()), true, false))) {
        return NativeStderr.silenced(() ->
            session.runner().feed(noise.asOutput(), values).fetch(cast).run().get(0));
      }
    }
  }

  private static float[] random(int size) {
    Random random = new Random(1);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) values[i] = random.nextFloat() - 0.5f;
    return values;
  }

  /** How many times as fast the separable convolution is as the standard one, forward. */
  public double speedUp() {
    return standard / (depthwise + pointwise);
  }

  /** How many times as fast the separable convolution is as the standard one, forward and backward. */
  public double speedUpWithBackward() {
    return standardWithBackward / (depthwiseWithBackward + pointwiseWithBackward);
  }

  /** Operations for each byte that a standard convolution has to read or write: 2 MACs over input, output and kernel. */
  public double standardIntensity() {
    return intensity(shape.standardMacs(), shape.n(), shape.standardParameters());
  }

  /** The same of the depthwise part. */
  public double depthwiseIntensity() {
    return intensity(depthwiseMacs(), shape.m(), shape.dk() * shape.dk() * shape.m());
  }

  private double intensity(long macs, long outputs, long parameters) {
    double values = (double) batch * shape.df() * shape.df() * (shape.m() + outputs) + parameters;
    return 2.0 * batch * macs / (bytes * values);
  }

  private long depthwiseMacs() {
    return shape.dk() * shape.dk() * shape.m() * shape.df() * shape.df();
  }

  /** 10⁹ operations a second of the standard convolution's forward pass, two for each multiply-accumulate. */
  public double standardGflops() {
    return 2e-6 * batch * shape.standardMacs() / standard;
  }

  /** The same of the depthwise part. */
  public double depthwiseGflops() {
    return 2e-6 * batch * depthwiseMacs() / depthwise;
  }

  /** 10⁹ bytes a second that the depthwise forward pass reads and writes at least: each input and output once. */
  public double depthwiseGigabytes() {
    return 2e-6 * bytes * batch * shape.m() * shape.df() * shape.df() / depthwise;
  }
}
