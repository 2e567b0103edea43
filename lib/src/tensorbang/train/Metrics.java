package tensorbang.train;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tensorbang.AtomicFile;
import tensorbang.Json;
import tensorbang.nn.LayerInfo;
import tensorbang.tf.Environment;

/**
 * A run as {@code metrics.json} describes it, written anew after every epoch.
 *
 * @param status how far it came
 * @param last null before the first epoch ends
 */
public record Metrics(
    int schema,
    Status status,
    TrainConfig config,
    Environment environment,
    Model model,
    List<Epoch> epochs,
    @JsonProperty("final") Final last) {
  public static final int SCHEMA = 1;
  public static final String FILE = "metrics.json";

  /** How far a run came. */
  public enum Status {
    @JsonProperty("running")
    RUNNING,
    @JsonProperty("interrupted")
    INTERRUPTED,
    /** The loss stopped being a number; the run was stopped. */
    @JsonProperty("diverged")
    DIVERGED,
    @JsonProperty("finished")
    FINISHED
  }

  /**
   * What was trained.
   *
   * @param parameters trainable ones
   * @param macs multiply-accumulates of one image's forward pass in convolutions and dense layers
   */
  public record Model(String name, long parameters, long macs, List<LayerInfo> layers) {
    static Model of(String name, List<LayerInfo> rows) {
      return new Model(
          name,
          rows.stream().mapToLong(LayerInfo::parameters).sum(),
          rows.stream().mapToLong(LayerInfo::macs).sum(),
          rows);
    }
  }

  /**
   * The result. Accuracies are fractions; what is NaN or null was not measured, and is left out of JSON.
   *
   * @param testAccuracy after the last epoch, as are test loss, training accuracy, validation accuracy and loss
   * @param bestTestAccuracy after {@code bestEpoch}
   * @param bestEpoch counted from 1: see {@link #choice}
   * @param seconds the sum over the epochs' passes
   * @param bestValidationAccuracy after {@code bestEpoch}; NaN where there is no validation part
   * @param chosenBy what {@code bestEpoch} has the highest accuracy on: {@code validation} or {@code test}
   * @param stoppedEarly why there are fewer epochs than were asked for, or null
   * @param classAccuracy on the test images of each class after the last epoch, in the order of the classes
   */
  public record Final(
      double testAccuracy,
      double testLoss,
      double trainAccuracy,
      double bestTestAccuracy,
      int bestEpoch,
      double seconds,
      @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = NaNFilter.class) double testTop5Accuracy,
      @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = NaNFilter.class) double validationAccuracy,
      @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = NaNFilter.class) double validationLoss,
      @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = NaNFilter.class) double bestValidationAccuracy,
      @JsonInclude(JsonInclude.Include.NON_NULL) String chosenBy,
      @JsonInclude(JsonInclude.Include.NON_NULL) String stoppedEarly,
      @JsonInclude(JsonInclude.Include.NON_NULL) List<Double> classAccuracy) {
    /** Without a validation part, and of a whole training. */
    public Final(
        double testAccuracy,
        double testLoss,
        double trainAccuracy,
        double bestTestAccuracy,
        int bestEpoch,
        double seconds) {
      this(
          testAccuracy,
          testLoss,
          trainAccuracy,
          bestTestAccuracy,
          bestEpoch,
          seconds,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          null,
          null,
          null);
    }
  }

  /**
   * @param inViews the last epoch with the results of a test in several views, or null
   * @param classAccuracy of the last epoch, or null
   * @param stoppedEarly why there are fewer epochs than were asked for, or null
   */
  static Metrics of(
      Status status,
      TrainConfig config,
      Environment environment,
      Model model,
      List<Epoch> epochs,
      Epoch inViews,
      List<Double> classAccuracy,
      String stoppedEarly) {
    Final last = epochs.isEmpty() ? null : last(epochs, inViews, classAccuracy, stoppedEarly);
    return new Metrics(SCHEMA, status, config, environment, model, List.copyOf(epochs), last);
  }

  private static Final last(List<Epoch> epochs, Epoch inViews, List<Double> classAccuracy, String stoppedEarly) {
    Epoch last = inViews != null ? inViews : epochs.get(epochs.size() - 1);
    Epoch chosen = choice(epochs);
    Epoch best = chosen.epoch() == last.epoch() ? last : chosen;
    return new Final(
        last.testAccuracy(),
        last.testLoss(),
        last.trainAccuracy(),
        best.testAccuracy(),
        best.epoch(),
        epochs.stream().mapToDouble(Epoch::seconds).sum(),
        last.testTop5Accuracy(),
        last.validationAccuracy(),
        last.validationLoss(),
        best.validationAccuracy(),
        best.hasValidation() ? "validation" : "test",
        stoppedEarly,
        classAccuracy);
  }

  /**
   * The epoch whose weights are {@code best}: the first of those with the highest accuracy on the validation part, and
   * only where there is none, on the test set.
   */
  static Epoch choice(List<Epoch> epochs) {
    return epochs.stream()
        .reduce((best, e) -> choiceAccuracy(e) > choiceAccuracy(best) ? e : best)
        .orElseThrow();
  }

  private static double choiceAccuracy(Epoch epoch) {
    return epoch.hasValidation() ? epoch.validationAccuracy() : epoch.testAccuracy();
  }

  /** See {@link #choice(List)}; null before the first epoch ends. */
  public Epoch choice() {
    return epochs.isEmpty() ? null : choice(epochs);
  }

  public void write(Path folder) {
    AtomicFile.writeText(folder.resolve(FILE), Json.write(this));
  }

  public static boolean existIn(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE));
  }

  /** @throws tensorbang.InputException if {@code folder} holds no readable metrics */
  public static Metrics read(Path folder) {
    return Json.read(folder.resolve(FILE), Metrics.class);
  }
}
