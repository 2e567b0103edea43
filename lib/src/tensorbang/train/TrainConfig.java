package tensorbang.train;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.Suggestion;
import tensorbang.data.Augmentation;
import tensorbang.data.Dataset;
import tensorbang.data.ProgressiveSize;
import tensorbang.data.TestViews;
import tensorbang.data.sets.DatasetRequest;
import tensorbang.nets.Nets;
import tensorbang.nn.Net;
import tensorbang.settings.Setting;
import tensorbang.settings.SettingSpec;
import tensorbang.settings.Settings;
import tensorbang.settings.SettingsRecord;
import tensorbang.tf.Precision;
import tensorbang.train.loss.ClassWeights;
import tensorbang.train.loss.Loss;
import tensorbang.train.optim.GradientDescent;
import tensorbang.train.optim.Optimizer;
import tensorbang.train.optim.OptimizerKind;
import tensorbang.train.optim.OptimizerSettings;

/**
 * All that decides the outcome of a training, but the machine, and what is recorded of it. Each component is a setting: a key in JSON and YAML and,
 * with dashes, an option of the command line.
 *
 * @param net a name of {@link Nets}
 * @param netOptions all choices that the network offers, by name
 * @param dataset a name of {@link tensorbang.data.sets.Datasets}, never {@code auto}
 * @param lr base learning rate, for the mean loss of a batch
 */
