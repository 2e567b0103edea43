package tensorbang.experiment.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tensorbang.InputException;
import tensorbang.train.TrainConfig;

class ExperimentTest {
  private static final Experiment PLAIN = Experiment.of("e", "E", SimpleNNLab.GIVEN);
  private static final Experiment NORM =
      PLAIN.vary("without", Map.of("batch_norm", false)).vary("with", Map.of("batch_norm", true));

  private static List<String> labels(Experiment experiment) {
    return experiment.variations().stream().map(Variation::label).toList();
  }

  @Test
  void everyVariationIsTrainedAtEveryValueOfTheSweep() {
    Experiment swept = NORM.sweep("lr", 0.1, 1e-4);
    assertEquals(List.of("without, lr 0.1", "without, lr 1e-4", "with, lr 0.1", "with, lr 1e-4"), labels(swept));
    Variation last = swept.variations().get(3);
    assertEquals("with", last.series());
    assertEquals(1e-4, last.x());
    assertEquals(TrainConfig.of(SimpleNNLab.GIVEN.with(Map.of("batch_norm", true, "lr", 1e-4))), last.config());
  }

  @Test
  void aSweepNeedsNoVariationsAndVariationsNoSweep() {
    assertEquals(List.of("weight decay 0.01", "weight decay 0"), labels(PLAIN.sweep("weight_decay", 1e-2, 0)));
    assertEquals(List.of("without", "with"), labels(NORM));
    assertEquals(List.of("simplenn"), labels(PLAIN));
  }

  @Test
  void anotherBaseKeepsTheVariations() {
    Experiment other = NORM.on(SimpleNNLab.GIVEN.set("epochs", 3));
    assertTrue(other.variations().stream().allMatch(v -> v.config().epochs() == 3));
    assertEquals(true, other.variations().get(1).config().netOptions().get("batch_norm"));
  }

  @Test
  void knowsWhichSettingsOfTheBaseDoNotMatter() {
    Experiment swept = NORM.sweep("lr", 0.1);
    assertTrue(swept.decides("lr"));
    assertTrue(swept.decides("batch_norm"));
    assertFalse(swept.decides("epochs"));
    assertFalse(NORM.vary("other", Map.of("lr", 1)).decides("batch_norm"));
    assertFalse(PLAIN.decides("lr"));
  }

  @Test
  void nonsenseIsRefused() {
    assertThrows(InputException.class, () -> NORM.vary("with", Map.of()));
    assertThrows(
        InputException.class, () -> PLAIN.vary("x", Map.of("nosuch", 1)).variations());
    assertThrows(InputException.class, () -> PLAIN.sweep("epochs", 0).variations());
  }

  @Test
  void aSweepOverSeedsOrTwiceOverTheSameValueIsRefused() {
    assertEquals(
        "sweep: seed: list them under seeds",
        assertThrows(InputException.class, () -> PLAIN.sweep("seed", 1, 2)).getMessage());
    assertEquals(
        "sweep: momentum 0.5 is given twice",
        assertThrows(InputException.class, () -> PLAIN.sweep("momentum", 0.5, 0.9, 0.5))
            .getMessage());
  }
}
