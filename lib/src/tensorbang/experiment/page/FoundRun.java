package tensorbang.experiment.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.cli.Workspace;
import tensorbang.model.ModelCard;
import tensorbang.train.Metrics;

/**
 * A run as its files describe it.
 *
 * @param file the metrics
 * @param settings as the file has them, with those of the network beside the others; a run of an older version lacks
 *     some
 * @param isPlainJava made without TensorFlow, with fewer settings
 */
public record FoundRun(Path file, Metrics metrics, Map<String, JsonNode> settings, boolean isPlainJava) {
  static FoundRun of(Path file, JsonNode json, Metrics metrics) {
    boolean isPlainJava = json.path("environment").has("tensorflow")
        && json.path("environment").get("tensorflow").isNull();
    return new FoundRun(
        file, metrics, isPlainJava ? written(json) : metrics.config().settings(), isPlainJava);
  }

  private static Map<String, JsonNode> written(JsonNode json) {
    Map<String, JsonNode> all = new LinkedHashMap<>();
    json.path("config").properties().forEach(setting -> all.put(setting.getKey(), setting.getValue()));
    return all;
  }

  public Path folder() {
    return file.toAbsolutePath().normalize().getParent();
  }

  public long seed() {
    return metrics.config().seed();
  }

  public boolean isFinished() {
    return metrics.status() == Metrics.Status.FINISHED;
  }

  /** What a reader finds the run by: its folder within results, or else the last two names of its path. */
  public String name() {
    Path results = Workspace.results().toAbsolutePath().normalize();
    Path run = file.endsWith(Metrics.FILE) ? folder() : file.toAbsolutePath().normalize();
    Path shown = run.startsWith(results) && !run.equals(results)
        ? results.relativize(run)
        : run.subpath(Math.max(0, run.getNameCount() - 2), run.getNameCount());
    return shown.toString().replace('\\', '/');
  }

  /** The folder of the model that this run trained, where it is still there. */
  public Optional<Path> model() {
    Path folder = folder();
    String name = folder.getFileName().toString();
    Path parent = folder.getParent();
    Path models = Workspace.models();
    Stream<Path> candidates = Stream.of(folder.resolve("model"), models.resolve(name));
    if (parent != null && parent.getFileName() != null)
      candidates = Stream.concat(candidates, Stream.of(models.resolve(parent.getFileName() + "-" + name)));
    return candidates.filter(this::isOfThisRun).findFirst();
  }

  /** A folder of the same name may hold the model of another run. */
  private boolean isOfThisRun(Path model) {
    if (!ModelCard.existsIn(model) || metrics.last() == null) return false;
    try {
      ModelCard card = ModelCard.read(model);
      ModelCard.Saved last = card.weights().get("last");
      return last != null
          && card.net().equals(metrics.config().net())
          && last.epoch() == metrics.epochs().size()
          && Math.abs(last.testAccuracy() - metrics.last().testAccuracy()) < 1e-9;
    } catch (InputException damaged) {
      return false;
    }
  }

  /** The JSON file of that name beside the metrics, where it can be read. */
  Optional<JsonNode> beside(String name) {
    Path there = folder().resolve(name);
    if (!file.endsWith(Metrics.FILE) || !there.toFile().isFile()) return Optional.empty();
    try {
      return Optional.of(Json.read(there, JsonNode.class));
    } catch (InputException damaged) {
      return Optional.empty();
    }
  }
}
