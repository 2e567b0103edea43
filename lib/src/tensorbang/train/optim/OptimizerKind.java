package tensorbang.train.optim;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.function.Function;
import tensorbang.InputException;

/**
 * An optimizer under its name.
 *
 * @param create makes it from a training's settings
 */
public record OptimizerKind(String label, Function<OptimizerSettings, Optimizer> create) {
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
