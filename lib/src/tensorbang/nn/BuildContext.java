package tensorbang.nn;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** One build of a network's graph: what the {@link Layers} of all its scopes share. */
final class BuildContext {
  final Ops tf;
  final Variables variables;
  final boolean training;
  final LayerTypes types;
  final Operand<TInt32> randomSeed;
  final List<LayerInfo> rows = new ArrayList<>();
  final Map<String, Operand<TFloat32>> outputs = new LinkedHashMap<>();
  final Map<Variables.Entry, Operand<TFloat32>> movingAverageUpdates = new LinkedHashMap<>();
  int dropouts;
  private final Set<String> scopes = new HashSet<>();

  /**
   * @param randomSeed two int32 for dropout; null where nothing is trained
   * @param bfloat16 see {@link LayerTypes}
   */
  BuildContext(Ops tf, Variables variables, boolean training, Operand<TInt32> randomSeed, boolean bfloat16) {
    this.tf = tf;
    this.types = new LayerTypes(tf, bfloat16);
    this.variables = variables;
    this.training = training;
    this.randomSeed = randomSeed;
  }

  /** @throws IllegalStateException if the network opened that scope before: its layers would share weights unseen */
  void open(String scope) {
    if (!scopes.add(scope))
      throw new IllegalStateException("the scope " + scope.substring(0, scope.length() - 1)
          + " is opened twice: give each block a scope of its own, or keep the one you have");
  }

  Operand<TFloat32> record(LayerInfo row, Operand<TFloat32> output) {
    rows.add(row);
    outputs.put(row.name(), output);
    return output;
  }
}
