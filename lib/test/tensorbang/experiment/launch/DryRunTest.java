package tensorbang.experiment.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.experiment.settings.Experiment;
import tensorbang.experiment.settings.Made;
import tensorbang.experiment.settings.Run;
import tensorbang.experiment.settings.SimpleNNLab;
import tensorbang.train.Epoch;
import tensorbang.train.Metrics;
import tensorbang.train.TrainConfig;

class DryRunTest {
  @TempDir
  Path folder;

  private List<Run> runs() {
    Experiment experiment = Experiment.of("e", "E", SimpleNNLab.GIVEN.set("epochs", 3))
        .vary("ReLU", Map.of("activation", "relu"))
        .vary("Swish", Map.of("activation", "swish"));
    return Run.of(experiment, List.of(1L, 2L, 3L), folder);
  }

  @Test
  void saysThatNothingIsKnownWhereNothingIs() {
    List<String> lines = DryRun.of(runs()).lines().toList();
    assertTrue(lines.get(2).matches("ReLU, seed 1 +to start +\\? .*"), lines.get(2));
    assertEquals("6 runs: 0 done, 6 to run", lines.get(8));
    assertEquals("? for 6 no run of the same network has been made here yet", lines.get(9));
    assertEquals(10, lines.size());
  }

  /** 50,000 images at 1000 a second: 50 seconds an epoch. */
  @Test
  void estimatesByThePaceOfTheSameNetwork() {
    List<Run> runs = runs();
    Made.metrics(runs.get(0).config(), Metrics.Status.FINISHED, 0.1, 0.2, 0.3)
        .write(runs.get(0).folder().path());
    Made.metrics(runs.get(1).config(), Metrics.Status.INTERRUPTED, 0.1)
        .write(runs.get(1).folder().path());
    List<String> lines = DryRun.of(runs()).lines().toList();
    assertTrue(lines.get(2).matches("ReLU, seed 1 +finished .*"), lines.get(2));
    assertTrue(lines.get(3).matches("ReLU, seed 2 +after 1 of 3 epochs +0:01:40 .*"), lines.get(3));
    assertTrue(lines.get(4).matches("ReLU, seed 3 +to start +0:02:30 .*"), lines.get(4));
    assertTrue(lines.get(5).matches("Swish, seed 1 +to start +\\? .*"), lines.get(5));
    assertEquals("6 runs: 1 done, 5 to run", lines.get(8));
    assertTrue(lines.get(9).startsWith("about 0:04:10 one after the other"), lines.get(9));
    assertEquals("? for 3 no run of the same network has been made here yet", lines.get(lines.size() - 1));
  }

  @Test
  void aLimitShortensTheEstimate() {
    List<Run> runs = runs();
    Made.metrics(runs.get(0).config(), Metrics.Status.FINISHED, 0.1, 0.2, 0.3)
        .write(runs.get(0).folder().path());
    var limited = new Run(
        runs.get(1).variation(),
        runs.get(1).config().with("limit", 2000),
        runs.get(1).folder());
    assertEquals(6, RunTimeEstimate.of(runs).secondsLeft(limited).getAsDouble(), 1e-9);
  }

  /** The long-tailed set of another seed: 12 seconds an epoch at 1000 images a second. */
  @Test
  void anEpochHasAsManyImagesAsThatOfARunOnTheSameData() {
    List<Run> runs = runs();
    Run first = runs.get(0);
    TrainConfig config = first.config().with(Map.of("imbalance", 100, "imbalance_seed", 1));
    Metrics made = Made.metrics(config, Metrics.Status.FINISHED, 0.1);
    Epoch epoch = new Epoch(1, 2, 0.1, 2, 0.1, 0.01, 12, 1000);
    new Metrics(made.schema(), made.status(), config, made.environment(), made.model(), List.of(epoch), made.last())
        .write(first.folder().path());
    TrainConfig other = config.with(Map.of("seed", 2, "imbalance_seed", 2));
    var next = new Run(first.variation(), other, runs.get(1).folder());
    assertEquals(36, RunTimeEstimate.of(runs).secondsLeft(next).getAsDouble(), 1e-9);
  }
}
