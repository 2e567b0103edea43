package tensorbang.cost;

import java.util.Random;
import java.util.function.Supplier;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;
import tensorbang.tf.Device;
import tensorbang.tf.NativeStderr;
import tensorbang.tf.Precision;
import tensorbang.tf.TensorFlowRuntime;

/** How fast TensorFlow multiplies large matrices on this machine: about the most that its convolutions can reach. */
public final class MatrixProductSpeed {
  private static final int SIDE = 2048;
  private static final int ROUNDS = 5;

  private MatrixProductSpeed() {}

  /**
   * 10⁹ operations a second, two for each multiply-accumulate: the best of five products of 2048 x 2048 matrices.
   *
   * @param precision of the factors
   * @param threads of TensorFlow's kernels
   */
  public static double gflops(Device device, int threads, Precision precision) {
    return precision == Precision.BFLOAT16
        ? gflops(TBfloat16.class, device, threads, Precision.FLOAT32)
        : gflops(TFloat32.class, device, threads, precision);
  }

  private static <T extends TNumber> double gflops(Class<T> type, Device device, int threads, Precision precision) {
    float[] noise = new float[SIDE * SIDE];
    Random random = new Random(1);
    for (int i = 0; i < noise.length; i++) noise[i] = random.nextFloat() - 0.5f;
    Shape shape = Shape.of(SIDE, SIDE);
    try (Graph graph = TensorFlowRuntime.newGraph()) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> values = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
      Operand<T> cast = tf.dtypes.cast(values, type);
      Placeholder<T> factor = tf.placeholder(type, Placeholder.shape(shape));
      Operand<T> product = tf.linalg.matMul(factor, factor);
      try (Session session = TensorFlowRuntime.open(graph, device, threads, precision);
          TFloat32 fed = TFloat32.tensorOf(shape, DataBuffers.of(noise, true, false));
          Tensor matrix = NativeStderr.silenced(
              () -> session.runner().feed(values, fed).fetch(cast).run().get(0))) {
        Supplier<Session.Runner> runner =
            () -> session.runner().feed(factor.asOutput(), matrix).addTarget(product);
        NativeStderr.silenced(runner.get()::run).close();
        long best = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
          long begin = System.nanoTime();
          runner.get().run().close();
          best = Math.min(best, System.nanoTime() - begin);
        }
        return 2.0 * SIDE * SIDE * SIDE / best;
      }
    }
  }
}
