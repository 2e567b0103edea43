package tensorbang.experiment.summary;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.experiment.settings.RunFolder;
import tensorbang.experiment.settings.SettingText;
import tensorbang.train.Metrics;
import tensorbang.train.MetricsFiles;
import tensorbang.train.TrainConfig;

/**
 * Run folders from anywhere as comparisons, one for each data set. Runs that differ in their seed alone are one row; a
 * row is named by the settings in which the rows differ. Of several runs with the same settings and seed the one that
 * came furthest counts.
 *
 * @param byDataset at least one
 * @param leftOut a line for each folder that has metrics but no run that can be compared: which, and why
 */
public record CollectedRuns(Map<String, Comparison> byDataset, List<String> leftOut) {
  /**
   * Compares the runs in {@code folders} and below.
   *
   * @param title of the comparison; with the data set's name where there are several
   * @throws InputException if a folder cannot be read or holds no run, or none of the runs can be compared
   */
  public static CollectedRuns in(List<Path> folders, String title) {
    Map<String, List<Comparison.Trial>> byDataset = new TreeMap<>();
    List<String> leftOut = new ArrayList<>();
    for (Path folder : find(folders)) {
      try {
        Metrics metrics = read(folder);
        byDataset
            .computeIfAbsent(metrics.config().dataset(), dataset -> new ArrayList<>())
            .add(new Comparison.Trial(metrics.config().seed(), new RunFolder(folder), metrics));
      } catch (InputException e) {
        String reason = e.getMessage();
        leftOut.add(reason.contains(folder.toString()) ? reason : folder + ": " + reason);
      }
    }
    if (byDataset.isEmpty()) throw new InputException("no run to compare: " + leftOut.get(0));
    Map<String, Comparison> comparisons = new LinkedHashMap<>();
    byDataset.forEach((dataset, runs) ->
        comparisons.put(dataset, compare(byDataset.size() == 1 ? title : title + ", " + dataset, runs)));
    return new CollectedRuns(comparisons, leftOut);
  }

  /** @throws InputException if {@code folder} holds no whole run of train.java */
  private static Metrics read(Path folder) {
    Path file = folder.resolve(Metrics.FILE);
    JsonNode json = Json.read(file, JsonNode.class);
    if (json.path("environment").has("tensorflow")
        && json.path("environment").get("tensorflow").isNull())
      throw new InputException(folder + " is a run without TensorFlow, which has other settings");
    return readMetrics(file, json);
  }

  /**
   * The metrics in a file.
   *
   * @param json what the file holds
   * @throws InputException if that is no whole run
   */
  public static Metrics readMetrics(Path file, JsonNode json) {
    Path folder = file.getParent();
    for (String part : List.of("status", "config", "epochs"))
      if (!json.hasNonNull(part)) throw new InputException(folder + " holds no whole run: its metrics lack " + part);
    Metrics metrics = Json.read(file, Metrics.class);
    if (metrics.schema() != Metrics.SCHEMA)
      throw new InputException(folder + " has metrics of schema " + metrics.schema() + ", not " + Metrics.SCHEMA);
    boolean hasResult = metrics.last() != null && !metrics.epochs().isEmpty();
    if (metrics.epochs().contains(null)
        || hasResult == (metrics.last() == null)
        || metrics.status() == Metrics.Status.FINISHED && !hasResult)
      throw new InputException(folder + " holds no whole run: its metrics lack epochs or the final result");
    return metrics;
  }

  /** Runs on one data set side by side; all of them have metrics. */
  public static Comparison compare(String title, List<Comparison.Trial> trials) {
    Map<TrainConfig, List<Comparison.Trial>> byConfig = TrialsByConfig.of(trials);
    Set<String> differing = differing(byConfig.keySet());
    String swept = swept(differing, byConfig.keySet());
    return new Comparison(
        title,
        swept,
        byConfig.entrySet().stream()
            .map(e -> row(e.getKey(), e.getValue(), differing, swept))
            .toList());
  }

  private static Set<Path> find(List<Path> folders) {
    Set<Path> found = new TreeSet<>();
    for (Path folder : folders) {
      List<Path> runs = MetricsFiles.in(folder).stream().map(Path::getParent).toList();
      if (runs.isEmpty()) throw new InputException(folder + " holds no run: there is no " + Metrics.FILE + " in it");
      found.addAll(runs);
    }
    return found;
  }

  /** The settings that not all of the configurations agree on, of those that have them: not every network has all. */
  private static Set<String> differing(Set<TrainConfig> configs) {
    Set<String> names = new LinkedHashSet<>();
    configs.forEach(config -> names.addAll(config.settings().keySet()));
    names.removeIf(name -> configs.stream()
            .map(TrainConfig::settings)
            .filter(settings -> settings.containsKey(name))
            .map(settings -> settings.get(name))
            .distinct()
            .count()
        == 1);
    return names;
  }

  /** The one setting that differs and is a number; null where there is none or more than one. */
  private static String swept(Set<String> differing, Set<TrainConfig> configs) {
    List<String> numbers = differing.stream()
        .filter(name ->
            configs.stream().allMatch(config -> isNumber(config.settings().get(name))))
        .toList();
    return numbers.size() == 1 ? numbers.get(0) : null;
  }

  private static boolean isNumber(JsonNode value) {
    return value != null && value.isNumber();
  }

  private static Comparison.Row row(
      TrainConfig config, List<Comparison.Trial> trials, Set<String> differing, String swept) {
    Map<String, JsonNode> settings = config.settings();
    String series = describe(
        settings, differing.stream().filter(name -> !name.equals(swept)).toList());
    if (swept == null) return new Comparison.Row(series.isEmpty() ? config.net() : series, "", null, trials);
    double x = settings.get(swept).doubleValue();
    String point = SettingText.describe(swept, x);
    return new Comparison.Row(series.isEmpty() ? point : series + ", " + point, series, x, trials);
  }

  private static String describe(Map<String, JsonNode> settings, List<String> names) {
    return names.stream()
        .filter(settings::containsKey)
        .map(name -> SettingText.describe(name, settings.get(name)))
        .collect(Collectors.joining(", "));
  }
}
