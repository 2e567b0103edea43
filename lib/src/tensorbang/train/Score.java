package tensorbang.train;

/**
 * Loss and correct answers, summed over images.
 *
 * @param lossSum in nats
 */
public record Score(double lossSum, int correct, int images) {
  public static final Score NONE = new Score(0, 0, 0);

  public Score plus(Score other) {
    return new Score(lossSum + other.lossSum, correct + other.correct, images + other.images);
  }

  /** Mean loss of an image. */
  public double loss() {
    return lossSum / images;
  }

  /** A fraction. */
  public double accuracy() {
    return correct / (double) images;
  }
}
