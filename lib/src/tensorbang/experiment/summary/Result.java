package tensorbang.experiment.summary;

import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import tensorbang.train.MeanStd;
import tensorbang.train.Metrics;

/**
 * A number that a run ends with, and that is compared.
 *
 * @param name of its column in files
 * @param heading of its column on screen
 * @param of a run that has finished an epoch; NaN where it is not to be had
 * @param shown on screen
 * @param isMain whether its column stays where the screen has no room for all
 */
record Result(
    String name,
    String heading,
    ToDoubleFunction<Comparison.Trial> of,
    Function<MeanStd, String> shown,
    boolean isMain) {
  static final Result TEST_ACCURACY =
      new Result("test_accuracy", "test accuracy", t -> t.metrics().last().testAccuracy(), MeanStd::percent, true);
  static final Result BEST_TEST_ACCURACY = new Result(
      "best_test_accuracy", "in best epoch", t -> t.metrics().last().bestTestAccuracy(), MeanStd::percent, true);
  /** Of experiments with a validation part; the best epoch is then chosen by it. */
  static final Result BEST_VALIDATION_ACCURACY = new Result(
      "best_validation_accuracy",
      "validation accuracy",
      t -> t.metrics().last().bestValidationAccuracy(),
      MeanStd::percent,
      true);

  static final Result TRAIN_ACCURACY =
      new Result("train_accuracy", "train accuracy", t -> t.metrics().last().trainAccuracy(), MeanStd::percent, false);
  static final Result TEST_LOSS =
      new Result("test_loss", "test loss", t -> t.metrics().last().testLoss(), value -> value.format(4, ""), false);
  static final Result TRAIN_LOSS =
      new Result("train_loss", "train loss", t -> lastTrainLoss(t.metrics()), value -> value.format(4, ""), false);

  /** A fraction that is computed from the run folder, such as from its weights: of finished runs alone. */
  static Result of(Measure measure) {
    return new Result(
        measure.name(),
        measure.heading(),
        trial -> trial.isFinished() ? measure.of().applyAsDouble(trial.folder()) : Double.NaN,
        MeanStd::percent,
        true);
  }

  private static double lastTrainLoss(Metrics metrics) {
    return metrics.epochs().get(metrics.epochs().size() - 1).trainLoss();
  }
}
