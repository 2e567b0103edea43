package tensorbang.train.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import tensorbang.tf.Device;
import tensorbang.tf.NativeStderr;
import tensorbang.tf.Precision;
import tensorbang.tf.TensorFlowRuntime;

/** The losses against their formulas, worked out in double precision. */
class LossTest {
  private static final float[][] LOGITS = {{2, -1, 0.5f}, {0, 0, 0}, {-3, 4, 1}};
  private static final int[] LABELS = {0, 2, 2};

  private static float[] computed(Loss loss, double smoothing) {
    TensorFlowRuntime.start();
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      float[][] targets = new float[LABELS.length][3];
      for (int i = 0; i < LABELS.length; i++)
        for (int k = 0; k < 3; k++) targets[i][k] = (float) (smoothing / 3 + (k == LABELS[i] ? 1 - smoothing : 0));
      var losses = loss.perSample(tf, tf.constant(LOGITS), tf.constant(targets));
      try (var session = TensorFlowRuntime.open(graph, Device.CPU, 1, Precision.FLOAT32);
          var result = NativeStderr.silenced(session.runner().fetch(losses)::run)) {
        float[] values = new float[LABELS.length];
        ((TFloat32) result.get(0)).copyTo(DataBuffers.of(values, false, false));
        return values;
      }
    }
  }

  private static double logProbability(int sample, int k) {
    double sum = 0;
    for (float z : LOGITS[sample]) sum += Math.exp(z);
    return LOGITS[sample][k] - Math.log(sum);
  }

  private static float[] expected(java.util.function.IntToDoubleFunction ofSample) {
    float[] values = new float[LABELS.length];
    for (int i = 0; i < values.length; i++) values[i] = (float) ofSample.applyAsDouble(i);
    return values;
  }

  @Test
  void crossEntropyIsMinusTheLogProbabilityOfTheLabel() {
    assertArrayEquals(
        expected(i -> -logProbability(i, LABELS[i])), computed(Loss.parse("cross-entropy"), 0), 1e-6f);
  }

  @Test
  void labelSmoothingMixesInTheMeanOverAllClasses() {
    float[] smoothed =
        expected(
            i -> {
              double uniform = 0;
              for (int k = 0; k < 3; k++) uniform -= logProbability(i, k) / 3;
              return 0.9 * -logProbability(i, LABELS[i]) + 0.1 * uniform;
            });
    assertArrayEquals(smoothed, computed(Loss.parse("cross-entropy"), 0.1), 1e-6f);
  }

  @Test
  void focalLossWeighsByThePowerOfTheMissingProbability() {
    float[] focal =
        expected(
            i -> {
              double log = logProbability(i, LABELS[i]);
              return Math.pow(1 - Math.exp(log), 1.5) * -log;
            });
    assertArrayEquals(focal, computed(Loss.parse("focal:1.5"), 0), 1e-5f);
  }
}
