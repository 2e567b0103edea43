package tensorbang.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.Suggestion;
import tensorbang.Yaml;
import tensorbang.nets.Nets;
import tensorbang.settings.SettingSpec;
import tensorbang.settings.Settings;

/**
 * The settings of a training as YAML: a line for each, with those of the network beside the others.
 *
 * <pre>
 * net: simplenn
 * batch_norm: true   # a choice within the network
 * lr: 0.05
 * schedule: step:60,80
 * </pre>
 */
public final class ConfigFile {
  /** The file in a run folder that holds all its settings. */
  public static final String NAME = "config.yaml";

  private static final YAMLMapper YAML = YAMLMapper.builder()
      .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
      .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
      .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
      .build();

  private ConfigFile() {}

  /**
   * The settings that {@code file} chooses. Choices within a network are those of the network that it names; where it
   * names none, they may suit one that is named elsewhere.
   *
   * @throws InputException naming file, line and key, if a setting does not exist, or its value has the wrong type or is
   *     out of range
   */
  public static Settings read(Path file) {
    Yaml.Document document = Yaml.read(file);
    Settings settings = settings(document, "");
    if (!settings.contains("net")) return settings;
    try {
      TrainConfig.of(settings); // whether the network has the choices
    } catch (InputException e) {
      throw wrong(document, e.setting() == null ? "" : Yaml.pointer(e.setting()), e);
    }
    return settings;
  }

  /**
   * The settings that a part of {@code document} chooses, each checked by itself.
   *
   * @param pointer of the part: {@code /base}; empty for the whole document
   * @throws InputException naming file, line and key, if the part holds no settings, one does not exist, or its value has
   *     the wrong type or is out of range
   */
  public static Settings settings(Yaml.Document document, String pointer) {
    JsonNode part = document.root().at(pointer);
    if (!part.isObject()) throw document.wrong(pointer, "expected settings, one a line, such as epochs: 10");
    Settings settings = Settings.NONE;
    for (Map.Entry<String, JsonNode> entry : part.properties()) {
      String key = pointer + Yaml.pointer(entry.getKey());
      check(document, key, spec(document, key, entry.getKey()), entry.getValue());
      settings = settings.set(entry.getKey(), entry.getValue());
    }
    return settings;
  }

  /**
   * The setting called {@code name}, of a training or of a network.
   *
   * @param pointer of what names it
   * @throws InputException naming file, line and key, if there is none
   */
  public static SettingSpec spec(Yaml.Document document, String pointer, String name) {
    Map<String, SettingSpec> specs = new LinkedHashMap<>();
    TrainConfig.networkSpecs().forEach(s -> specs.put(s.name(), s));
    TrainConfig.specs().forEach(s -> specs.put(s.name(), s));
    if (!specs.containsKey(name))
      throw document.wrong(
          pointer, "there is no such setting" + Suggestion.didYouMean(name, List.copyOf(specs.keySet())));
    return specs.get(name);
  }

  /**
   * Makes sure that a setting can have a value.
   *
   * @param pointer of the value
   * @throws InputException naming file, line and key, if not
   */
  public static void check(Yaml.Document document, String pointer, SettingSpec setting, JsonNode value) {
    try {
      if (TrainConfig.specs().contains(setting)) setting.parse(value);
      else Nets.parseChoice(setting.name(), value);
    } catch (InputException e) {
      throw wrong(document, pointer, e);
    }
  }

  /** An exception about a setting, with the line and key of {@code pointer} in the place of the setting's name. */
  public static InputException wrong(Yaml.Document document, String pointer, InputException e) {
    String complaint = e.setting() == null
        ? e.getMessage()
        : e.getMessage().substring(e.setting().length()).strip().replaceFirst("^: ", "");
    return document.wrong(pointer, complaint);
  }

  /** Writes all settings of {@code config}, so that {@link #read} finds them again. */
  static void write(TrainConfig config, Path file) {
    try {
      AtomicFile.writeText(file, YAML.writeValueAsString(config.settings()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
