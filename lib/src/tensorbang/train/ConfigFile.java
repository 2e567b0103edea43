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
   * The settings that {@code file} chooses.
   *
   * @throws InputException naming file, line and key, if a setting does not exist, or its value has the wrong type or is
   *     out of range
   */
  public static Settings read(Path file) {
    Yaml.Document document = Yaml.read(file);
    if (!document.root().isObject()) throw document.wrong("", "expected settings, one a line, such as epochs: 10");
    Map<String, SettingSpec> specs = new LinkedHashMap<>();
    TrainConfig.networkSpecs().forEach(s -> specs.put(s.name(), s));
    TrainConfig.specs().forEach(s -> specs.put(s.name(), s));
    Settings settings = Settings.NONE;
    for (Map.Entry<String, JsonNode> entry : document.root().properties()) {
      String name = entry.getKey();
      if (!specs.containsKey(name))
        throw document.wrong(
            pointer(name), "there is no such setting" + Suggestion.didYouMean(name, List.copyOf(specs.keySet())));
      try {
        specs.get(name).parse(entry.getValue());
      } catch (InputException e) {
        throw wrong(document, e);
      }
      settings = settings.set(name, entry.getValue());
    }
    try {
      TrainConfig.of(settings); // whether the network has the choices
    } catch (InputException e) {
      throw wrong(document, e);
    }
    return settings;
  }

  /** With the line of the setting that the exception names. */
  private static InputException wrong(Yaml.Document document, InputException e) {
    if (e.setting() == null) return document.wrong("", e.getMessage());
    String complaint = e.getMessage().substring(e.setting().length()).strip().replaceFirst("^: ", "");
    return document.wrong(pointer(e.setting()), complaint);
  }

  private static String pointer(String name) {
    return "/" + name.replace("~", "~0").replace("/", "~1");
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
