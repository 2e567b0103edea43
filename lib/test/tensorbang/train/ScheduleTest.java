package tensorbang.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tensorbang.InputException;

class ScheduleTest {
  private static final double CLOSE = 1e-12;

  @Test
  void stepFallsToATenthAtHalfAndToAHundredthAtThreeQuarters() {
    assertEquals(1, Schedules.STEP.factor(0.499));
    assertEquals(0.1, Schedules.STEP.factor(0.5));
    assertEquals(0.01, Schedules.STEP.factor(0.75));
  }

  @Test
  void cosineIsHalfwayDownInTheMiddle() {
    assertEquals(1, Schedules.COSINE.factor(0), CLOSE);
    assertEquals(0.5, Schedules.COSINE.factor(0.5), CLOSE);
    assertEquals(0.25, Schedules.COSINE.factor(2.0 / 3), CLOSE);
  }

  @Test
  void oneCycleRisesFromATenthToTheBaseRateAndFallsToNothing() {
    assertEquals(0.1, Schedules.ONE_CYCLE.factor(0), CLOSE);
    assertEquals(0.55, Schedules.ONE_CYCLE.factor(0.1), CLOSE);
    assertEquals(1, Schedules.ONE_CYCLE.factor(0.2), CLOSE);
    assertEquals(0.5, Schedules.ONE_CYCLE.factor(0.6), CLOSE);
    assertEquals(0, Schedules.ONE_CYCLE.factor(1), CLOSE);
  }

  @Test
  void constantStays() {
    assertEquals(1, Schedules.CONSTANT.factor(0.9));
  }

  @Test
  void anUnknownNameIsToldWithThoseThereAre() {
    var e = assertThrows(InputException.class, () -> Schedule.parse("cosin"));
    assertTrue(e.getMessage().contains("schedule cosin") && e.getMessage().contains("one-cycle"), e.getMessage());
  }
}
