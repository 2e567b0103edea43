package tensorbang.train;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The results of one pass over the training set. Accuracies are fractions in [0, 1]. What is NaN was not measured, and is
 * left out of JSON. Training and test loss are of one kind only where the training minimises cross-entropy without class
 * weights.
 *
 * @param epoch counted from 1
 * @param trainLoss mean of what the training minimises, penalties apart, a sample and in nats, over the epoch's own
 *     batches, as the weights changed and with augmentation, dropout and label smoothing where they are on
 * @param testLoss mean cross-entropy of the softmax of the logits, a sample and in nats, on the whole test set after the
 *     epoch, in inference mode, without label smoothing
 * @param testTop5Accuracy the share of test images whose class is among the five most probable ones; NaN where there are
 *     ten classes or fewer
 * @param validationLoss on the validation part, as {@code testLoss}; NaN where there is none
 * @param validationAccuracy NaN where there is no validation part
 * @param learningRate of the epoch's last step
 * @param seconds wall time of the training pass, without the test pass. On a GPU, steps before the first epoch load the
 *     libraries and compile kernels; on a CPU TensorFlow's preparation of the graph is part of the first epoch
 * @param imagesPerSecond training images over {@code seconds}
 */
public record Epoch(
    int epoch,
    double trainLoss,
    double trainAccuracy,
    double testLoss,
    double testAccuracy,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = NaNFilter.class) double testTop5Accuracy,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = NaNFilter.class) double validationLoss,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = NaNFilter.class) double validationAccuracy,
    double learningRate,
    double seconds,
    double imagesPerSecond) {
  /** Without a validation part, and with ten classes at most. */
  public Epoch(
      int epoch,
      double trainLoss,
      double trainAccuracy,
      double testLoss,
      double testAccuracy,
      double learningRate,
      double seconds,
      double imagesPerSecond) {
    this(
        epoch,
        trainLoss,
        trainAccuracy,
        testLoss,
        testAccuracy,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        learningRate,
        seconds,
        imagesPerSecond);
  }

  /** This epoch with the results of other tests. */
  Epoch with(TestResult validation, TestResult test) {
    return new Epoch(
        epoch,
        trainLoss,
        trainAccuracy,
        test.loss(),
        test.accuracy(),
        test.topFiveAccuracy(),
        validation.loss(),
        validation.accuracy(),
        learningRate,
        seconds,
        imagesPerSecond);
  }

  /** Whether there is a validation part. */
  public boolean hasValidation() {
    return !Double.isNaN(validationAccuracy);
  }
}
