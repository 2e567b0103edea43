package tensorbang.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import tensorbang.Json;
import tensorbang.nets.Nets;
import tensorbang.settings.SettingSpec;
import tensorbang.settings.Settings;
import tensorbang.train.TrainConfig;

/** Options of the command line made from settings: {@code weight_decay} is {@code --weight-decay}. */
public final class SettingOptions {
  private SettingOptions() {}

  /**
   * Adds an option for each setting.
   *
   * @param choices what a setting's values can be, for the help, or null where its description says so
   * @param defaults the text of a setting's default for the help, or null where there is none to show
   */
  public static void add(
      CommandSpec command, List<SettingSpec> settings, UnaryOperator<String> choices, UnaryOperator<String> defaults) {
    for (SettingSpec setting : settings)
      command.addOption(option(setting, choices.apply(setting.name()), defaults.apply(setting.name())));
  }

  private static OptionSpec option(SettingSpec setting, String choices, String standard) {
    String text = setting.about().value().replaceFirst("\\.$", "");
    String description =
        text + (choices == null ? "" : ": " + choices) + (standard == null ? "" : " (default: " + standard + ")") + ".";
    OptionSpec.Builder option = OptionSpec.builder(name(setting.name())).description(description.replace("%", "%%"));
    if (setting.isBoolean())
      return option.type(boolean.class).arity("0").negatable(true).build();
    return option
        .type(String.class)
        .arity("1")
        .paramLabel(setting.about().label())
        .build();
  }

  /** The values of {@code settings} that were given on the command line. */
  public static Settings given(ParseResult parsed, List<SettingSpec> settings) {
    return given(parsed, settings, SettingSpec::parse);
  }

  /** The choices within a network that were given on the command line; see {@link Nets#parseChoice}. */
  static Settings choices(ParseResult parsed) {
    return given(parsed, TrainConfig.networkSpecs(), (choice, value) -> Nets.parseChoice(choice.name(), value));
  }

  private static Settings given(
      ParseResult parsed, List<SettingSpec> settings, BiFunction<SettingSpec, JsonNode, Object> reader) {
    Settings given = Settings.NONE;
    for (SettingSpec setting : settings) {
      String option = name(setting.name());
      if (!parsed.hasMatchedOption(option)) continue;
      Object value = parsed.matchedOptionValue(option, null);
      given = given.set(setting.name(), reader.apply(setting, Json.tree(value)));
    }
    return given;
  }

  /** The option of a setting. */
  public static String name(String setting) {
    return "--" + setting.replace('_', '-');
  }
}
