package tensorbang.experiment.summary;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tensorbang.experiment.summary.Comparison.Trial;
import tensorbang.train.TrainConfig;

/** Runs by what was trained: those that differ in their seed alone are together. */
final class TrialsByConfig {
  private TrialsByConfig() {}

  /**
   * The runs of each configuration, whose seed does not count, one a seed. Where each seed has a long-tailed subset of
   * its own, the seed of the subset does not count either; nor does it where all images are there.
   */
  static Map<TrainConfig, List<Trial>> of(List<Trial> trials) {
    Map<TrainConfig, List<Trial>> byConfig = new LinkedHashMap<>();
    grouped(trials, trial -> withoutSeed(trial).with("imbalance_seed", 0)).forEach((config, alike) -> {
      if (config.imbalance() == 1) byConfig.put(config, alike);
      else byConfig.putAll(bySubset(config, alike));
    });
    byConfig.replaceAll((config, alike) -> onePerSeed(alike));
    return byConfig;
  }

  /** Runs that differ in seed and subset alone: those with subsets of their own, and those on each other subset. */
  private static Map<TrainConfig, List<Trial>> bySubset(TrainConfig config, List<Trial> alike) {
    Map<TrainConfig, List<Trial>> bySubset = grouped(alike, TrialsByConfig::withoutSeed);
    List<Trial> own = bySubset.values().stream()
        .filter(runs -> runs.stream().allMatch(run -> config(run).imbalanceSeed() == run.seed()))
        .flatMap(List::stream)
        .toList();
    if (own.size() == alike.size()) return Map.of(config, own);
    if (own.isEmpty()) return bySubset;
    own.forEach(run -> bySubset.remove(withoutSeed(run)));
    bySubset.put(withoutSeed(own.get(0)), own);
    return bySubset;
  }

  private static Map<TrainConfig, List<Trial>> grouped(List<Trial> trials, Function<Trial, TrainConfig> by) {
    return trials.stream().collect(Collectors.groupingBy(by, LinkedHashMap::new, Collectors.toList()));
  }

  private static TrainConfig config(Trial trial) {
    return trial.metrics().config();
  }

  private static TrainConfig withoutSeed(Trial trial) {
    return config(trial).with("seed", 0);
  }

  /** Of several with one seed the one that came furthest, of equals the first. */
  private static List<Trial> onePerSeed(List<Trial> trials) {
    Map<Long, Trial> bySeed = new LinkedHashMap<>();
    for (Trial trial : trials)
      bySeed.merge(trial.seed(), trial, (kept, other) -> progress(other) > progress(kept) ? other : kept);
    return List.copyOf(bySeed.values());
  }

  /** Its epochs; a finished run, which may have stopped early, comes before all others. */
  private static int progress(Trial trial) {
    return trial.isFinished() ? Integer.MAX_VALUE : trial.metrics().epochs().size();
  }
}
