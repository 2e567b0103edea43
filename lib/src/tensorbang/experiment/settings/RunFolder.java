package tensorbang.experiment.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.model.ModelFolder;
import tensorbang.train.Metrics;
import tensorbang.train.TrainConfig;

/**
 * Where one run of an experiment lives: its settings, metrics, checkpoint and model. What decides the run's outcome
 * decides the end of the folder's name, so that a changed setting is a new run and the same settings find the old one;
 * the rest of the name is for the reader.
 */
public record RunFolder(Path path) {
  private static final String CONFIG = "config.json";
  private static final int MOST_LETTERS = 60;
  private static final int HASH_BYTES = 4;

  /**
   * The folder of {@code config} in {@code experiment}: the one that is there, or one yet to be created.
   *
   * @param label describes the variation
   */
  public static RunFolder in(Path experiment, String label, TrainConfig config) {
    RunFolder fresh = new RunFolder(experiment.resolve(slug(label) + "-seed" + config.seed() + "-" + hash(config)));
    if (!Files.isDirectory(experiment)) return fresh;
    try (DirectoryStream<Path> found = Files.newDirectoryStream(experiment, "*-seed" + config.seed() + "-*")) {
      for (Path folder : found) if (isOf(config, folder)) return new RunFolder(folder);
    } catch (IOException e) {
      throw new InputException("cannot read " + experiment + ": " + AtomicFile.reason(e), e);
    }
    return fresh;
  }

  /** Judged by the configuration itself: the name may be from before a setting existed. */
  private static boolean isOf(TrainConfig config, Path folder) {
    return Files.isRegularFile(folder.resolve(CONFIG))
        && new RunFolder(folder).config().equals(config);
  }

  /** Creates the folder and notes what is to be trained there. */
  public void create(TrainConfig config) {
    AtomicFile.writeText(path.resolve(CONFIG), Json.write(config));
  }

  /** What is to be trained here. */
  public TrainConfig config() {
    Path file = path.resolve(CONFIG);
    if (!Files.isRegularFile(file)) throw new InputException(path + " is no run of an experiment: it has no " + CONFIG);
    return Json.read(file, TrainConfig.class);
  }

  /** As the run left them so far, or null. */
  public Metrics metrics() {
    return Files.isRegularFile(path.resolve(Metrics.FILE)) ? Metrics.read(path) : null;
  }

  /** Whether nothing is left to do: the run has finished, or its loss stopped being a number. */
  public boolean isDone() {
    Metrics metrics = metrics();
    return metrics != null
        && (metrics.status() == Metrics.Status.FINISHED || metrics.status() == Metrics.Status.DIVERGED);
  }

  public Path model() {
    return path.resolve(ModelFolder.IN_RUN);
  }

  public Path log() {
    return path.resolve("log.txt");
  }

  /** Of the settings that differ from the defaults, so that a new setting leaves it as it was. */
  private static String hash(TrainConfig config) {
    Map<String, JsonNode> settings = new TreeMap<>(config.decisive());
    TrainConfig.DEFAULTS.settings().forEach((name, value) -> settings.remove(name, value));
    String canonical = Json.tree(settings).toString();
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code label} in letters that file names may have. */
  public static String slug(String label) {
    String slug = label.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-").replaceAll("^[-.]+|[-.]+$", "");
    return slug.isEmpty() ? "run" : slug.substring(0, Math.min(MOST_LETTERS, slug.length()));
  }
}
