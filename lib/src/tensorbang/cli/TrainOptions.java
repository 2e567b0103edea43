package tensorbang.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.data.Augmentation;
import tensorbang.data.sets.Datasets;
import tensorbang.nets.Nets;
import tensorbang.settings.SettingSpec;
import tensorbang.settings.Settings;
import tensorbang.train.ConfigFile;
import tensorbang.train.Schedule;
import tensorbang.train.TrainConfig;
import tensorbang.train.loss.ClassWeights;
import tensorbang.train.loss.Loss;
import tensorbang.train.optim.Optimizer;
import tensorbang.train.optim.OptimizerKind;

/** How to train: an option for each setting of {@link TrainConfig} and for each choice within a network. */
public final class TrainOptions {
  private static final String DATASET = "dataset";

  /** Settings whose options are {@link DataOptions}. */
  private static final Set<String> OF_DATA =
      Set.of(DATASET, "limit", "imbalance", "imbalance_seed", "validation", "size", "test_share", "skip_unreadable");

  private final Settings recipe;
  private CommandSpec command;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "YAML file of settings, such as those in scripts/configs or a run's config.yaml: each has the name of"
              + " its option with underscores. An option on the command line wins.")
  private Path file;

  @Option(
      names = "--seeds",
      paramLabel = "N,N,…",
      split = ",",
      hideParamSyntax = true,
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
      case "augment" -> Augmentation.usage();
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
      if (value != null)
        text.append("; ")
            .append(Defaults.text(Json.tree(value)))
            .append(" with ")
            .append(name);
    }
    return text.toString();
  }

  /** One seed, or those of {@code --seeds}. */
  public List<Long> seeds() {
    if (seeds == null) return List.of(seed());
    if (onCommandLine().contains("seed")) throw new InputException("--seed and --seeds: give one of them");
    List<Long> all = Arrays.stream(seeds).boxed().toList();
    if (all.stream().distinct().count() < all.size()) throw new InputException("--seeds: a seed is named twice");
    return all;
  }

  private long seed() {
    Object seed = recipe.with(given()).get("seed");
    return seed == null ? TrainConfig.DEFAULTS.seed() : Json.tree(seed).asLong();
  }

  /** Whether seeds were given by the user. */
  public boolean seedsAreGiven() {
    return seeds != null || given().contains("seed");
  }

  /** The settings that the user gave: on the command line, else in the file of {@code --config}. */
  public Settings given() {
    Settings options = onCommandLine();
    return file == null ? options : TrainConfig.layered(ConfigFile.read(file), options);
  }

  private Settings onCommandLine() {
    ParseResult parsed = command.commandLine().getParseResult();
    return SettingOptions.given(parsed, TrainConfig.specs()).with(SettingOptions.choices(parsed));
  }

  private Settings chosen() {
    return TrainConfig.layered(recipe, given());
  }

  /** The data set to load: a name, a path, or {@code auto} where none is given. */
  public String dataset() {
    Object name = recipe.with(given()).get(DATASET);
    return name == null ? Datasets.AUTO : Json.tree(name).asText();
  }

  /**
   * The configuration for one of {@link #seeds}: what is given on the command line, else in the file of {@code --config},
   * else the script's recipe, else the defaults. A network or an optimizer that is named in one of these brings its own
   * recipe, which then wins over what comes after.
   *
   * @param dataset the name of the data set
   * @throws InputException naming the first setting that is out of range
   */
  public TrainConfig config(String dataset, long seed) {
    return TrainConfig.of(chosen().set(DATASET, dataset).set("seed", seed));
  }
}
