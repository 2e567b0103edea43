package tensorbang.scratch.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.List;
import tensorbang.AtomicFile;
import tensorbang.Json;
import tensorbang.tf.Environment;
import tensorbang.train.Epoch;
import tensorbang.train.Metrics;

/**
 * A training in plain Java as {@code metrics.json} describes it, in the form of {@link Metrics}.
 *
 * @param last null before the first epoch ends
 */
public record ScratchMetrics(
    int schema,
    Metrics.Status status,
    ScratchConfig config,
    Environment environment,
    Metrics.Model model,
    List<Epoch> epochs,
    @JsonProperty("final") Metrics.Final last) {
  static ScratchMetrics of(
      Metrics.Status status, ScratchConfig config, Environment environment, Metrics.Model model, List<Epoch> epochs) {
    return new ScratchMetrics(Metrics.SCHEMA, status, config, environment, model, List.copyOf(epochs), summary(epochs));
  }

  private static Metrics.Final summary(List<Epoch> epochs) {
    if (epochs.isEmpty()) return null;
    Epoch last = epochs.get(epochs.size() - 1);
    Epoch best = epochs.stream()
        .reduce((a, b) -> b.testAccuracy() > a.testAccuracy() ? b : a)
        .get();
    double seconds = epochs.stream().mapToDouble(Epoch::seconds).sum();
    return new Metrics.Final(
        last.testAccuracy(), last.testLoss(), last.trainAccuracy(), best.testAccuracy(), best.epoch(), seconds);
  }

  void write(Path folder) {
    AtomicFile.writeText(folder.resolve(Metrics.FILE), Json.write(this));
  }
}
