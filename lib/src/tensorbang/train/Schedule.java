package tensorbang.train;

import com.fasterxml.jackson.annotation.JsonValue;
import tensorbang.InputException;
import tensorbang.registry.Registry;

/** How the learning rate changes during a training. */
@FunctionalInterface
public interface Schedule {
  /** The schedules by label; a user may register more. */
  Registry<Schedule> REGISTRY =
      new Registry<Schedule>("schedule")
          .register("constant", a -> Schedules.CONSTANT)
          .register("step", a -> Schedules.STEP)
          .register("cosine", a -> Schedules.COSINE)
          .register("one-cycle", a -> Schedules.ONE_CYCLE);

  /** The factor on the base learning rate for the next step. */
  double factor(TrainingTime time);

  /** Its name in JSON and on the command line. */
  @JsonValue
  default String label() {
    return "custom";
  }

  /** @throws InputException if there is no such schedule */
  static Schedule parse(String label) {
    return REGISTRY.parse(label);
  }
}
