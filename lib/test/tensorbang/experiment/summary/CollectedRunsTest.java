package tensorbang.experiment.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.experiment.settings.Made;
import tensorbang.experiment.settings.SimpleNNLab;
import tensorbang.train.Metrics;
import tensorbang.train.TrainConfig;

class CollectedRunsTest {
  @TempDir
  Path folder;

  private void run(String name, Metrics.Status status, Map<String, ?> settings, double... accuracies) {
    TrainConfig config = TrainConfig.of(SimpleNNLab.GIVEN.with(settings));
    Made.metrics(config, status, accuracies).write(folder.resolve(name));
  }

  private void longTailed(int seed, int subset) {
    Map<String, ?> settings = Map.of("imbalance", 10, "seed", seed, "imbalance_seed", subset);
    run("seed" + seed + "-subset" + subset, Metrics.Status.FINISHED, settings, 0.5);
  }

  /** The folders of each row, in order. */
  private List<String> rows() {
    return CollectedRuns.in(List.of(folder), "Mine").byDataset().values().iterator().next().rows().stream()
        .map(row -> row.label() + ": "
            + row.trials().stream()
                .map(trial -> trial.folder().path().getFileName().toString())
                .toList())
        .toList();
  }

  @Test
  void ofRunsWithTheSameSettingsAndSeedTheFinishedOneCounts() {
    run("a", Metrics.Status.INTERRUPTED, Map.of(), 0.3);
    run("a-2", Metrics.Status.FINISHED, Map.of(), 0.3, 0.5);
    run("a-3", Metrics.Status.INTERRUPTED, Map.of(), 0.3, 0.5, 0.6);
    run("a-4", Metrics.Status.FINISHED, Map.of(), 0.3, 0.5);
    assertEquals(List.of("simplenn: [a-2]"), rows());
  }

  @Test
  void whereNoneIsFinishedTheOneWithTheMostEpochsCounts() {
    run("a", Metrics.Status.RUNNING, Map.of());
    run("a-2", Metrics.Status.INTERRUPTED, Map.of(), 0.3, 0.5);
    run("a-3", Metrics.Status.INTERRUPTED, Map.of(), 0.3);
    assertEquals(List.of("simplenn: [a-2]"), rows());
  }

  @Test
  void seedsWithASubsetOfTheirOwnAreOneRow() {
    for (int seed = 1; seed <= 3; seed++) longTailed(seed, seed);
    assertEquals(List.of("simplenn: [seed1-subset1, seed2-subset2, seed3-subset3]"), rows());
  }

  @Test
  void aRunOnAnotherSubsetLeavesThemOneRow() {
    for (int seed = 1; seed <= 3; seed++) longTailed(seed, seed);
    longTailed(1, 0);
    assertEquals(
        List.of("imbalance seed 0: [seed1-subset0]", "imbalance seed 1: [seed1-subset1, seed2-subset2, seed3-subset3]"),
        rows());
  }

  @Test
  void seedsOnOneSubsetAreOneRowAlsoWhereItHasTheNumberOfASeed() {
    for (int seed = 1; seed <= 3; seed++) longTailed(seed, 2);
    assertEquals(List.of("simplenn: [seed1-subset2, seed2-subset2, seed3-subset2]"), rows());
  }
}
