package tensorbang.experiment.settings;

import java.util.ArrayList;
import java.util.List;
import tensorbang.tf.Environment;
import tensorbang.train.Epoch;
import tensorbang.train.Metrics;
import tensorbang.train.TrainConfig;

/** Metrics of runs that nobody made. */
public final class Made {
  private static final Environment HERE =
      new Environment("os", "cpu", 2, 2, "cpu", "java", "tf", "2025-01-01T00:00:00Z");

  private Made() {}

  /** A run of as many epochs as there are test accuracies; 1000 images a second. */
  public static Metrics metrics(TrainConfig config, Metrics.Status status, double... testAccuracies) {
    List<Epoch> epochs = new ArrayList<>();
    double best = 0;
    int bestEpoch = 0;
    for (double accuracy : testAccuracies) {
      int number = epochs.size() + 1;
      epochs.add(new Epoch(number, 2.0 / number, accuracy + 0.1, 1 - accuracy, accuracy, config.lr(), 50, 1000));
      if (accuracy > best) bestEpoch = number;
      best = Math.max(best, accuracy);
    }
    double last = testAccuracies.length == 0 ? 0 : testAccuracies[testAccuracies.length - 1];
    Metrics.Final end = epochs.isEmpty() ? null : new Metrics.Final(last, 1 - last, last + 0.1, best, bestEpoch, 50);
    return of(config, status, epochs, end);
  }

  /** A finished run with a validation part, which chooses the best epoch; an epoch for each pair of accuracies. */
  public static Metrics validated(TrainConfig config, double[] validationAccuracies, double[] testAccuracies) {
    List<Epoch> epochs = new ArrayList<>();
    int best = 0;
    for (int i = 0; i < testAccuracies.length; i++) {
      double validation = validationAccuracies[i];
      double test = testAccuracies[i];
      epochs.add(new Epoch(
          i + 1,
          2.0 / (i + 1),
          test + 0.1,
          1 - test,
          test,
          Double.NaN,
          1 - validation,
          validation,
          config.lr(),
          50,
          1000));
      if (validation > validationAccuracies[best]) best = i;
    }
    Epoch last = epochs.get(epochs.size() - 1);
    Metrics.Final end = new Metrics.Final(
        last.testAccuracy(),
        last.testLoss(),
        last.trainAccuracy(),
        testAccuracies[best],
        best + 1,
        50,
        Double.NaN,
        last.validationAccuracy(),
        last.validationLoss(),
        validationAccuracies[best],
        "validation",
        null,
        null);
    return of(config, Metrics.Status.FINISHED, epochs, end);
  }

  private static Metrics of(TrainConfig config, Metrics.Status status, List<Epoch> epochs, Metrics.Final end) {
    Metrics.Model model = new Metrics.Model(config.net(), 1, 1, List.of());
    return new Metrics(Metrics.SCHEMA, status, config, HERE, model, epochs, end);
  }
}
