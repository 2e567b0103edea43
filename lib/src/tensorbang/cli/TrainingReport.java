package tensorbang.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import tensorbang.AtomicFile;
import tensorbang.Json;
import tensorbang.report.TrainingCurves;
import tensorbang.train.Epoch;
import tensorbang.train.MeanStd;
import tensorbang.train.Metrics;
import tensorbang.train.TrainConfig;

/** What a training script prints and draws when a training has ended, and when those of all seeds have. */
final class TrainingReport {
  private TrainingReport() {}

  /** A finished training. */
  record Run(TrainConfig config, Metrics metrics) {}

  /** Statistics over several seeds; accuracies are fractions, deviations those of the population. */
  record Summary(int schema, List<TrainConfig> configs, MeanStd testAccuracy, MeanStd bestTestAccuracy) {
    static Summary of(List<Run> runs) {
      return new Summary(
          1,
          runs.stream().map(Run::config).toList(),
          MeanStd.of(runs.stream().map(r -> r.metrics().last().testAccuracy()).toList()),
          MeanStd.of(
              runs.stream().map(r -> r.metrics().last().bestTestAccuracy()).toList()));
    }
  }

  /** Draws the curves, prints the accuracy, and says where everything is. */
  static void write(TrainConfig config, Metrics metrics, RunPaths paths) {
    if (metrics.status() == Metrics.Status.DIVERGED)
      System.err.println("the loss is no longer a number: try a lower --lr, or --warmup-epochs");
    if (metrics.epochs().isEmpty()) return;
    Path png = paths.run().resolve("curves.png");
    Path svg = paths.run().resolve("curves.svg");
    var curves = new TrainingCurves.Run(config.net(), metrics.epochs(), config.trainingLoss());
    TrainingCurves.write(title(config, ", seed " + config.seed()), List.of(curves), png, svg);
    System.out.println(result(metrics));
    System.out.println("model    " + paths.model());
    System.out.println("metrics  " + paths.run().resolve(Metrics.FILE));
    System.out.println("curves   " + png + ", " + svg);
  }

  /** The accuracies, and which epoch was chosen by which of them. */
  static String result(Metrics metrics) {
    Metrics.Final last = metrics.last();
    int epochs = metrics.epochs().size();
    String text = metrics.choice().hasValidation()
        ? String.format(
            Locale.ROOT,
            "test accuracy %.2f %% after epoch %d, which has the highest validation accuracy, %.2f %%"
                + " (after the last epoch, %d: test %.2f %%, validation %.2f %%)",
            100 * last.bestTestAccuracy(),
            last.bestEpoch(),
            100 * last.bestValidationAccuracy(),
            epochs,
            100 * last.testAccuracy(),
            100 * last.validationAccuracy())
        : String.format(
            Locale.ROOT,
            "test accuracy %.2f %% after epoch %d (best %.2f %% after epoch %d)",
            100 * last.testAccuracy(),
            epochs,
            100 * last.bestTestAccuracy(),
            last.bestEpoch());
    return last.stoppedEarly() == null ? text : text + "; stopped early: " + last.stoppedEarly();
  }

  /**
   * Mean and standard deviation over the seeds, as text and {@code summary.json}, and their curves.
   *
   * @param folder makes a folder for a name
   */
  static void writeSummary(List<Run> runs, Function<String, Path> folder) {
    TrainConfig first = runs.get(0).config();
    Path to = folder.apply(first.net() + "-" + first.dataset() + "-seeds" + String.join("-", seeds(runs)));
    AtomicFile.writeText(to.resolve("summary.json"), Json.write(Summary.of(runs)));
    List<List<Epoch>> epochs = runs.stream().map(r -> r.metrics().epochs()).toList();
    Path png = to.resolve("curves.png");
    Path svg = to.resolve("curves.svg");
    var curves = new TrainingCurves.Seeds(first.net(), epochs, first.trainingLoss());
    TrainingCurves.write(title(first, ", " + runs.size() + " seeds"), List.of(curves), png, svg);
    System.out.println(result(runs));
    System.out.println("summary  " + to.resolve("summary.json"));
    System.out.println("curves   " + png + ", " + svg);
  }

  /** The accuracies of several seeds, with mean and standard deviation. */
  static String result(List<Run> runs) {
    Summary summary = Summary.of(runs);
    String last = summary.testAccuracy.percent();
    String best = summary.bestTestAccuracy.percent();
    boolean hasValidation = runs.stream().allMatch(r -> r.metrics().choice().hasValidation());
    return "seeds " + String.join(", ", seeds(runs)) + ": test accuracy "
        + (hasValidation
            ? best + " in the epochs chosen by validation (last epochs " + last + ")"
            : last + " (best epochs " + best + ")");
  }

  private static List<String> seeds(List<Run> runs) {
    return runs.stream().map(r -> String.valueOf(r.config().seed())).toList();
  }

  static String title(TrainConfig config, String tail) {
    return config.net() + " on " + config.dataset() + tail;
  }
}
