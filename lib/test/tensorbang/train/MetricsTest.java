package tensorbang.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tensorbang.Json;

class MetricsTest {
  private static Epoch epoch(int number, double test, double validation) {
    return new Epoch(number, 1, 0.5, 2, test, Double.NaN, 1.5, validation, 0.1, 10, 100);
  }

  private static Metrics metrics(List<Epoch> epochs) {
    return Metrics.of(
        Metrics.Status.RUNNING, TrainConfig.DEFAULTS, null, null, epochs, null, List.of(0.25, 0.75), null);
  }

  @Test
  void theBestEpochIsChosenByValidationAndNeverByTest() {
    Metrics metrics = metrics(List.of(epoch(1, 0.9, 0.5), epoch(2, 0.6, 0.7), epoch(3, 0.8, 0.7), epoch(4, 0.7, 0.6)));
    assertEquals(2, metrics.choice().epoch());
    assertEquals(2, metrics.last().bestEpoch());
    assertEquals(0.6, metrics.last().bestTestAccuracy());
    assertEquals(0.7, metrics.last().bestValidationAccuracy());
    assertEquals("validation", metrics.last().chosenBy());
    assertEquals(0.7, metrics.last().testAccuracy());
  }

  @Test
  void withoutValidationItIsChosenByTest() {
    Metrics metrics = metrics(List.of(epoch(1, 0.5, Double.NaN), epoch(2, 0.7, Double.NaN), epoch(3, 0.7, Double.NaN)));
    assertEquals(2, metrics.last().bestEpoch());
    assertEquals("test", metrics.last().chosenBy());
  }

  @Test
  void whatWasNotMeasuredIsNotInTheFile() {
    String without = Json.write(metrics(List.of(new Epoch(1, 1, 0.5, 2, 0.5, 0.1, 10, 100))));
    for (String key : List.of(
        "validation_accuracy", "validation_loss", "best_validation_accuracy", "test_top5_accuracy", "stopped_early"))
      assertFalse(without.contains("\"" + key), without);
    assertEquals(
        Set.of(
            "epoch",
            "train_loss",
            "train_accuracy",
            "test_loss",
            "test_accuracy",
            "learning_rate",
            "seconds",
            "images_per_second"),
        Set.copyOf(Json.tree(new Epoch(1, 1, 0.5, 2, 0.5, 0.1, 10, 100))
            .propertyStream()
            .map(Map.Entry::getKey)
            .toList()));
    assertTrue(Json.write(metrics(List.of(epoch(1, 0.5, 0.4)))).contains("\"validation_accuracy\" : 0.4"));
  }

  @Test
  void itIsReadAsItWasWritten() {
    for (double validation : new double[] {0.4, Double.NaN}) {
      Metrics metrics = metrics(List.of(epoch(1, 0.5, validation)));
      Metrics read = Json.read(Json.write(metrics), Metrics.class, "test");
      assertEquals(metrics.epochs(), read.epochs());
      assertEquals(metrics.last(), read.last());
    }
  }

  @Test
  void aFileFromBeforeThereWasValidationIsRead() {
    Metrics.Final last = Json.read(
        """
            {"test_accuracy": 0.5, "test_loss": 1, "train_accuracy": 0.6, "best_test_accuracy": 0.7, "best_epoch": 3,
             "seconds": 9}""",
        Metrics.Final.class,
        "test");
    assertEquals(new Metrics.Final(0.5, 1, 0.6, 0.7, 3, 9), last);
    assertTrue(Double.isNaN(last.bestValidationAccuracy()));
    assertNull(last.classAccuracy());
  }
}
