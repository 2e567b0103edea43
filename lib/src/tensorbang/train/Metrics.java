package tensorbang.train;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tensorbang.AtomicFile;
import tensorbang.Json;
import tensorbang.nn.LayerInfo;
import tensorbang.tf.Environment;

/**
 * A run as {@code metrics.json} tells it, written anew after every epoch.
 *
 * @param status how far it came
 * @param last null before the first epoch ends
 */
public record Metrics(
    int schema, Status status, TrainConfig config, Environment environment, Model model, List<Epoch> epochs,
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
          name, rows.stream().mapToLong(LayerInfo::parameters).sum(), rows.stream().mapToLong(LayerInfo::macs).sum(), rows);
    }
  }

  /** Accuracies are fractions; {@code bestEpoch} counts from 1; {@code seconds} is the sum over the epochs' passes. */
  public record Final(
      double testAccuracy, double testLoss, double trainAccuracy, double bestTestAccuracy, int bestEpoch,
      double seconds) {}

  static Metrics of(
      Status status, TrainConfig config, Environment environment, Model model, List<Epoch> epochs) {
    return new Metrics(SCHEMA, status, config, environment, model, List.copyOf(epochs), summary(epochs));
  }

  private static Final summary(List<Epoch> epochs) {
    if (epochs.isEmpty()) return null;
    Epoch last = epochs.get(epochs.size() - 1);
    Epoch best = best(epochs);
    double seconds = epochs.stream().mapToDouble(Epoch::seconds).sum();
    return new Final(
        last.testAccuracy(), last.testLoss(), last.trainAccuracy(), best.testAccuracy(), best.epoch(), seconds);
  }

  /** The first epoch of those with the highest test accuracy. */
  static Epoch best(List<Epoch> epochs) {
    Epoch best = epochs.get(0);
    for (Epoch e : epochs) if (e.testAccuracy() > best.testAccuracy()) best = e;
    return best;
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
