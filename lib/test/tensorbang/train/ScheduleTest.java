package tensorbang.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tensorbang.InputException;

class ScheduleTest {
  private static final double CLOSE = 1e-12;

  /** At the beginning of {@code epoch}, counted from 0, of 200 epochs of 10 steps. */
  private static TrainingTime at(double epoch) {
    return new TrainingTime(Math.round(10 * epoch), 10, 200);
  }

  @Test
  void stepFallsToATenthAtHalfAndToAHundredthAtThreeQuarters() {
    Schedule step = Schedule.parse("step");
    assertEquals(1, step.factor(at(99.9)));
    assertEquals(0.1, step.factor(at(100)));
    assertEquals(0.01, step.factor(at(150)));
    assertEquals("step", step.label());
  }

  @Test
  void stepMultipliesByTheDecayAfterEachNamedEpoch() {
    Schedule step = Schedule.parse("step:160,180").withDecay(0.01);
    assertEquals(1, step.factor(at(159.9)));
    assertEquals(0.01, step.factor(at(160)));
    assertEquals(0.01, step.factor(at(179.9)));
    assertEquals(1e-4, step.factor(at(180)));
    assertEquals("step:160,180", step.label());
  }

  @Test
  void namedEpochsAreTheSameHoweverLongTheTraining() {
    Schedule step = Schedule.parse("step:2,4");
    assertEquals(1, step.factor(new TrainingTime(5, 3, 10)));
    assertEquals(0.1, step.factor(new TrainingTime(6, 3, 10)));
    assertEquals(0.1, step.factor(new TrainingTime(6, 3, 1000)));
  }

  @Test
  void stepRefusesEpochsThatDoNotAscend() {
    for (String wrong : List.of("step:180,160", "step:3,3", "step:0", "step:1.5", "step:x", "step:"))
      assertThrows(InputException.class, () -> Schedule.parse(wrong), wrong);
  }

  @Test
  void aWarmUpRisesWithEveryStepAndThenLeavesTheScheduleAlone() {
    Schedule schedule = Schedule.parse("step:3,160").warmedUp(5);
    assertEquals(1 / 50.0, schedule.factor(at(0)), CLOSE);
    assertEquals(25 / 50.0, schedule.factor(at(2.4)), CLOSE);
    assertEquals(0.1 * 31 / 50, schedule.factor(at(3)), CLOSE);
    assertEquals(0.1, schedule.factor(at(4.9)), CLOSE);
    assertEquals(0.1, schedule.factor(at(5)), CLOSE);
    assertEquals(0.01, schedule.factor(at(160)), CLOSE);
  }

  @Test
  void aWarmUpShorterThanAStepOrOfNoEpochChangesNothing() {
    assertEquals(1, Schedules.CONSTANT.warmedUp(0.01).factor(at(0)));
    assertEquals(Schedules.COSINE, Schedules.COSINE.warmedUp(0));
  }

  @Test
  void triangleRisesToItsPeakAndFallsToItsEnd() {
    Schedule triangle = Schedule.parse("triangle");
    assertEquals(0.2, triangle.factor(at(0)), CLOSE);
    assertEquals(0.6, triangle.factor(at(23)), CLOSE);
    assertEquals(1, triangle.factor(at(46)), CLOSE); // 23 % of 200 epochs
    assertEquals(0.535, triangle.factor(at(123)), CLOSE); // halfway from there to the end
    assertEquals(0.07, triangle.factor(at(199.9)), 1e-3);
    assertEquals("triangle", triangle.label());
    assertEquals("triangle", Schedule.parse("triangle:0.23,0.2,0.07").label());
    assertThrows(InputException.class, () -> Schedule.parse("triangle:1.5"));
  }

  @Test
  void aTriangleThatBeginsAtItsPeakIsALinearDecay() {
    Schedule linear = Schedule.parse("triangle:0,1,0");
    assertEquals(1, linear.factor(at(0)), CLOSE);
    assertEquals(0.75, linear.factor(at(50)), CLOSE);
    assertEquals("triangle:0,1,0", linear.label());
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
