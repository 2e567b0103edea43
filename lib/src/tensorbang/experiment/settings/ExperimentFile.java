package tensorbang.experiment.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;
import tensorbang.InputException;
import tensorbang.Suggestion;
import tensorbang.Yaml;
import tensorbang.data.sets.DatasetCache;
import tensorbang.settings.Settings;

/**
 * An experiment as YAML:
 *
 * <pre>
 * name: momentum                  # of its folder; the file's own name by default
 * title: Momentum of SimpleNN     # of its charts
 * base: {net: simplenn, lr: 0.01} # as on train.java's command line, in all runs
 * variations:                     # what differs from the base
 *   plain: {nesterov: false}
 *   Nesterov: {nesterov: true}
 * sweep:                          # each variation at each value of one setting
 *   momentum: [0, 0.5, 0.9, 0.99]
 * seeds: [42, 43, 44]
 * </pre>
 */
public final class ExperimentFile {
  private static final List<String> KEYS = List.of("name", "title", "base", "variations", "sweep", "seeds");
  private static final String DATASET = "dataset";

  private ExperimentFile() {}

  /** @throws InputException naming the file, if it cannot be read or does not hold an experiment */
  public static Experiment read(Path file) {
    JsonNode root = Yaml.read(file).root();
    try {
      return of(root, fileName(file));
    } catch (InputException e) {
      throw new InputException(file + ": " + e.getMessage(), e);
    }
  }

  private static Experiment of(JsonNode root, String fileName) {
    if (!root.isObject()) throw new InputException("expected " + String.join(", ", KEYS));
    root.fieldNames().forEachRemaining(ExperimentFile::checkKey);
    Settings base = settings(root, "base");
    String dataset = base.isEmpty() ? DatasetCache.AUTO : text(root.get("base"), DATASET, DatasetCache.AUTO);
    String name = text(root, "name", fileName);
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*"))
      throw new InputException("name: " + name + ": expected letters, digits, dots and dashes, as of a folder");
    Experiment experiment = Experiment.of(
        name, text(root, "title", name), dataset.equals(DatasetCache.AUTO) ? base.without(Set.of(DATASET)) : base);
    for (String label : keys(root, "variations"))
      experiment =
          experiment.vary(label, settings(root.get("variations"), label).values());
    experiment = withSweep(experiment, root);
    experiment.variations(); // a wrong setting is reported now, with the file's name
    return experiment.by(dataset, seeds(root));
  }

  private static void checkKey(String key) {
    if (!KEYS.contains(key))
      throw new InputException(key + ": expected one of " + String.join(", ", KEYS) + Suggestion.didYouMean(key, KEYS));
  }

  private static Experiment withSweep(Experiment experiment, JsonNode root) {
    List<String> swept = keys(root, "sweep");
    if (swept.isEmpty()) return experiment;
    if (swept.size() > 1) throw new InputException("sweep: one setting only; give the others under variations");
    JsonNode values = root.get("sweep").get(swept.get(0));
    if (!values.isArray() || values.isEmpty())
      throw new InputException("sweep: " + swept.get(0) + ": expected a list of numbers");
    DoubleStream.Builder numbers = DoubleStream.builder();
    for (JsonNode value : values) {
      if (!value.isNumber())
        throw new InputException(
            "sweep: " + swept.get(0) + ": " + value.asText() + " is no number; give such settings under variations");
      numbers.add(value.doubleValue());
    }
    return experiment.sweep(swept.get(0), numbers.build().toArray());
  }

  private static List<Long> seeds(JsonNode root) {
    JsonNode seeds = root.get("seeds");
    if (seeds == null) return List.of();
    boolean whole = seeds.isArray() && !seeds.isEmpty();
    for (JsonNode seed : seeds) whole &= seed.canConvertToLong() && seed.isIntegralNumber();
    if (!whole) throw new InputException("seeds: expected a list of whole numbers");
    List<Long> all = StreamSupport.stream(seeds.spliterator(), false)
        .map(JsonNode::longValue)
        .toList();
    if (all.stream().distinct().count() < all.size()) throw new InputException("seeds: a seed is named twice");
    return all;
  }

  private static List<String> keys(JsonNode root, String name) {
    JsonNode node = root.get(name);
    List<String> keys = new ArrayList<>();
    if (node == null || node.isNull()) return keys;
    if (!node.isObject()) throw new InputException(name + ": expected names with a colon and their values");
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static Settings settings(JsonNode root, String name) {
    Settings settings = Settings.NONE;
    for (String key : keys(root, name))
      settings = settings.set(key, root.get(name).get(key));
    boolean isAuto =
        settings.contains(DATASET) && text(root.get(name), DATASET, "").equals(DatasetCache.AUTO);
    if (isAuto && !name.equals("base")) throw new InputException(name + ": dataset auto: name the set itself");
    if (settings.contains("seed")) throw new InputException(name + ": seed: list them under seeds");
    return settings;
  }

  private static String text(JsonNode root, String name, String otherwise) {
    JsonNode node = root.get(name);
    if (node == null) return otherwise;
    if (!node.isTextual() || node.asText().isBlank()) throw new InputException(name + ": expected a name");
    return node.asText();
  }

  private static String fileName(Path file) {
    return file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
  }
}
