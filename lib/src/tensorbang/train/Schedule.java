package tensorbang.train;

import com.fasterxml.jackson.annotation.JsonValue;
import tensorbang.InputException;
import tensorbang.registry.Registry;

/** How the learning rate changes during a training. */
@FunctionalInterface
public interface Schedule {
  /** The label of an implementation that has none of its own. */
  String UNLABELLED = "custom";

  /** The schedules by label; a user may register more. */
  Registry<Schedule> REGISTRY = new Registry<Schedule>("schedule")
      .register("constant", a -> Schedules.CONSTANT)
      .register("step[:EPOCH,EPOCH,…]", StepSchedule::of)
      .register("cosine", a -> Schedules.COSINE)
      .register("one-cycle", a -> Schedules.ONE_CYCLE)
      .register("triangle[:PEAK,START,END]", TriangleSchedule::of);

  /** The factor on the base learning rate for the next step. */
  double factor(TrainingTime time);

  /**
   * This schedule with another factor at the epochs at which it changes the rate; the same schedule where it has no such
   * epochs.
   */
  default Schedule withDecay(double factor) {
    return this;
  }

  /** This schedule with a warm-up of so many epochs, at least 0; see {@link Warmup}. */
  default Schedule warmedUp(double epochs) {
    return epochs == 0 ? this : new Warmup(this, epochs);
  }

  /**
   * Its name in JSON and on the command line, with its parameters: {@code step:160,180}. A schedule that does not say gets
   * the label that {@link #parse} found it by.
   */
  @JsonValue
  default String label() {
    return UNLABELLED;
  }

  /** @throws InputException if there is no such schedule */
  static Schedule parse(String label) {
    Schedule chosen = REGISTRY.parse(label);
    return chosen.label().equals(UNLABELLED) ? new LabelledSchedule(chosen, label) : chosen;
  }
}
