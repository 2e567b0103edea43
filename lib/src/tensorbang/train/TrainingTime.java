package tensorbang.train;

/**
 * How far a training has come.
 *
 * @param step steps taken so far, counted over all epochs from 0
 * @param stepsPerEpoch steps of an epoch
 * @param epochs of the whole training
 */
public record TrainingTime(long step, int stepsPerEpoch, int epochs) {
  /** The share of the training that is done, in [0, 1). */
  public double done() {
    return step / ((double) epochs * stepsPerEpoch);
  }

  /** Steps of the whole training. */
  public long steps() {
    return (long) epochs * stepsPerEpoch;
  }

  /** Epochs done, with the share of the one under way. */
  public double epoch() {
    return step / (double) stepsPerEpoch;
  }
}
