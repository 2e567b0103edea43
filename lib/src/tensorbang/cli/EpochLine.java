package tensorbang.cli;

import java.util.List;
import java.util.Locale;
import tensorbang.train.Epoch;

/**
 * A finished epoch on one line, in as many words as there is room for:
 *
 * <pre>
 * epoch  3/15   train loss 1.1873  accuracy 63.29 %   test loss 0.7910  accuracy 72.82 %   rate 0.15   812 images/s   9:12 left
 * epoch  3/15  train loss 1.1873  63.29 %  test loss 0.7910  72.82 %  9:12 left
 * </pre>
 */
final class EpochLine {
  private EpochLine() {}

  /**
   * The line for {@code e}.
   *
   * @param epochs of the whole training
   * @param secondsLeft of it
   * @param room in characters; where even the shortest line is longer, it is that one
   */
  static String of(Epoch e, int epochs, double secondsLeft, int room) {
    List<String> lines = lines(e, epochs, time(secondsLeft));
    return lines.stream().filter(line -> line.length() <= room).findFirst().orElse(lines.get(lines.size() - 1));
  }

  /** The longest first. */
  private static List<String> lines(Epoch e, int epochs, String left) {
    String epoch = text("epoch %" + String.valueOf(epochs).length() + "d/%d", e.epoch(), epochs);
    String train = "   train" + lossAndAccuracy("  accuracy", e.trainLoss(), e.trainAccuracy());
    String validation = e.hasValidation()
        ? "   validation" + lossAndAccuracy("  accuracy", e.validationLoss(), e.validationAccuracy())
        : "";
    String test = "   test" + lossAndAccuracy("  accuracy", e.testLoss(), e.testAccuracy())
        + (Double.isNaN(e.testTop5Accuracy()) ? "" : percent("  top-5", e.testTop5Accuracy()));
    String rate = text("   rate %.2g", e.learningRate());
    String speed = text("   %,.0f images/s", e.imagesPerSecond());
    String spacious = epoch + train + validation + test;

    String shortTrain = "  train" + lossAndAccuracy(" ", e.trainLoss(), e.trainAccuracy());
    String shortValidation =
        e.hasValidation() ? "  validation" + lossAndAccuracy(" ", e.validationLoss(), e.validationAccuracy()) : "";
    String shortTest = "  test" + lossAndAccuracy(" ", e.testLoss(), e.testAccuracy());
    String loss = text("  train loss %.4f", e.trainLoss());
    String accuracies = (e.hasValidation() ? percent("  validation", e.validationAccuracy()) : "")
        + percent("  test", e.testAccuracy());
    return List.of(
        spacious + rate + speed + "   " + left,
        spacious + speed + "   " + left,
        spacious + "   " + left,
        epoch + shortTrain + shortValidation + shortTest + "  " + left,
        epoch + loss + percent(" ", e.trainAccuracy()) + accuracies + "  " + left,
        epoch + loss + accuracies + "  " + left,
        epoch + loss + accuracies);
  }

  private static String lossAndAccuracy(String between, double loss, double accuracy) {
    return text(" loss %.4f", loss) + percent(between, accuracy);
  }

  private static String percent(String what, double share) {
    return text("%s %5.2f %%", what, 100 * share);
  }

  private static String time(double seconds) {
    long s = Math.round(seconds);
    return s < 3600 ? text("%d:%02d left", s / 60, s % 60) : text("%d:%02d:%02d left", s / 3600, s / 60 % 60, s % 60);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
