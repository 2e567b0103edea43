package tensorbang.cli;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;
import tensorbang.nets.Nets;
import tensorbang.settings.Settings;
import tensorbang.train.TrainConfig;

/** The network, and the choices within it. */
@Command
public final class NetworkOptions {
  private final String standard;
  private final boolean several;
  private CommandSpec command;

  /** With the convnet as the default. */
  public NetworkOptions() {
    this(TrainConfig.DEFAULTS.net());
  }

  /** @param standard the default of {@code --net} */
  public NetworkOptions(String standard) {
    this(standard, false);
  }

  /** @param several whether {@code --net} takes several names, separated by commas */
  public NetworkOptions(String standard, boolean several) {
    this.standard = standard;
    this.several = several;
  }

  @Spec(Spec.Target.MIXEE)
  void in(CommandSpec command) {
    this.command = command;
    command.addOption(OptionSpec.builder("--net")
        .type(String.class)
        .paramLabel(several ? "NAME,…" : "NAME")
        .description("Network: " + String.join(", ", Nets.names()) + " (default: " + standard + ").")
        .build());
    SettingOptions.add(command, TrainConfig.networkSpecs(), name -> null, NetworkOptions::defaultOf);
  }

  /** The default of a choice, where all networks that offer it agree. */
  static String defaultOf(String setting) {
    List<String> defaults = Nets.names().stream()
        .map(name -> Nets.get(name).options(Map.of()).get(setting))
        .filter(Objects::nonNull)
        .map(String::valueOf)
        .distinct()
        .toList();
    return defaults.size() == 1 ? defaults.get(0).replaceFirst("\\.0$", "") : null;
  }

  /** Whether the user named a network. */
  public boolean isGiven() {
    return command.commandLine().getParseResult().hasMatchedOption("--net");
  }

  /** The network's name, or those of several. */
  public String net() {
    return command.commandLine().getParseResult().matchedOptionValue("--net", standard);
  }

  /** The choices that were given on the command line. */
  public Settings choices() {
    return SettingOptions.choices(command.commandLine().getParseResult());
  }
}
