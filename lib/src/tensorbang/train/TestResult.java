package tensorbang.train;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How a network does on a set of images.
 *
 * @param lossSum cross-entropy summed over the images, in nats
 * @param classImages images of each class
 * @param classCorrect among them, those that were classified right
 * @param inTopFive images whose class is among the five of the highest logits; -1 where there are ten classes or fewer
 */
public record TestResult(double lossSum, int[] classImages, int[] classCorrect, int inTopFive) {
  /** Of no images. */
  public static final TestResult NONE = new TestResult(0, new int[0], new int[0], -1);

  /** Of a test that the user's wish to stop ended. */
  public static final TestResult STOPPED = new TestResult(0, new int[0], new int[0], -1);

  public int images() {
    return IntStream.of(classImages).sum();
  }

  /** Mean cross-entropy of an image, in nats; NaN where there are none. */
  public double loss() {
    return lossSum / images();
  }

  /** The share classified right; NaN where there are no images. */
  public double accuracy() {
    return IntStream.of(classCorrect).sum() / (double) images();
  }

  /** The share whose class is among the five most probable ones; NaN where there are ten classes or fewer. */
  public double topFiveAccuracy() {
    return inTopFive < 0 ? Double.NaN : inTopFive / (double) images();
  }

  /** The share of each class's images that were classified right; NaN for a class without images. */
  public List<Double> classAccuracy() {
    return IntStream.range(0, classImages.length)
        .mapToObj(c -> classCorrect[c] / (double) classImages[c])
        .toList();
  }
}
