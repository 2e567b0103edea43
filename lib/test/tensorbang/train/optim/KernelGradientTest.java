package tensorbang.train.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import tensorbang.tf.NativeStderr;
import tensorbang.tf.TensorFlowRuntime;

class KernelGradientTest {
  private static final int IN = 3;
  private static final int OUT = 4;

  /** A convolution's gradient by its kernel, as TensorFlow has it and by products. */
  private record Gradients(Graph graph, Placeholder<TFloat32> images, Operand<TFloat32> usual, Operand<TFloat32> own)
      implements AutoCloseable {
    static Gradients of(int height, int width, int kernel, long stride, String padding) {
      Graph graph = TensorFlowRuntime.newGraph();
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> images = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, height, width, IN)));
      int[] shape = {kernel, kernel, IN, OUT};
      Operand<TFloat32> weights = random(tf, shape, 1);
      Operand<TFloat32> y = tf.nn.conv2d(images, weights, List.of(1L, stride, stride, 1L), padding);
      Operand<TFloat32> loss = tf.reduceSum(tf.math.mul(y, y), tf.constant(new int[] {0, 1, 2, 3}));
      Output<?>[] added = graph.addGradients(loss.asOutput(), new Output<?>[] {weights.asOutput()});
      @SuppressWarnings("unchecked")
      Operand<TFloat32> usual = (Operand<TFloat32>) added[0];
      return new Gradients(graph, images, usual, KernelGradient.asProducts(tf, usual, shape));
    }

    private static Operand<TFloat32> random(Ops tf, int[] shape, int seed) {
      return tf.random.statelessRandomNormal(tf.constant(shape), tf.constant(new int[] {seed, 0}));
    }

    void assertEqual(int batch) {
      Ops tf = Ops.create(graph);
      long[] shape = images.shape().asArray();
      int[] fed = {batch, (int) shape[1], (int) shape[2], IN};
      Operand<TFloat32> values = random(tf, fed, 2);
      try (Session session = new Session(graph);
          TFloat32 pixels = (TFloat32)
              NativeStderr.silenced(session.runner().fetch(values)::run).get(0);
          var both = NativeStderr.silenced(session
              .runner()
              .feed(images, pixels)
              .fetch(tf.reshape(usual, tf.constant(new int[] {-1})))
              .fetch(tf.reshape(own, tf.constant(new int[] {-1})))::run)) {
        assertArrayEquals(floats((TFloat32) both.get(0)), floats((TFloat32) both.get(1)), 1e-3f);
      }
    }

    private static float[] floats(TFloat32 tensor) {
      float[] values = new float[(int) tensor.size()];
      for (int i = 0; i < values.length; i++) values[i] = tensor.getFloat(i);
      return values;
    }

    @Override
    public void close() {
      graph.close();
    }
  }

  @ParameterizedTest(name = "{0} x {1}, kernel {2}")
  @CsvSource({"7, 7, 3", "3, 3, 3", "4, 7, 3", "2, 1, 3", "1, 1, 3", "3, 2, 5", "7, 5, 7", "3, 4, 2", "5, 3, 4"})
  void productsGiveTheGradientOnSmallMaps(int height, int width, int kernel) {
    try (Gradients gradients = Gradients.of(height, width, kernel, 1, "SAME")) {
      assertNotSame(gradients.usual, gradients.own);
      gradients.assertEqual(5);
    }
  }

  @ParameterizedTest(name = "{0} x {0}, kernel {1}, stride {2}, {3}")
  @CsvSource({"8, 3, 1, SAME", "7, 1, 1, SAME", "6, 3, 2, SAME", "7, 3, 1, VALID"})
  void otherConvolutionsKeepTheirs(int side, int kernel, long stride, String padding) {
    try (Gradients gradients = Gradients.of(side, side, kernel, stride, padding)) {
      assertSame(gradients.usual, gradients.own);
    }
  }

  @Test
  void gradientsOfOtherOperationsStay() {
    try (Graph graph = TensorFlowRuntime.newGraph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> one = tf.constant(1f);
      assertSame(one, KernelGradient.asProducts(tf, one, new int[] {3, 3, 1, 1}));
    }
  }
}
