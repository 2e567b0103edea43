package tensorbang.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.nets.Nets;
import tensorbang.settings.SettingSpec;
import tensorbang.settings.Settings;
import tensorbang.train.Schedule;
import tensorbang.train.TrainConfig;
import tensorbang.train.loss.ClassWeights;
import tensorbang.train.loss.Loss;
import tensorbang.train.optim.Optimizer;
import tensorbang.train.optim.OptimizerKind;

/** How to train: an option for each setting of {@link TrainConfig} and for each choice within a network. */
public final class TrainOptions {
  /** Settings whose options are {@link DataOptions}. */
  private static final Set<String> OF_DATA = Set.of(
          "dataset", "limit", "imbalance", "imbalance_seed", "validation", "size", "test_share", "skip_unreadable");

  private final Settings recipe;
  private CommandSpec command;

  @Option(
      names = "--seeds", paramLabel = "N,N,…", split = ",", hideParamSyntax = true,
      description = "Train once for each, and report mean and standard deviation.")
  private long[] seeds;

  /** With the defaults of {@link TrainConfig}. */
  public TrainOptions() {
    this(Settings.NONE);
  }

  /** @param recipe the script's own defaults */
  public TrainOptions(Settings recipe) {
    this.recipe = recipe;
  }

  @Spec(Spec.Target.MIXEE)
  void in(CommandSpec command) {
    this.command = command;
    TrainConfig defaults = TrainConfig.of(recipe);
    SettingOptions.add(command, own(), TrainOptions::choicesOf, name -> defaultOf(name, defaults));
    SettingOptions.add(command, TrainConfig.networkSpecs(), name -> null, NetworkOptions::defaultOf);
  }

  private static List<SettingSpec> own() {
    return TrainConfig.specs().stream().filter(s -> !OF_DATA.contains(s.name())).toList();
  }

  /** The labels of a setting that stands for an implementation, those that a user registered included. */
  private static String choicesOf(String setting) {
    return switch (setting) {
      case "net" -> String.join(", ", Nets.names());
      case "loss" -> Loss.REGISTRY.usage();
      case "class_weights" -> ClassWeights.REGISTRY.usage();
      case "schedule" -> Schedule.REGISTRY.usage();
      case "optimizer" -> Optimizer.REGISTRY.usage();
      default -> null;
    };
  }

  private static String defaultOf(String setting, TrainConfig defaults) {
    String value = Defaults.text(defaults.settings().get(setting));
    return switch (setting) {
      case "lr" -> value + ofOptimizers(setting) + "; a network may have one of its own";
      case "weight_decay" -> value + ofOptimizers(setting);
      default -> value;
    };
  }

  /** {@code "; 0.001 with adam"} for each optimizer with a default of its own. */
  private static String ofOptimizers(String setting) {
    StringBuilder text = new StringBuilder();
    for (String name : Optimizer.REGISTRY.names()) {
      Object value = OptimizerKind.parse(name).recipe().get(setting);
      if (value != null) text.append("; ").append(Defaults.text(Json.tree(value))).append(" with ").append(name);
    }
    return text.toString();
  }

  /** One seed, or those of {@code --seeds}. */
  public List<Long> seeds() {
    Settings given = given();
    if (seeds == null) return List.of(given.contains("seed") ? (Long) given.get("seed") : TrainConfig.of(recipe).seed());
    if (given.contains("seed")) throw new InputException("--seed and --seeds: give one of them");
    List<Long> all = Arrays.stream(seeds).boxed().toList();
    if (all.isEmpty()) throw new InputException("--seeds: expected whole numbers separated by commas");
    if (all.stream().distinct().count() < all.size()) throw new InputException("--seeds: a seed is named twice");
    return all;
  }

  /** Whether seeds were given on the command line. */
  public boolean seedsAreGiven() {
    return seeds != null || given().contains("seed");
  }

  /** The settings given on the command line, those of the data apart. */
  public Settings given() {
    ParseResult parsed = command.commandLine().getParseResult();
    return SettingOptions.given(parsed, own()).with(SettingOptions.given(parsed, TrainConfig.networkSpecs()));
  }

  /**
   * The configuration for one of {@link #seeds}: what is given, else the script's recipe, else the defaults. A network
   * or an optimizer that is named on the command line brings its own recipe, which then wins over the script's.
   *
   * @param data the settings of the data
   * @throws InputException naming the first setting that is out of range
   */
  public TrainConfig config(Settings data, long seed) {
    return TrainConfig.of(TrainConfig.layered(recipe, given()).with(data).set("seed", seed));
  }
}
