package tensorbang.experiment.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ShortcutSmoothnessTest {
  @Test
  void smootherByBothMeasuresOrNot() {
    Interval higher = new Interval(2, 1.5, 3, 0.975, 3);
    Interval lower = new Interval(0.5, 0.3, 0.9, 0.975, 3);
    Interval unclear = new Interval(1.2, 0.8, 1.8, 0.975, 3);
    Interval more = new Interval(5, 1, 9, 0.975, 3);
    Interval fewer = new Interval(-5, -9, -1, 0.975, 3);
    assertEquals(Verdict.TRUE, ShortcutSmoothness.verdict(higher, more));
    assertEquals(Verdict.FALSE, ShortcutSmoothness.verdict(lower, fewer));
    assertEquals(Verdict.DEPENDS, ShortcutSmoothness.verdict(higher, fewer));
    assertEquals(Verdict.UNDECIDED, ShortcutSmoothness.verdict(unclear, more));
  }
}
