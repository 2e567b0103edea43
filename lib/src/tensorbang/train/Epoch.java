package tensorbang.train;

/**
 * What one pass over the training set came to. Losses are mean cross-entropies a sample in nats, accuracies fractions
 * in [0, 1].
 *
 * @param epoch counted from 1
 * @param trainLoss mean over the epoch's own batches, as the weights changed and with augmentation, dropout and label
 *     smoothing where they are on
 * @param testLoss on the whole test set after the epoch, in inference mode, without label smoothing
 * @param learningRate of the epoch's last step
 * @param seconds wall time of the training pass, without the test pass
 * @param imagesPerSecond training images over {@code seconds}
 */
public record Epoch(
    int epoch,
    double trainLoss,
    double trainAccuracy,
    double testLoss,
    double testAccuracy,
    double learningRate,
    double seconds,
    double imagesPerSecond) {}
