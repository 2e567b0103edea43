package tensorbang.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** One telling of a network: what all scopes of its {@link Layers} share. */
final class BuildContext {
  final Ops tf;
  final Variables variables;
  final boolean training;
  final Operand<TInt32> randomSeed;
  final List<LayerInfo> rows = new ArrayList<>();
  final Map<String, Operand<TFloat32>> outputs = new LinkedHashMap<>();
  final Map<Variables.Entry, Operand<TFloat32>> newStatistics = new LinkedHashMap<>();
  int dropouts;

  /** @param randomSeed two int32 for dropout; null where nothing is trained */
  BuildContext(Ops tf, Variables variables, boolean training, Operand<TInt32> randomSeed) {
    this.tf = tf;
    this.variables = variables;
    this.training = training;
    this.randomSeed = randomSeed;
  }

  Operand<TFloat32> record(LayerInfo row, Operand<TFloat32> output) {
    rows.add(row);
    outputs.put(row.name(), output);
    return output;
  }
}
