package tensorbang.experiment.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tensorbang.InputException;
import tensorbang.data.sets.DatasetCache;
import tensorbang.train.TrainConfig;

/**
 * Variations of one training configuration: those told by {@link #vary}, each at every value given to {@link #sweep}.
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
 * @param base what all runs share, but for data set and seed
 * @param told by label, the settings that differ from the base, as {@link Settings} names them
 * @param sweep null where nothing is swept
 * @param dataset to train on where the user names none
 * @param seeds for each variation where the user names none; empty to leave that to the options' default
 */
public record Experiment(
    String name, String title, TrainConfig base, Map<String, Map<String, ?>> told, Sweep sweep, String dataset,
    List<Long> seeds) {
  /** The values of one setting. */
  public record Sweep(String setting, List<Double> values) {}

  /** An experiment without variations: {@code base} alone. */
  public static Experiment of(String name, String title, TrainConfig base) {
    return new Experiment(name, title, base, Map.of(), null, DatasetCache.AUTO, List.of());
  }

  /** With one more variation. */
  public Experiment vary(String label, Map<String, ?> settings) {
    Map<String, Map<String, ?>> more = new LinkedHashMap<>(told);
    if (more.put(label, new LinkedHashMap<>(settings)) != null)
      throw new InputException("two variations are called " + label);
    return new Experiment(name, title, base, more, sweep, dataset, seeds);
  }

  /** With every variation at each of these values of a setting. */
  public Experiment sweep(String setting, double... values) {
    Sweep sweep = new Sweep(setting, Arrays.stream(values).boxed().toList());
    return new Experiment(name, title, base, told, sweep, dataset, seeds);
  }

  /** The same variations of another base. */
  public Experiment on(TrainConfig other) {
    return new Experiment(name, title, other, told, sweep, dataset, seeds);
  }

  /** The same with other defaults for {@code --dataset} and {@code --seeds}. */
  public Experiment by(String dataset, List<Long> seeds) {
    return new Experiment(name, title, base, told, sweep, dataset, seeds);
  }

  /** The setting that is swept, or null. */
  public String swept() {
    return sweep == null ? null : sweep.setting();
  }

  /** Whether every variation sets {@code setting}, so that the base's value does not matter. */
  public boolean decides(String setting) {
    return setting.equals(swept()) || !told.isEmpty() && told.values().stream().allMatch(s -> s.containsKey(setting));
  }

  /**
   * What is to be compared, in the order told.
   *
   * @throws InputException if a setting does not exist or cannot have its value
   */
  public List<Variation> variations() {
    Map<String, Map<String, ?>> all = told.isEmpty() ? Map.of("", Map.of()) : told;
    List<Variation> variations = new ArrayList<>();
    all.forEach(
        (label, settings) -> {
          TrainConfig config = Settings.change(base, settings);
          if (sweep == null) variations.add(new Variation(label.isEmpty() ? config.net() : label, "", null, config));
          else sweep.values().forEach(value -> variations.add(swept(label, config, value)));
        });
    return variations;
  }

  private Variation swept(String series, TrainConfig config, double value) {
    String point = Settings.describe(sweep.setting(), value);
    return new Variation(
        series.isEmpty() ? point : series + ", " + point, series, value,
        Settings.change(config, Map.of(sweep.setting(), value)));
  }
}
