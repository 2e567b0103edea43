package tensorbang.experiment.claims;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import tensorbang.AtomicFile;
import tensorbang.Json;
import tensorbang.data.Dataset;
import tensorbang.experiment.ExperimentOptions;
import tensorbang.experiment.summary.Comparison;
import tensorbang.experiment.summary.Comparison.Row;
import tensorbang.experiment.summary.Comparison.Trial;
import tensorbang.tf.Device;
import tensorbang.train.TrainConfig;

/** What a claim is judged by: its trainings, and what it measures itself. */
public final class Evidence {
  private final Path folder;
  private final Map<String, Comparison> comparisons;
  private final ExperimentOptions options;

  /**
   * @param folder of the claim
   * @param comparisons its trainings, by the experiment's name
   */
  Evidence(Path folder, Map<String, Comparison> comparisons, ExperimentOptions options) {
    this.folder = folder;
    this.comparisons = comparisons;
    this.options = options;
  }

  /** Whether only a look at how it goes is wanted. */
  public boolean isQuick() {
    return options.isQuick();
  }

  /** The trainings of the experiment of that name. */
  public Comparison comparison(String experiment) {
    Comparison found = comparisons.get(experiment);
    if (found == null) throw new IllegalArgumentException("the claim has no experiment " + experiment);
    return found;
  }

  /** The trainings of one variation. */
  public Row row(String experiment, String variation) {
    return comparison(experiment).rows().stream()
        .filter(row -> row.label().equals(variation))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(experiment + " has no variation " + variation));
  }

  /** A number of every seed of a variation, in the order of the seeds. */
  public static double[] values(Row row, ToDoubleFunction<Trial> of) {
    return row.trials().stream().mapToDouble(of).toArray();
  }

  /** How much higher a number is in {@code row} than in {@code than}, seed by seed. */
  public static double[] differences(Row row, Row than, ToDoubleFunction<Trial> of) {
    double[] one = values(row, of);
    double[] other = values(than, of);
    for (int i = 0; i < one.length; i++) one[i] -= other[i];
    return one;
  }

  /**
   * By how many percentage points the final test accuracy of one variation is above that of another, seed by seed; at
   * least one test image wide to both sides.
   *
   * @param comparisons how many such intervals the verdict rests on
   */
  public Interval gain(Row row, Row than, int comparisons) {
    int images = dataset(row.trials().get(0).folder().config()).test().size();
    return Interval.of(differences(row, than, Evidence::accuracy), comparisons).atLeast(100.0 / images);
  }

  /** The test accuracy after the last epoch in percent; NaN where the training diverged. */
  public static double accuracy(Trial trial) {
    return trial.isFinished() ? 100 * trial.metrics().last().testAccuracy() : Double.NaN;
  }

  /** The data set that a run was trained on. */
  public Dataset dataset(TrainConfig config) {
    return options.dataset(config);
  }

  /** What TensorFlow runs on. */
  public Device device() {
    return options.machine().device();
  }

  public int threads() {
    return options.machine().threads();
  }

  /**
   * Something measured that takes long: read from {@code file} in the claim's folder where it is there, else measured
   * and written.
   *
   * @param key what the measurement depends on; one with another key is made anew
   * @param type a record that JSON can hold
   */
  public <T> T measured(String file, Object key, Class<T> type, Supplier<T> measurement) {
    return measured(folder.resolve(file), key, type, measurement);
  }

  /** The same of one training, kept in its folder. */
  public <T> T measured(Trial trial, String file, Object key, Class<T> type, Supplier<T> measurement) {
    return measured(trial.folder().path().resolve(file), key, type, measurement);
  }

  /** A measurement on disk. */
  private record Measured(Object key, Object value) {}

  private static <T> T measured(Path file, Object key, Class<T> type, Supplier<T> measurement) {
    String wanted = Json.write(key);
    if (Files.isRegularFile(file)) {
      Measured found = Json.read(file, Measured.class);
      if (wanted.equals(Json.write(found.key))) return Json.read(Json.write(found.value), type, file);
    }
    T value = measurement.get();
    AtomicFile.writeText(file, Json.write(new Measured(key, value)));
    return value;
  }
}
