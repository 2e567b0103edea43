package tensorbang.train.loss;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import tensorbang.tf.Device;
import tensorbang.tf.NativeStderr;
import tensorbang.tf.Precision;
import tensorbang.tf.TensorFlowRuntime;

/** What TensorFlow makes of a loss. */
final class LossGraph {
  /**
   * @param losses of each sample
   * @param gradients of the sum of losses by the logits
   */
  record Computed(float[] losses, float[][] gradients) {}

  private LossGraph() {}

  static Computed compute(Loss loss, float[][] logits, float[][] targets) {
    TensorFlowRuntime.start();
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> z = tf.constant(logits);
      Operand<TFloat32> losses = loss.perSample(tf, z, tf.constant(targets));
      Output<?> gradient = graph.addGradients(losses.asOutput(), new Output<?>[] {z.asOutput()})[0];
      try (var session = TensorFlowRuntime.open(graph, Device.CPU, 1, Precision.FLOAT32);
          var result = NativeStderr.silenced(session.runner().fetch(losses).fetch(gradient)::run)) {
        return new Computed(
            StdArrays.array1dCopyOf((TFloat32) result.get(0)), StdArrays.array2dCopyOf((TFloat32) result.get(1)));
      }
    }
  }

  /** One-hot rows, of which the share {@code smoothing} is spread evenly. */
  static float[][] targets(int[] labels, int classes, double smoothing) {
    float[][] targets = new float[labels.length][classes];
    for (int i = 0; i < labels.length; i++)
      for (int k = 0; k < classes; k++)
        targets[i][k] = (float) (smoothing / classes + (k == labels[i] ? 1 - smoothing : 0));
    return targets;
  }
}
