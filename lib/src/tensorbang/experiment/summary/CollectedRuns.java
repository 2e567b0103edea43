package tensorbang.experiment.summary;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.experiment.settings.Run;
import tensorbang.experiment.settings.RunFolder;
import tensorbang.experiment.settings.SettingText;
import tensorbang.train.Metrics;
import tensorbang.train.TrainConfig;

/**
 * Run folders from anywhere as a comparison. Runs that differ in their seed alone are one row; a row is named by the
 * settings in which the rows differ.
 */
public final class CollectedRuns {
  private static final int DEPTH = 4;

  private CollectedRuns() {}

  /**
   * Compares the runs in {@code folders} and below.
   *
   * @throws InputException if one holds no run
   */
  public static Comparison compare(String title, List<Path> folders) {
    Map<TrainConfig, List<Comparison.Trial>> byConfig = new LinkedHashMap<>();
    for (Path folder : find(folders)) {
      Metrics metrics = Metrics.read(folder);
      List<Comparison.Trial> seeds =
          byConfig.computeIfAbsent(metrics.config().with("seed", 0), config -> new ArrayList<>());
      if (seeds.stream().noneMatch(t -> t.seed() == metrics.config().seed())) // the same again tells nothing new
        seeds.add(new Comparison.Trial(metrics.config().seed(), new RunFolder(folder), metrics));
    }
    Set<String> differing = differing(byConfig.keySet());
    String swept = swept(differing, byConfig.keySet());
    return new Comparison(
        title, swept, byConfig.entrySet().stream().map(e -> row(e.getKey(), e.getValue(), differing, swept)).toList());
  }

  private static Set<Path> find(List<Path> folders) {
    Set<Path> found = new TreeSet<>();
    for (Path folder : folders)
      try (Stream<Path> all = Files.walk(folder, DEPTH)) {
        List<Path> runs = all.filter(p -> p.endsWith(Metrics.FILE)).map(Path::getParent).toList();
        if (runs.isEmpty()) throw new InputException(folder + " holds no run: there is no " + Metrics.FILE + " in it");
        found.addAll(runs);
      } catch (IOException e) {
        throw new InputException("cannot read " + folder + ": " + AtomicFile.reason(e), e);
      }
    return found;
  }

  /** The settings that not all of the configurations agree on. */
  private static Set<String> differing(Set<TrainConfig> configs) {
    Set<String> names = new LinkedHashSet<>();
    configs.forEach(config -> names.addAll(config.settings().keySet()));
    names.removeIf(
        name -> configs.stream().map(config -> String.valueOf(config.settings().get(name))).distinct().count() == 1);
    return names;
  }

  /** The one setting that differs and is a number; null where there is none or more than one. */
  private static String swept(Set<String> differing, Set<TrainConfig> configs) {
    List<String> numbers =
        differing.stream()
            .filter(name -> configs.stream().allMatch(config -> isNumber(config.settings().get(name))))
            .toList();
    return numbers.size() == 1 ? numbers.get(0) : null;
  }

  private static boolean isNumber(JsonNode value) {
    return value != null && value.isNumber();
  }

  private static Comparison.Row row(
      TrainConfig config, List<Comparison.Trial> trials, Set<String> differing, String swept) {
    Map<String, JsonNode> settings = config.settings();
    String series = describe(settings, differing.stream().filter(name -> !name.equals(swept)).toList());
    if (swept == null) return new Comparison.Row(series.isEmpty() ? config.net() : series, "", null, trials);
    double x = settings.get(swept).doubleValue();
    String point = SettingText.describe(swept, x);
    return new Comparison.Row(series.isEmpty() ? point : series + ", " + point, series, x, trials);
  }

  private static String describe(Map<String, JsonNode> settings, List<String> names) {
    return names.stream().map(name -> SettingText.describe(name, settings.get(name))).collect(Collectors.joining(", "));
  }
}
