package tensorbang.train.optim;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;
import java.util.function.Function;
import tensorbang.InputException;

/**
 * An optimizer under its name.
 *
 * @param recipe the settings that it is usually used with, where they differ from the defaults of a training: {@code lr}
 * @param create makes it from a training's settings
 */
public record OptimizerKind(String label, Map<String, Object> recipe, Function<OptimizerSettings, Optimizer> create) {
  public OptimizerKind {
    recipe = Map.copyOf(recipe);
  }

  /** An optimizer that is used with the defaults of a training. */
  public OptimizerKind(String label, Function<OptimizerSettings, Optimizer> create) {
    this(label, Map.of(), create);
  }

  /** @throws InputException if there is no such optimizer */
  public static OptimizerKind parse(String label) {
    return Optimizer.REGISTRY.parse(label);
  }

  @JsonValue
  @Override
  public String toString() {
    return label;
  }
}
