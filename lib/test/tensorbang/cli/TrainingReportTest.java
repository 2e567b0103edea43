package tensorbang.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import tensorbang.Json;
import tensorbang.experiment.settings.Made;
import tensorbang.experiment.settings.SimpleNNLab;
import tensorbang.train.Metrics;
import tensorbang.train.TrainConfig;

/** The numbers that are reported of trainings that nobody made. */
class TrainingReportTest {
  private static final TrainConfig CONFIG = TrainConfig.of(SimpleNNLab.GIVEN);

  private static TrainingReport.Run run(long seed, double... testAccuracies) {
    TrainConfig config = CONFIG.with("seed", seed);
    return new TrainingReport.Run(config, Made.metrics(config, Metrics.Status.FINISHED, testAccuracies));
  }

  private static TrainingReport.Run validated(long seed, double[] validationAccuracies, double[] testAccuracies) {
    TrainConfig config = CONFIG.with("seed", seed);
    return new TrainingReport.Run(config, Made.validated(config, validationAccuracies, testAccuracies));
  }

  @Test
  void aTrainingEndsWithItsLastAccuracyAndTheBestBesideIt() {
    assertEquals(
        "test accuracy 60.00 % after epoch 2 (best 90.00 % after epoch 1)",
        TrainingReport.result(run(1, 0.9, 0.6).metrics()));
  }

  @Test
  void withAValidationPartItEndsWithTheEpochThatThisChooses() {
    TrainingReport.Run run = validated(1, new double[] {0.7, 0.5}, new double[] {0.55, 0.6});
    assertEquals(
        "test accuracy 55.00 % after epoch 1, which has the highest validation accuracy, 70.00 %"
            + " (after the last epoch, 2: test 60.00 %, validation 50.00 %)",
        TrainingReport.result(run.metrics()));
  }

  @Test
  void severalSeedsEndWithMeanAndPopulationDeviation() {
    List<TrainingReport.Run> runs = List.of(run(1, 0.9, 0.6), run(2, 0.7, 0.7), run(3, 0.6, 0.9));
    assertEquals(
        "seeds 1, 2, 3: test accuracy 73.33 ± 12.47 % (best epochs 83.33 ± 9.43 %)", TrainingReport.result(runs));
  }

  @Test
  void severalSeedsWithAValidationPartEndWithTheEpochsThatItChooses() {
    double[] validation = {0.7, 0.5};
    List<TrainingReport.Run> runs =
        List.of(validated(1, validation, new double[] {0.5, 0.6}), validated(2, validation, new double[] {0.6, 0.8}));
    assertEquals(
        "seeds 1, 2: test accuracy 55.00 ± 5.00 % in the epochs chosen by validation (last epochs 70.00 ± 10.00 %)",
        TrainingReport.result(runs));
  }

  @Test
  void theSummarysFileHasThemAsFractions() {
    List<TrainingReport.Run> runs = List.of(run(1, 0.9, 0.6), run(2, 0.7, 0.7), run(3, 0.6, 0.9));
    JsonNode json = Json.tree(TrainingReport.Summary.of(runs));
    assertEquals(3, json.get("configs").size());
    assertEquals(2.2 / 3, json.get("test_accuracy").get("mean").asDouble(), 1e-12);
    assertEquals(Math.sqrt(0.14) / 3, json.get("test_accuracy").get("std").asDouble(), 1e-12);
    assertEquals(2.5 / 3, json.get("best_test_accuracy").get("mean").asDouble(), 1e-12);
    assertEquals(Math.sqrt(0.08) / 3, json.get("best_test_accuracy").get("std").asDouble(), 1e-12);
  }
}
