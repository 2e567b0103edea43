package tensorbang.train.loss;

import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.NodeDef;
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
    return compute(loss, logits, targets, Device.CPU);
  }

  /** @param builtFor the device that the graph is made for; a CPU runs it */
  static Computed compute(Loss loss, float[][] logits, float[][] targets, Device builtFor) {
    try (Graph graph = TensorFlowRuntime.newGraph()) {
      Ops tf = builtFor.place(Ops.create(graph));
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

  /** The kinds of operations that compute a loss. */
  static Set<String> operations(Loss loss, Device builtFor) {
    try (Graph graph = TensorFlowRuntime.newGraph()) {
      Ops tf = builtFor.place(Ops.create(graph));
      loss.perSample(tf, tf.constant(new float[1][2]), tf.constant(new float[1][2]));
      return graph.toGraphDef().getNodeList().stream().map(NodeDef::getOp).collect(Collectors.toSet());
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
