package tensorbang.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import tensorbang.tf.Device;
import tensorbang.tf.Precision;
import tensorbang.tf.TensorFlowRuntime;
import tensorbang.weights.FloatArray;

/** A depthwise convolution in training against TensorFlow's own operation with the stride. */
class DepthwiseTest {
  private static final int BATCH = 3;
  private static final int CHANNELS = 5;

  private static float[] random(int size, int seed) {
    Random random = new Random(seed);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) values[i] = (float) random.nextGaussian();
    return values;
  }

  @ParameterizedTest(name = "{0} pixels, kernel {1}, stride {2}, {3}")
  @CsvSource({"8, 3, 1, SAME", "8, 3, 2, SAME", "9, 3, 2, SAME", "9, 5, 2, SAME", "9, 3, 2, VALID", "10, 3, 3, SAME"})
  void trainingHasTheValuesAndGradientsOfTheStridedOperation(int side, int kernel, int stride, Padding padding) {
    try (Graph graph = TensorFlowRuntime.newGraph()) {
      Ops tf = Ops.create(graph);
      Variables variables = new Variables(tf);
      Operand<TFloat32> x = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(BATCH, side, side, CHANNELS)));
      Layers layers = Layers.training(tf, variables, tf.constant(new int[] {0, 0}));
      Operand<TFloat32> y = layers.depthwise(x, kernel, stride, padding);
      Operand<TFloat32> weights = variables.all().get(0).variable();

      int zeros = padding.amount(kernel);
      int[][] around = {{0, 0}, {zeros, zeros}, {zeros, zeros}, {0, 0}};
      Operand<TFloat32> expected = tf.nn.depthwiseConv2dNative(
          tf.pad(x, tf.constant(around), tf.constant(0f)),
          weights,
          List.of(1L, (long) stride, (long) stride, 1L),
          "VALID");
      assertEquals(expected.shape(), y.shape());
      int[] out = layers.rows().get(0).outputShape();
      assertEquals(
          (long) out[0] * out[1] * kernel * kernel * CHANNELS,
          layers.rows().get(0).macs());

      // Any weighting of the outputs makes all gradients show.
      int size = (int) expected.shape().size();
      Operand<TFloat32> weighting = tf.reshape(tf.constant(random(size, 1)), tf.shape(expected));
      Output<?>[] by = {x.asOutput(), weights.asOutput()};
      Output<?>[] ours = graph.addGradients(tf.math.mul(y, weighting).asOutput(), by);
      Output<?>[] theirs = graph.addGradients(tf.math.mul(expected, weighting).asOutput(), by);
      try (Session session = TensorFlowRuntime.open(graph, Device.CPU, 1, Precision.FLOAT32);
          TFloat32 input = TFloat32.tensorOf(
              Shape.of(BATCH, side, side, CHANNELS),
              DataBuffers.of(random(BATCH * side * side * CHANNELS, 2), true, false))) {
        int[] shape = {kernel, kernel, CHANNELS, 1};
        variables.load(
            session,
            Map.of(variables.all().get(0).name(), new FloatArray(shape, random(kernel * kernel * CHANNELS, 3))));
        try (var result = session
            .runner()
            .feed(x.asOutput(), input)
            .fetch(y)
            .fetch(expected)
            .fetch(ours[0])
            .fetch(theirs[0])
            .fetch(ours[1])
            .fetch(theirs[1])
            .run()) {
          for (int i = 0; i < 6; i += 2)
            assertArrayEquals(values((TFloat32) result.get(i + 1)), values((TFloat32) result.get(i)), 1e-4f);
        }
      }
    }
  }

  private static float[] values(TFloat32 tensor) {
    float[] values = new float[(int) tensor.size()];
    tensor.copyTo(DataBuffers.of(values, false, false));
    return values;
  }
}
