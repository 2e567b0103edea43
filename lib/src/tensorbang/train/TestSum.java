package tensorbang.train;

import org.tensorflow.types.TInt32;

/** A {@link TestResult} in the making. */
final class TestSum {
  private final int[] images;
  private final int[] correct;
  private double lossSum;
  private int inTopFive;

  TestSum(int classes) {
    images = new int[classes];
    correct = new int[classes];
  }

  /**
   * Adds a batch.
   *
   * @param predicted the class of each image that the network holds for the most probable
   * @param inTopFive -1 where it is not counted
   */
  void add(double lossSum, int[] labels, TInt32 predicted, int inTopFive) {
    this.lossSum += lossSum;
    this.inTopFive = inTopFive < 0 ? -1 : this.inTopFive + inTopFive;
    for (int i = 0; i < labels.length; i++) {
      images[labels[i]]++;
      if (predicted.getInt(i) == labels[i]) correct[labels[i]]++;
    }
  }

  double lossSum() {
    return lossSum;
  }

  int correct() {
    int sum = 0;
    for (int c : correct) sum += c;
    return sum;
  }

  TestResult result() {
    return new TestResult(lossSum, images, correct, inTopFive);
  }
}
