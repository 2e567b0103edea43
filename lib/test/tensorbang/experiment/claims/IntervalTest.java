package tensorbang.experiment.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tensorbang.experiment.claims.Interval.Side;

class IntervalTest {
  /** The quantiles are those of printed tables of Student's t: 4.303 for 95 % and 2 degrees of freedom. */
  @Test
  void isStudentsIntervalOfTheMean() {
    Interval interval = Interval.of(1, 2, 3);
    assertEquals(2, interval.mean(), 1e-12);
    assertEquals(2 - 4.303 / Math.sqrt(3), interval.low(), 1e-3);
    assertEquals(2 + 4.303 / Math.sqrt(3), interval.high(), 1e-3);
  }

  /** 6.205 is the quantile for 97.5 % and 2 degrees of freedom. */
  @Test
  void isWiderWhereAVerdictRestsOnSeveral() {
    Interval interval = Interval.of(new double[] {1, 2, 3}, 2);
    assertEquals(0.975, interval.level(), 1e-12);
    assertEquals(2 - 6.205 / Math.sqrt(3), interval.low(), 1e-3);
    assertEquals("97.5 %", Interval.level(2));
  }

  @Test
  void liesAboveBelowOrAroundZero() {
    assertEquals(Side.ABOVE, Interval.of(3, 3.1, 2.9).side(1));
    assertEquals(Side.BELOW, Interval.of(-3, -3.1, -2.9).side(1));
    assertEquals(Side.OPEN, Interval.of(-3, 0.5, 4).side(1));
  }

  @Test
  void isEqualWhereAllOfItDoesNotMatter() {
    assertEquals(Side.EQUAL, Interval.of(0.1, 0.11, 0.12).side(0.5));
    assertEquals(Side.ABOVE, Interval.of(0.1, 0.11, 0.12).side(0));
    assertEquals(Side.EQUAL, Interval.of(0, 0, 0).side(0));
  }

  @Test
  void isNoFinerThanTheMeasurement() {
    assertEquals(Side.OPEN, Interval.of(0, 0).atLeast(2.5).side(0.5));
    assertEquals(Interval.of(1, 2, 3), Interval.of(1, 2, 3).atLeast(0.1));
  }

  @Test
  void saysNothingOfOneSeedOrOfOneThatDiverged() {
    assertEquals(Side.OPEN, Interval.of(50).side(1));
    assertEquals(Side.OPEN, Interval.of(50, Double.NaN, 51).side(1));
    assertTrue(Double.isNaN(Interval.of(50, Double.NaN, 51).mean()));
    assertEquals("50.0", Interval.of(50).text(1));
  }
}
