package tensorbang.experiment.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tensorbang.train.MeanStd;

class DifferenceTest {
  private static Difference of(boolean sameSign, double... points) {
    return new Difference("ResNet18", "PlainNet18", MeanStd.of(points), sameSign);
  }

  @Test
  void isClearWhereAllSeedsAgreeByMoreThanTwiceTheirDeviation() {
    Difference clear = of(true, 3, 3.2, 2.8);
    assertTrue(clear.isClear());
    assertEquals(
        "ResNet18 ends 3.00 ± 0.16 points (3 seeds) above PlainNet18: all seeds agree, and the mean is more than twice"
            + " their deviation.",
        clear.sentence());
  }

  @Test
  void isNotClearWhereSeedsDisagreeOrSpread() {
    assertFalse(of(false, 1, -0.5, 2).isClear());
    assertFalse(of(true, 0.1, 5).isClear());
    assertTrue(of(false, 1, -0.5, 2).sentence().endsWith("neither can be said to be better."));
  }

  @Test
  void oneSeedSaysNothingOfChance() {
    assertFalse(of(true, -4).isClear());
    assertEquals(
        "ResNet18 ends 4.00 points below PlainNet18, with one seed: how much of it is chance cannot be said.",
        of(true, -4).sentence());
  }

  @Test
  void hasNoSentenceWithoutFinishedRuns() {
    assertEquals("", new Difference("ResNet18", "PlainNet18", null, false).sentence());
  }
}
