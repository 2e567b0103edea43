package tensorbang.experiment.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import tensorbang.experiment.settings.RunFolder;
import tensorbang.experiment.summary.CollectedRuns;
import tensorbang.experiment.summary.Comparison;
import tensorbang.train.MeanStd;
import tensorbang.train.Metrics;

/**
 * Runs on one data set that are compared with each other: those of an experiment, or those that were named.
 *
 * @param name of their folder; may be empty
 * @param swept the one number in which the groups of a series differ, or null
 */
public record Unit(String name, String dataset, String swept, List<Group> groups) {
  /**
   * The runs of one configuration.
   *
   * @param label the settings that tell it from the others
   * @param series what it has in common with the others on one curve over the swept setting
   * @param x the swept setting's value, or null
   * @param runs one a seed
   */
  public record Group(String label, String series, Double x, List<FoundRun> runs) {
    /** Runs with a result: the finished ones, or where there are none, all that have an epoch. */
    public List<FoundRun> measured() {
      List<FoundRun> finished = runs.stream().filter(FoundRun::isFinished).toList();
      return finished.isEmpty()
          ? runs.stream().filter(run -> run.metrics().last() != null).toList()
          : finished;
    }

    /** Over the measured runs; null where there are none. */
    public MeanStd result(ToDoubleFunction<Metrics> of) {
      List<FoundRun> measured = measured();
      return measured.isEmpty()
          ? null
          : MeanStd.of(measured.stream()
              .mapToDouble(run -> of.applyAsDouble(run.metrics()))
              .toArray());
    }

    /** What groups are ranked by: validation accuracy where there is one, else test accuracy; NaN where neither is. */
    public double rank() {
      MeanStd validation = result(m -> m.last().bestValidationAccuracy());
      if (validation == null) return Double.NaN;
      return Double.isNaN(validation.mean())
          ? result(m -> m.last().testAccuracy()).mean()
          : validation.mean();
    }

    public FoundRun first() {
      return measured().isEmpty() ? runs.get(0) : measured().get(0);
    }
  }

  /** The runs of a folder, by data set. Of several with the same settings and seed the furthest counts. */
  public static List<Unit> of(String name, List<FoundRun> runs) {
    Map<String, List<FoundRun>> byDataset = new TreeMap<>(runs.stream()
        .collect(Collectors.groupingBy(
            run -> run.metrics().config().dataset() + (run.isPlainJava() ? " in plain Java" : ""))));
    List<Unit> units = new ArrayList<>();
    byDataset.forEach((dataset, there) -> units.add(compare(name, dataset, there)));
    return units;
  }

  private static Unit compare(String name, String dataset, List<FoundRun> runs) {
    Map<Metrics, FoundRun> byMetrics = new IdentityHashMap<>();
    List<Comparison.Trial> trials = new ArrayList<>();
    for (FoundRun run : runs) {
      trials.add(new Comparison.Trial(run.seed(), new RunFolder(run.folder()), run.metrics()));
      byMetrics.put(run.metrics(), run);
    }
    Comparison comparison = CollectedRuns.compare(name, trials);
    List<Group> groups = comparison.rows().stream()
        .map(row -> new Group(
            row.label(),
            row.series(),
            row.x(),
            row.trials().stream()
                .map(trial -> byMetrics.get(trial.metrics()))
                .sorted(Comparator.comparingLong(FoundRun::seed))
                .toList()))
        .toList();
    return new Unit(name, dataset, comparison.swept(), groups);
  }

  public List<FoundRun> runs() {
    return groups.stream().flatMap(group -> group.runs().stream()).toList();
  }

  /** The names of all settings, in the order of the first run that has them. */
  public static Set<String> settingNames(List<FoundRun> runs) {
    Set<String> names = new LinkedHashSet<>();
    runs.forEach(run -> names.addAll(run.settings().keySet()));
    return names;
  }

  /** The groups with the highest accuracies, at most so many, in their order. */
  public List<Group> best(int most) {
    if (groups.size() <= most) return groups;
    List<Group> best = groups.stream()
        .filter(group -> !Double.isNaN(group.rank()))
        .sorted(Comparator.comparingDouble(group -> -group.rank()))
        .limit(most)
        .toList();
    return groups.stream().filter(best::contains).toList();
  }
}
