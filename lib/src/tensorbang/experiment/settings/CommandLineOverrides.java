package tensorbang.experiment.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import tensorbang.cli.TrainOptions;
import tensorbang.report.ShortNumber;
import tensorbang.train.TrainConfig;

/**
 * What the command line says about an experiment's base: those of the {@link TrainOptions} that were given. An option
 * and its setting have the same name but for the dashes.
 */
public final class CommandLineOverrides {
  /** Told by other options than those of the base. */
  private static final List<String> NOT_OF_BASE = List.of("dataset", "limit", "seed");

  private CommandLineOverrides() {}

  /** The settings given, by name, without data set, limit and seeds. */
  public static Map<String, Object> of(ParseResult parsed) {
    List<String> names = Settings.names();
    Map<String, Object> given = new LinkedHashMap<>();
    for (OptionSpec option : parsed.matchedOptions()) {
      String name = setting(option);
      if (names.contains(name) && !NOT_OF_BASE.contains(name)) given.put(name, option.getValue());
    }
    return given;
  }

  /** The base's settings as the options' defaults, for the help text. */
  public static IDefaultValueProvider defaults(TrainConfig base) {
    Map<String, JsonNode> settings = Settings.of(base);
    return argument -> {
      if (!(argument instanceof OptionSpec option)) return null;
      String name = setting(option);
      boolean shown = settings.containsKey(name) && !NOT_OF_BASE.contains(name) && !Settings.isNetOption(name);
      return shown ? text(settings.get(name)) : null;
    };
  }

  private static String text(JsonNode value) {
    return value.isDouble() ? ShortNumber.text(value.doubleValue()) : value.asText();
  }

  public static String option(String setting) {
    return "--" + setting.replace('_', '-');
  }

  private static String setting(OptionSpec option) {
    return option.longestName().replaceFirst("^--(no-)?", "").replace('-', '_');
  }
}
