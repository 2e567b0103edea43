package tensorbang.train.optim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import tensorbang.nn.Initializer;
import tensorbang.nn.Role;
import tensorbang.nn.Variables;
import tensorbang.weights.FloatArray;

/**
 * The exponential moving average of all variables of a network over the steps, the statistics of batch norms included:
 * that after the first step is w itself; later, average = decay average + (1 - decay) w.
 */
public final class WeightAverage {
  private static final String SUFFIX = "/average";

  private WeightAverage() {}

  /** Adds the averages to the graph, and what changes them in a step; {@code step} is after all other updates. */
  static List<Op> updates(UpdateStep step, Variables variables, double decay) {
    Ops tf = step.tf();
    Operand<TFloat32> isFirst = tf.dtypes.cast(tf.math.equal(step.number(), tf.constant(1f)), TFloat32.class);
    Operand<TFloat32> share = tf.math.maximum(isFirst, tf.constant((float) (1 - decay)));
    List<Op> updates = new ArrayList<>();
    for (Variables.Entry entry : variables.ofNetwork()) {
      Operand<TFloat32> average = variables
          .get(entry.name() + SUFFIX, entry.shape(), Initializer.constant(0), Role.OPTIMIZER)
          .variable();
      updates.add(tf.assignAdd(average, tf.math.mul(share, tf.math.sub(entry.variable(), average))));
    }
    return updates;
  }

  /** The averages among {@code variables}, by the names of the variables that they are averages of. */
  public static Map<String, FloatArray> of(Map<String, FloatArray> variables) {
    Map<String, FloatArray> averages = new LinkedHashMap<>();
    variables.forEach((name, values) -> {
      if (name.endsWith(SUFFIX)) averages.put(name.substring(0, name.length() - SUFFIX.length()), values);
    });
    return averages;
  }
}
