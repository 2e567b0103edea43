package tensorbang.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import tensorbang.tf.Device;
import tensorbang.tf.NativeStderr;
import tensorbang.tf.Precision;
import tensorbang.tf.TensorFlowRuntime;
import tensorbang.weights.FloatArray;

/** What layers do in training that they do not do in inference, and which variables they make. */
class TrainingLayersTest {
  private static final int VALUES = 4000;

  /** What layers make of ones. */
  private static float[][] ofOnes(BiFunction<Layers, Operand<TFloat32>, List<Operand<TFloat32>>> layers) {
    try (Graph graph = TensorFlowRuntime.newGraph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> ones = tf.reshape(tf.constant(ones()), tf.constant(new int[] {1, VALUES}));
      Layers l = Layers.training(tf, new Variables(tf), tf.constant(new int[] {3, 4}));
      List<Operand<TFloat32>> outputs = layers.apply(l, ones);
      try (Session session = TensorFlowRuntime.open(graph, Device.CPU, 1, Precision.FLOAT32)) {
        Session.Runner runner = session.runner();
        outputs.forEach(runner::fetch);
        try (Result result = NativeStderr.silenced(runner::run)) {
          float[][] values = new float[outputs.size()][VALUES];
          for (int i = 0; i < values.length; i++)
            ((TFloat32) result.get(i)).copyTo(DataBuffers.of(values[i], false, false));
          return values;
        }
      }
    }
  }

  private static float[] ones() {
    float[] ones = new float[VALUES];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** So the mean stays what it is in inference, where nothing is dropped (Srivastava et al. 2014, section 10). */
  @Test
  void whatDropoutKeepsIsDividedByTheShareThatIsKept() {
    float[] dropped = ofOnes((l, x) -> List.of(l.dropout(x, 0.2f)))[0];
    TreeSet<Float> seen = new TreeSet<>();
    int zeros = 0;
    for (float value : dropped) {
      seen.add(value);
      if (value == 0) zeros++;
    }
    assertEquals(List.of(0f, 1.25f), List.copyOf(seen));
    assertEquals(0.2 * VALUES, zeros, 0.03 * VALUES);
  }

  @Test
  void twoDropoutsOfANetworkDropDifferentValues() {
    float[][] dropped = ofOnes((l, x) -> List.of(l.dropout(x, 0.5f), l.dropout(x, 0.5f)));
    int same = 0;
    for (int i = 0; i < VALUES; i++) if (dropped[0][i] == dropped[1][i]) same++;
    assertEquals(0.5 * VALUES, same, 0.05 * VALUES, "half agree by chance");
    assertFalse(Arrays.equals(dropped[0], dropped[1]));
  }

  @Test
  void onlyKernelsThatAreNotDepthwiseArePenalized() {
    try (Graph graph = TensorFlowRuntime.newGraph()) {
      Ops tf = Ops.create(graph);
      Variables variables = new Variables(tf);
      Layers l = Layers.training(tf, variables, tf.constant(new int[] {0, 0}));
      Operand<TFloat32> x = tf.reshape(tf.constant(new float[16]), tf.constant(new int[] {1, 4, 4, 1}));
      x = l.batchNorm(l.depthwise(l.conv(x, 2, 1, Padding.VALID), 3, 1, Padding.SAME));
      l.dense(l.cosine(l.flatten(x), 3), 2);
      Map<String, Role> roles = new LinkedHashMap<>();
      for (Variables.Entry v : variables.all()) roles.put(v.name(), v.role());
      assertEquals(
          Map.of(
              "conv1/kernel", Role.KERNEL,
              "conv1/bias", Role.BIAS,
              "depthwise1/kernel", Role.DEPTHWISE_KERNEL,
              "bn1/gamma", Role.NORM,
              "bn1/beta", Role.NORM,
              "bn1/moving_mean", Role.MOVING_AVERAGE,
              "bn1/moving_variance", Role.MOVING_AVERAGE,
              "cosine1/kernel", Role.KERNEL,
              "dense1/kernel", Role.KERNEL,
              "dense1/bias", Role.BIAS),
          roles);
      assertEquals(
          List.of(Role.KERNEL),
          Arrays.stream(Role.values()).filter(Role::penalized).toList());
      assertEquals(
          List.of(Role.KERNEL, Role.DEPTHWISE_KERNEL, Role.BIAS, Role.NORM),
          Arrays.stream(Role.values()).filter(Role::trainable).toList());
    }
  }

  @Test
  void eachKindOfLayerDrawsItsKernelInItsOwnWay() {
    try (Graph graph = TensorFlowRuntime.newGraph()) {
      Ops tf = Ops.create(graph);
      Variables variables = new Variables(tf);
      Layers l = Layers.inference(tf, variables);
      Operand<TFloat32> x = tf.reshape(tf.constant(new float[16]), tf.constant(new int[] {1, 4, 4, 1}));
      x = l.depthwise(l.conv(x, Conv.of(2, 1).initializer(Initializer.SMALL_NORMAL)), 3, 1, Padding.SAME);
      x = l.dense(l.cosine(l.flatten(l.conv(x, 2, 1, Padding.VALID)), 3), 2);
      l.dense(x, 2, Initializer.SMALL_NORMAL);
      Map<String, Initializer> drawn = new LinkedHashMap<>();
      for (Variables.Entry v : variables.all()) if (v.name().endsWith("kernel")) drawn.put(v.name(), v.initializer());
      assertEquals(
          Map.of(
              "conv1/kernel", Initializer.SMALL_NORMAL,
              "depthwise1/kernel", Initializer.HE_NORMAL_DEPTHWISE,
              "conv2/kernel", Initializer.HE_NORMAL,
              "cosine1/kernel", Initializer.HE_NORMAL,
              "dense1/kernel", Initializer.GLOROT_UNIFORM,
              "dense2/kernel", Initializer.SMALL_NORMAL),
          drawn);
    }
  }

  @Test
  void biasesBeginWithZeroAndBatchNormAsPlainNormalization() {
    try (Graph graph = TensorFlowRuntime.newGraph()) {
      Ops tf = Ops.create(graph);
      Variables variables = new Variables(tf);
      Layers l = Layers.inference(tf, variables);
      Operand<TFloat32> x = tf.reshape(tf.constant(new float[16]), tf.constant(new int[] {1, 4, 4, 1}));
      l.batchNorm(l.conv(x, 2, 1, Padding.VALID));
      Map<String, FloatArray> initial = variables.initial(1);
      assertEquals(FloatArray.vector(0, 0), initial.get("conv1/bias"));
      assertEquals(FloatArray.vector(1, 1), initial.get("bn1/gamma"));
      assertEquals(FloatArray.vector(0, 0), initial.get("bn1/beta"));
      assertEquals(FloatArray.vector(0, 0), initial.get("bn1/moving_mean"));
      assertEquals(FloatArray.vector(1, 1), initial.get("bn1/moving_variance"));
    }
  }
}
