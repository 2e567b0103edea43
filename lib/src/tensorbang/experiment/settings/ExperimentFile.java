package tensorbang.experiment.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tensorbang.InputException;
import tensorbang.Suggestion;
import tensorbang.Yaml;
import tensorbang.data.sets.DatasetCache;
import tensorbang.settings.SettingSpec;
import tensorbang.settings.Settings;
import tensorbang.train.ConfigFile;
import tensorbang.train.TrainConfig;

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
  private static final String BASE = "/base";
  private static final String VARIATIONS = "/variations";
  private static final String SWEEP = "/sweep";
  private static final String SEEDS = "/seeds";
  private static final String DATASET = "dataset";
  private static final String SEED = "seed";

  private final Yaml.Document document;
  private final JsonNode root;

  private ExperimentFile(Path file) {
    document = Yaml.read(file);
    root = document.root();
  }

  /**
   * The experiment that {@code file} describes.
   *
   * @throws InputException naming file, line and key, if it cannot be read or does not hold an experiment
   */
  public static Experiment read(Path file) {
    return new ExperimentFile(file).experiment(file.getFileName().toString().replaceFirst("\\.ya?ml$", ""));
  }

  private Experiment experiment(String fileName) {
    if (!root.isObject()) throw document.wrong("", "expected " + String.join(", ", KEYS));
    root.fieldNames().forEachRemaining(this::checkKey);
    Settings base = settings(BASE);
    String dataset = text(BASE + "/" + DATASET, DatasetCache.AUTO);
    String name = text("/name", fileName);
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*"))
      throw document.wrong("/name", name + ": expected letters, digits, dots and dashes, as of a folder");
    Experiment experiment = Experiment.of(
        name, text("/title", name), dataset.equals(DatasetCache.AUTO) ? base.without(Set.of(DATASET)) : base);
    for (String label : keys(VARIATIONS)) {
      String pointer = VARIATIONS + Yaml.pointer(label);
      Settings settings = settings(pointer);
      if (text(pointer + "/" + DATASET, "").equals(DatasetCache.AUTO))
        throw document.wrong(pointer + "/" + DATASET, "name the set itself instead of auto");
      experiment = experiment.vary(label, settings.values());
    }
    experiment = withSweep(experiment);
    check(experiment);
    return experiment.by(dataset, seeds());
  }

  private void checkKey(String key) {
    if (!KEYS.contains(key))
      throw document.wrong(
          Yaml.pointer(key), "expected one of " + String.join(", ", KEYS) + Suggestion.didYouMean(key, KEYS));
  }

  private Experiment withSweep(Experiment experiment) {
    List<String> swept = keys(SWEEP);
    if (swept.isEmpty()) return experiment;
    if (swept.size() > 1)
      throw document.wrong(
          SWEEP + Yaml.pointer(swept.get(1)), "one setting only is swept; give the others under variations");
    String setting = swept.get(0);
    String pointer = SWEEP + Yaml.pointer(setting);
    if (setting.equals(SEED)) throw document.wrong(pointer, "list them under seeds");
    JsonNode values = root.at(pointer);
    if (!values.isArray() || values.isEmpty()) throw document.wrong(pointer, "expected a list of numbers");
    SettingSpec spec = ConfigFile.spec(document, pointer, setting);
    Set<Double> numbers = new LinkedHashSet<>();
    for (int i = 0; i < values.size(); i++) {
      JsonNode value = values.get(i);
      String item = pointer + "/" + i;
      if (!value.isNumber())
        throw document.wrong(item, value.asText() + " is no number; give such settings under variations");
      ConfigFile.check(document, item, spec, value);
      if (!numbers.add(value.doubleValue())) throw document.wrong(item, value.asText() + " is given twice");
    }
    return experiment.sweep(
        setting, numbers.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Reports what can only be seen in a variation as a whole, such as a choice that its network does not have. */
  private void check(Experiment experiment) {
    Map<String, Settings> all = experiment.varied().isEmpty() ? Map.of("", Settings.NONE) : experiment.varied();
    all.forEach((label, own) -> {
      Settings chosen = experiment.base().with(own);
      if (experiment.sweep() == null) check(label, own, chosen, "");
      else
        for (int i = 0; i < experiment.sweep().values().size(); i++) {
          String setting = experiment.swept();
          String pointer = SWEEP + Yaml.pointer(setting);
          check(label, own, chosen.set(setting, root.at(pointer).get(i)), pointer + "/" + i);
        }
    });
  }

  /** @param swept the pointer of the swept value; empty where nothing is swept */
  private void check(String label, Settings own, Settings chosen, String swept) {
    try {
      TrainConfig.of(chosen);
    } catch (InputException e) {
      String key = e.setting() == null ? "" : Yaml.pointer(e.setting());
      String pointer = swept.startsWith(SWEEP + key + "/")
          ? swept
          : own.names().contains(e.setting()) ? VARIATIONS + Yaml.pointer(label) + key : BASE + key;
      throw ConfigFile.wrong(document, pointer, e);
    }
  }

  private List<Long> seeds() {
    if (!root.has("seeds")) return List.of();
    JsonNode seeds = root.get("seeds");
    if (!seeds.isArray() || seeds.isEmpty()) throw document.wrong(SEEDS, "expected a list of whole numbers");
    Set<Long> all = new LinkedHashSet<>();
    for (int i = 0; i < seeds.size(); i++) {
      JsonNode seed = seeds.get(i);
      String item = SEEDS + "/" + i;
      if (!seed.isIntegralNumber()) throw document.wrong(item, seed.asText() + ": expected a whole number");
      if (!all.add(seed.longValue())) throw document.wrong(item, seed.asText() + " is given twice");
    }
    return List.copyOf(all);
  }

  /** The keys of a part, in the order of the file; none where the part is missing. */
  private List<String> keys(String pointer) {
    JsonNode part = root.at(pointer);
    List<String> keys = new ArrayList<>();
    if (part.isMissingNode() || part.isNull()) return keys;
    if (!part.isObject()) throw document.wrong(pointer, "expected names with a colon and their values");
    part.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private Settings settings(String pointer) {
    if (keys(pointer).isEmpty()) return Settings.NONE;
    Settings settings = ConfigFile.settings(document, pointer);
    if (settings.contains(SEED)) throw document.wrong(pointer + "/" + SEED, "list them under seeds");
    if (settings.contains(DATASET)) text(pointer + "/" + DATASET, "");
    return settings;
  }

  private String text(String pointer, String otherwise) {
    JsonNode node = root.at(pointer);
    if (node.isMissingNode()) return otherwise;
    if (!node.isTextual() || node.asText().isBlank()) throw document.wrong(pointer, "expected a name");
    return node.asText();
  }
}
