package tensorbang.train;

import tensorbang.data.TestViews;
import tensorbang.tf.Environment;

/** Is informed of the progress of a training. */
public interface Progress {
  /** A run begins, or goes on with {@code epoch}. */
  default void started(Metrics.Model model, int epoch) {}

  /** What computes, before the first epoch. */
  default void computesOn(Environment environment) {}

  /** A step is done; {@code loss} and {@code accuracy} are the epoch's means so far. */
  default void step(int epoch, int done, int steps, double loss, double accuracy) {}

  /** An epoch is done and tested. {@code secondsLeft} is an estimate for the rest of the run. */
  default void epoch(Epoch epoch, int epochs, double secondsLeft) {}

  /** The last epoch's weights were tested in several views of each image; the results are {@code epoch}'s. */
  default void seen(Epoch epoch, TestViews views) {}

  /** A run is over, finished or not; {@code environment} knows the GPU's memory that is in use now. */
  default void ended(Environment environment) {}

  /** Ignores it. */
  Progress NONE = new Progress() {};
}
