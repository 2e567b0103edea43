package tensorbang.experiment.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tensorbang.InputException;
import tensorbang.data.sets.DatasetCache;
import tensorbang.settings.Settings;
import tensorbang.train.TrainConfig;

/**
 * Variations of one training: those of {@link #vary}, each at every value of {@link #sweep}. A variation is trained as
 * {@code train.java} would with the base's settings and its own; what neither sets is left to the network's recipe.
 *
 * <pre>{@code
 * Experiment.of("sweep-lr", "Learning rates with and without batch norm", base)
 *     .vary("batch norm", Map.of("batch_norm", true))
 *     .vary("no batch norm", Map.of("batch_norm", false))
 *     .sweep("lr", 0.1, 0.01, 0.001);
 * }</pre>
 *
 * @param name of its folder
 * @param title of its charts
 * @param base the settings that all runs share, but for data set and seed
 * @param varied the settings that differ from the base, by the variation's label
 * @param sweep null where nothing is swept
 * @param dataset to train on where the user names none
 * @param seeds for each variation where the user names none; empty to leave that to the options' default
 * @param seeded settings that have the value of the seed, beside {@code seed} itself
 */
public record Experiment(
    String name,
    String title,
    Settings base,
    Map<String, Settings> varied,
    Sweep sweep,
    String dataset,
    List<Long> seeds,
    Set<String> seeded) {
  /** The values of one setting. */
  public record Sweep(String setting, List<Double> values) {}

  /** An experiment without variations: {@code base} alone. */
  public static Experiment of(String name, String title, Settings base) {
    return new Experiment(name, title, base, Map.of(), null, DatasetCache.AUTO, List.of(), Set.of());
  }

  /** With one more variation. */
  public Experiment vary(String label, Map<String, ?> settings) {
    Map<String, Settings> more = new LinkedHashMap<>(varied);
    if (more.put(label, Settings.NONE.with(settings)) != null)
      throw new InputException("two variations are called " + label);
    return new Experiment(name, title, base, more, sweep, dataset, seeds, seeded);
  }

  /** With every variation at each of these values of a setting. */
  public Experiment sweep(String setting, double... values) {
    if (setting.equals("seed")) throw new InputException("sweep: seed: list them under seeds");
    Set<Double> distinct = new HashSet<>();
    for (double value : values)
      if (!distinct.add(value))
        throw new InputException("sweep: " + SettingText.describe(setting, value) + " is given twice");
    Sweep sweep = new Sweep(setting, Arrays.stream(values).boxed().toList());
    return new Experiment(name, title, base, varied, sweep, dataset, seeds, seeded);
  }

  /** With every seed deciding {@code setting} as well, for example which images a long-tailed training set has. */
  public Experiment seeding(String setting) {
    return new Experiment(name, title, base, varied, sweep, dataset, seeds, Set.of(setting));
  }

  /** The same variations of another base. */
  public Experiment on(Settings other) {
    return new Experiment(name, title, other, varied, sweep, dataset, seeds, seeded);
  }

  /** The same on {@code dataset} where the user names none. */
  public Experiment onDataset(String dataset) {
    return by(dataset, seeds);
  }

  /** The same with these seeds where the user names none. */
  public Experiment withSeeds(List<Long> seeds) {
    return by(dataset, seeds);
  }

  /** The same with other defaults for {@code --dataset} and {@code --seeds}. */
  Experiment by(String dataset, List<Long> seeds) {
    return new Experiment(name, title, base, varied, sweep, dataset, seeds, seeded);
  }

  /** The setting that is swept, or null. */
  public String swept() {
    return sweep == null ? null : sweep.setting();
  }

  /** Whether every variation sets {@code setting}, so that the base's value does not matter. */
  public boolean decides(String setting) {
    return setting.equals(swept())
        || seeded.contains(setting)
        || !varied.isEmpty() && varied.values().stream().allMatch(s -> s.contains(setting));
  }

  /**
   * What is compared, in the order in which it was given.
   *
   * @throws InputException if a setting does not exist or cannot have its value
   */
  public List<Variation> variations() {
    Map<String, Settings> all = varied.isEmpty() ? Map.of("", Settings.NONE) : varied;
    List<Variation> variations = new ArrayList<>();
    all.forEach((label, settings) -> {
      Settings chosen = base.with(settings);
      if (sweep == null) variations.add(variation(label, chosen));
      else sweep.values().forEach(value -> variations.add(swept(label, chosen, value)));
    });
    return variations;
  }

  private static Variation variation(String label, Settings chosen) {
    TrainConfig config = TrainConfig.of(chosen);
    return new Variation(label.isEmpty() ? config.net() : label, "", null, config);
  }

  private Variation swept(String series, Settings chosen, double value) {
    String point = SettingText.describe(sweep.setting(), value);
    Object number = value == Math.rint(value) && Math.abs(value) < 1e15 ? (Object) (long) value : (Object) value;
    return new Variation(
        series.isEmpty() ? point : series + ", " + point,
        series,
        value,
        TrainConfig.of(chosen.set(sweep.setting(), number)));
  }
}