public record TrainConfig(
    @Setting(value = "Network.", standard = "convnet", label = "NAME") String net,
    Map<String, Object> netOptions,
    @Setting(value = "Data set.", standard = "cifar10", label = "NAME") String dataset,
    @Setting(value = "Train and test on the first N images only; 0 is all.", standard = "0", label = "N", min = 0)
        int limit,
    @Setting(
            value =
                "The largest class's training images over the smallest one's, falling exponentially between them; 1 "
                    + "leaves the training set as it is.",
            standard = "1",
            label = "FACTOR",
            min = 1)
        double imbalance,
    @Setting(value = "Determines which images stay in an imbalanced training set.", standard = "0", label = "N")
        long imbalanceSeed,
    @Setting(
            value = "Hold out N training images to choose by instead of the test images.",
            standard = "0",
            label = "N",
            min = 0)
        int validation,
    @Setting(
            value = "Resize the images to N x N pixels; 0 is the data set's own size.",
            standard = "0",
            label = "N",
            min = 0,
            max = 1024)
        int size,
    @Setting(
            value = "Share of a folder of pictures to test on where it is not divided.",
            standard = "0.2",
            label = "S",
            above = 0,
            below = 1)
        double testShare,
    @Setting(value = "Leave out pictures that cannot be read.", standard = "false") boolean skipUnreadable,
    @Setting(value = "Determines initial weights, order, augmentation and dropout.", standard = "42", label = "N")
        long seed,
    @Setting(value = "Passes over the training set.", standard = "15", label = "N", min = 1) int epochs,
    @Setting(
            value = "Stop after N epochs in a row without a higher validation accuracy; 0 is never. Needs a validation"
                + " part. With the schedule one-cycle or cosine this may be before the learning rate has fallen.",
            standard = "0",
            label = "N",
            min = 0)
        int patience,
    @Setting(value = "Images a step.", standard = "128", label = "N", min = 1) int batchSize,
    @Setting(
            value = "Leave out the images at the end of each epoch that do not fill a step; the order is random.",
            standard = "false")
        boolean dropLast,
    @Setting(
            value = "Train on smaller images at first: 20:2,26:3 is two epochs with images 20 pixels high, then three"
                + " with 26; none is the images' own size.",
            standard = "none",
            label = "LIST")
        ProgressiveSize progressiveSize,
    @Setting(
            value = "Stop training the first layer after E epochs, which saves time; 0 is never.",
            standard = "0",
            label = "E",
            min = 0)
        double freezeFirst,
    @Setting(value = "Base learning rate.", standard = "0.15", label = "RATE", above = 0) double lr,
    @Setting(
            value = "Factor on the learning rate of batch norms' scales and shifts.",
            standard = "1",
            label = "FACTOR",
            above = 0)
        double normRate,
    @Setting(value = "Optimizer.", standard = "sgd", label = "NAME") OptimizerKind optimizer,
    @Setting(
            value = "Base learning rate of the convolutions that muon trains; lr is that of all else, by sgd.",
            standard = "0.24",
            label = "RATE",
            above = 0)
        double muonLr,
    @Setting(
            value = "Momentum of the convolutions that muon trains, in [0, 1).",
            standard = "0.6",
            label = "M",
            min = 0,
            below = 1)
        double muonMomentum,
    @Setting(value = "Newton-Schulz iterations of muon.", standard = "3", label = "N", min = 1, max = 20)
        int muonIterations,
    @Setting(value = "Momentum of sgd, in [0, 1).", standard = "0.9", label = "M", min = 0, below = 1) double momentum,
    @Setting(value = "Nesterov's momentum instead of the plain one.", standard = "true") boolean nesterov,
    @Setting(
            value = "Decay of the mean of gradients in adam and adamw.",
            standard = "0.9",
            label = "B",
            min = 0,
            below = 1)
        double beta1,
    @Setting(
            value = "Decay of the mean of squared gradients in adam and adamw.",
            standard = "0.999",
            label = "B",
            min = 0,
            below = 1)
        double beta2,
    @Setting(
            value = "Added to the root of the mean of squared gradients in adam and adamw.",
            standard = "1e-8",
            label = "E",
            min = 1e-30)
        double epsilon,
    @Setting(
            value = "L2 penalty: this times the weight is added to each kernel's gradient; with adamw, each kernel "
                + "is instead multiplied by 1 - rate * L2 before a step. Muon's convolutions have none.",
            standard = "5e-4",
            label = "L2",
            min = 0)
        double weightDecay,
    @Setting(
            value = "L1 penalty: this times the weight's sign is added to each kernel's gradient. Muon's convolutions"
                + " have none.",
            standard = "0",
            label = "L1",
            min = 0)
        double l1,
    @Setting(value = "Let the L2 and L1 penalties apply to biases and batch norms, too.", standard = "false")
        boolean decayBiases,
    @Setting(
            value = "Scale the gradient of the loss by all weights down to this norm where it is longer; 0 is never.",
            standard = "0",
            label = "NORM",
            min = 0)
        double clipNorm,
    @Setting(
            value = "Test and save the exponential moving average of the weights over the steps, with this decay, "
                + "instead of the weights; 0 is the weights themselves.",
            standard = "0",
            label = "DECAY",
            min = 0,
            below = 1)
        double ema,
    @Setting(
            value = "Every 5 steps, set the weights to slow ones that move towards them, whose decay rises to this a"
                + " step; 0 is never.",
            standard = "0",
            label = "DECAY",
            min = 0,
            below = 1)
        double lookahead,
    @Setting(value = "Loss.", standard = "cross-entropy", label = "NAME") Loss loss,
    @Setting(
            value = "How much an image counts in the loss, by the number of training images of its class.",
            standard = "none",
            label = "NAME")
        ClassWeights classWeights,
    @Setting(
            value = "Share of the target spread evenly over all classes (Szegedy et al. 2016), in [0, 1).",
            standard = "0.1",
            label = "S",
            min = 0,
            below = 1)
        double labelSmoothing,
    @Setting(value = "How the learning rate changes.", standard = "one-cycle", label = "NAME") Schedule schedule,
    @Setting(
            value = "Factor on the learning rate at each epoch of the schedule step.",
            standard = "0.1",
            label = "FACTOR",
            above = 0,
            max = 1)
        double decay,
    @Setting(
            value = "Let the learning rate rise linearly over the first E epochs; the schedule's factor applies, too.",
            standard = "0",
            label = "E",
            min = 0)
        double warmupEpochs,
    @Setting(value = "Augmentations of training images, none or a comma list.", standard = "crop,flip", label = "LIST")
        Augmentation augment,
    @Setting(
            value = "Views of each image to average over in one more test at the end, whose results are the final ones:"
                + " one, mirrored, or mirrored-shifted, six with one pixel up and left and down and right.",
            standard = "one",
            label = "NAME")
        TestViews testViews,
    @Setting(
            value = "Arithmetic: float32; bfloat16, for processors with AVX512-BF16 or AMX and for GPUs; or tf32"
                + " (TensorFloat-32), for GPUs only, where float32 does without it.",
            standard = "float32",
            label = "NAME")
        Precision precision,
    @Setting(
            value = "Record the norm of each kernel's gradient after every epoch; the training stays the same.",
            standard = "false")
        boolean gradientNorms) {
  private static final List<SettingSpec> SPECS = SettingSpec.of(TrainConfig.class);

  /** The recipe of the convnet on CIFAR-10. */
  public static final TrainConfig DEFAULTS = defaults();

  private static final int ANY_CLASSES = 10;
  private static final String NET = "net";
  private static final String NET_OPTIONS = "net_options";
  private static final String OPTIMIZER = "optimizer";

  /** Settings that only record more of a training. */
  private static final Set<String> RECORDING = Set.of("gradient_norms");

  /** Ranges are checked where values come from users: in {@link #of}, {@link #with} and when JSON is read. */
  public TrainConfig {
    netOptions = Collections.unmodifiableMap(new LinkedHashMap<>(netOptions));
    if (nesterov && momentum == 0 && !(optimizer.label().equals("muon") && muonMomentum > 0)) nesterov = false;
  }

  private static TrainConfig defaults() {
    Map<String, Object> components = new LinkedHashMap<>();
    for (SettingSpec setting : SPECS) components.put(setting.component().getName(), setting.standard());
    components.put("netOptions", Nets.options((String) components.get(NET), Map.of()));
    return SettingsRecord.create(TrainConfig.class, components);
  }

  /**
   * The configuration that {@code chosen} asks for: its values, else those of {@link #recipeOf}, else {@link
   * #DEFAULTS}. What can be chosen within the network, such as {@code batch_norm}, stands beside the other settings.
   *
   * @throws InputException naming the setting, if there is none of that name or it cannot have that value
   */
  public static TrainConfig of(Settings chosen) {
    Settings own = chosen.without(networkNames());
    for (String name : own.names()) if (!isSetting(name)) throw unknown(name);
    Map<String, Object> options = networkOptions(chosen);
    TrainConfig base = SettingsRecord.with(DEFAULTS, Map.of(NET, networkName(chosen), "netOptions", options));
    return base.with(recipeOf(chosen).with(own).values());
  }

  /**
   * The settings with which the network and the optimizer that {@code chosen} asks for are usually trained. An optimizer
   * that is not the network's usual one wins: its learning rate is of another kind.
   */
  public static Settings recipeOf(Settings chosen) {
    Settings ofNetwork = recipeOfNetwork(chosen);
    OptimizerKind usual = optimizerOf(ofNetwork);
    OptimizerKind optimizer = optimizerOf(ofNetwork.with(chosen));
    Settings ofOptimizer = new Settings(optimizer.recipe());
    return optimizer.label().equals(usual.label()) ? ofOptimizer.with(ofNetwork) : ofNetwork.with(ofOptimizer);
  }

  /**
   * {@code lower}, and {@code higher}, which wins. Another network or optimizer in {@code higher} comes with a recipe:
   * {@code lower} loses the settings that this sets, those that the recipe of its own optimizer sets, and with another
   * network the choices within the one that it names.
   */
  public static Settings layered(Settings lower, Settings higher) {
    Settings both = lower.with(higher);
    Set<String> lost = new LinkedHashSet<>();
    if (!networkName(both).equals(networkName(lower))) {
      if (lower.contains(NET)) lost.addAll(networkNames());
      lost.addAll(recipeOfNetwork(higher).names());
    }
    OptimizerKind before = optimizerWith(lower);
    OptimizerKind after = optimizerWith(both.without(lost).with(higher));
    if (!after.label().equals(before.label())) {
      lost.addAll(before.recipe().keySet());
      lost.addAll(after.recipe().keySet());
    }
    return lower.without(lost).with(higher);
  }

  /** The optimizer of a training; choices within a network that is not named are left out. */
  private static OptimizerKind optimizerWith(Settings chosen) {
    return of(chosen.contains(NET) ? chosen : chosen.without(networkNames())).optimizer;
  }

  private static Settings recipeOfNetwork(Settings chosen) {
    return new Settings(
        Nets.create(networkName(chosen), networkOptions(chosen), ANY_CLASSES).recipe());
  }

  private static OptimizerKind optimizerOf(Settings chosen) {
    if (!chosen.contains(OPTIMIZER)) return DEFAULTS.optimizer;
    return (OptimizerKind) spec(OPTIMIZER).parse(Json.tree(chosen.get(OPTIMIZER)));
  }

  private static String networkName(Settings chosen) {
    return chosen.contains(NET) ? (String) spec(NET).parse(Json.tree(chosen.get(NET))) : DEFAULTS.net;
  }

  /** All options of the network that {@code chosen} asks for. */
  private static Map<String, Object> networkOptions(Settings chosen) {
    Map<String, Object> given = new LinkedHashMap<>(chosen.values());
    given.keySet().retainAll(networkNames());
    return Nets.options(networkName(chosen), given);
  }

  private static Set<String> networkNames() {
    return networkSpecs().stream().map(SettingSpec::name).collect(Collectors.toSet());
  }

  /**
   * This configuration with another value of one setting; see {@link #with(Map)}.
   *
   * @param setting its name in JSON, for example {@code weight_decay}
   */
  public TrainConfig with(String setting, Object value) {
    return with(Map.of(setting, value));
  }

  /**
   * This configuration with other values of some settings, and no other change: a new {@code net} brings the defaults of
   * its own choices, but not its recipe.
   *
   * @throws InputException naming the setting, if there is none of that name or it cannot have that value
   */
  public TrainConfig with(Map<String, ?> changes) {
    Map<String, Object> components = new LinkedHashMap<>();
    Map<String, Object> options = new LinkedHashMap<>();
    changes.forEach((name, value) -> {
      if (isSetting(name))
        components.put(spec(name).component().getName(), spec(name).parse(Json.tree(value)));
      else if (names().contains(name)) options.put(name, value);
      else throw unknown(name);
    });
    String network = (String) components.getOrDefault(NET, net);
    Map<String, Object> kept = network.equals(net) ? netOptions : Map.of();
    if (!network.equals(net) || !options.isEmpty()) {
      Map<String, Object> all = new LinkedHashMap<>(kept);
      all.putAll(options);
      components.put("netOptions", Nets.options(network, all));
    }
    return SettingsRecord.with(this, components);
  }

  /** Reads a configuration as JSON holds it, complete but for settings that did not exist when it was written. */
  @JsonCreator
  static TrainConfig fromJson(ObjectNode json) {
    Map<String, Object> components = new LinkedHashMap<>();
    for (SettingSpec setting : SPECS)
      if (json.has(setting.name()))
        components.put(setting.component().getName(), setting.parse(json.get(setting.name())));
    Map<String, Object> options = new LinkedHashMap<>();
    if (json.path(NET_OPTIONS).isObject())
      json.get(NET_OPTIONS).properties().forEach(o -> options.put(o.getKey(), Json.value(o.getValue())));
    String name = (String) components.getOrDefault(NET, DEFAULTS.net);
    components.put("netOptions", Nets.contains(name) ? Nets.options(name, options) : options);
    return SettingsRecord.with(DEFAULTS, components);
  }

  /** The data to train on. */
  public DatasetRequest data() {
    return new DatasetRequest(dataset, limit, imbalance, imbalanceSeed, validation, size, testShare, skipUnreadable);
  }

  /**
   * Makes sure that a training on {@code data} is possible.
   *
   * @throws InputException if the data set has no images of a part or labels of no class; naming the setting, if the
   *     images to choose by are missing, or are to be made larger
   */
  public void check(Dataset data) {
    data.check();
    progressiveSize.check(data.train().height());
    if (data.hasValidation()) return;
    if (validation > 0)
      throw InputException.of(
          "validation", validation, "the data set has no validation part; hold one out with Dataset.holdOut");
    if (patience > 0)
      throw InputException.of("patience", patience, "needs images to choose by: set validation to a number of them");
  }

  /** The network for {@code classes} classes. */
  public Net network(int classes) {
    return Nets.create(net, netOptions, classes);
  }

  /**
   * The loss with its class weights.
   *
   * @param classCounts training images of each class
   */
  public Loss createLoss(int[] classCounts) {
    return classWeights.applyTo(loss).forClassCounts(classCounts);
  }

  /**
   * What tells the training loss from that of tests, which is plain cross-entropy, in words that follow "loss": {@code
   * with label smoothing 0.1}, or {@code focal:1 with class weights balanced:0.9999}. Empty where nothing does.
   */
  public String trainingLoss() {
    List<String> with = new ArrayList<>();
    if (!classWeights.label().equals("none")) with.add("class weights " + classWeights.label());
    if (labelSmoothing > 0) with.add("label smoothing " + labelSmoothing);
    String kind = loss.label().equals("cross-entropy") ? "" : loss.label();
    if (with.isEmpty()) return kind;
    return (kind.isEmpty() ? "" : kind + " ") + "with " + String.join(" and ", with);
  }

  /** The optimizer with its settings. */
  public Optimizer createOptimizer() {
    return optimizer
        .create()
        .apply(new OptimizerSettings(
            momentum, nesterov, beta1, beta2, epsilon, weightDecay, l1, lr, muonLr, muonMomentum, muonIterations));
  }

  /** The optimizer, with clipping of gradients, averages of weights and lookahead where these are asked for. */
  public GradientDescent createDescent() {
    return new GradientDescent(createOptimizer(), clipNorm, normRate, decayBiases, ema, lookahead);
  }

  /** What of the training's work is left out, or done on smaller images. */
  public ReducedWork reducedWork() {
    return new ReducedWork(freezeFirst, progressiveSize);
  }

  /** The schedule with its decay and its warm-up. */
  public Schedule createSchedule() {
    return schedule.withDecay(decay).warmedUp(warmupEpochs);
  }

  /** All settings by name, in their order, the network's own choices beside the others, as JSON values. */
  public Map<String, JsonNode> settings() {
    Map<String, JsonNode> all = new LinkedHashMap<>();
    Json.tree(this).properties().forEach(setting -> {
      if (!setting.getKey().equals(NET_OPTIONS)) all.put(setting.getKey(), setting.getValue());
      else setting.getValue().properties().forEach(o -> all.put(o.getKey(), o.getValue()));
    });
    return all;
  }

  /** The settings of every training; a network's own choices come in addition. */
  public static List<SettingSpec> specs() {
    return SPECS;
  }

  /**
   * The choices that the registered networks offer, each name once.
   *
   * @throws InputException if a network calls a choice like a setting of every training
   */
  public static List<SettingSpec> networkSpecs() {
    Map<String, SettingSpec> all = new LinkedHashMap<>();
    for (String name : Nets.names())
      for (SettingSpec choice : Nets.get(name).settings()) {
        if (isSetting(choice.name()))
          throw new InputException("the network " + name + " has an option " + choice.name()
              + ", as every training has: give this component of its record another name");
        all.putIfAbsent(choice.name(), choice);
      }
    return List.copyOf(all.values());
  }

  /** The names of all settings, those of the networks included. */
  public static Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    SPECS.forEach(s -> names.add(s.name()));
    networkSpecs().forEach(s -> names.add(s.name()));
    return names;
  }

  /** All settings as {@link #settings}, without those that leave the training's outcome as it is. */
  public Map<String, JsonNode> decisive() {
    Map<String, JsonNode> all = settings();
    all.keySet().removeAll(RECORDING);
    return all;
  }

  /** Two configurations are equal where all that decides the outcome is, as JSON. */
  @Override
  public boolean equals(Object other) {
    return other instanceof TrainConfig config && decisive().equals(config.decisive());
  }

  @Override
  public int hashCode() {
    return decisive().hashCode();
  }

  private static boolean isSetting(String name) {
    return SPECS.stream().anyMatch(s -> s.name().equals(name));
  }

  private static SettingSpec spec(String name) {
    return SPECS.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow(() -> unknown(name));
  }

  private static InputException unknown(String name) {
    return new InputException("there is no setting " + name + Suggestion.didYouMean(name, new ArrayList<>(names())));
  }
}
