package tensorbang.experiment.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tensorbang.experiment.settings.Made;
import tensorbang.experiment.settings.RunFolder;
import tensorbang.experiment.settings.SimpleNNLab;
import tensorbang.train.MeanStd;
import tensorbang.train.Metrics;
import tensorbang.train.TrainConfig;

class DifferenceTest {
  private static Difference of(boolean sameSign, double... points) {
    return new Difference("ResNet18", "PlainNet18", MeanStd.of(points), sameSign);
  }

  private static Comparison.Trial trial(long seed, Metrics.Status status, double accuracy) {
    Metrics metrics = Made.metrics(TrainConfig.of(SimpleNNLab.GIVEN), status, accuracy);
    return new Comparison.Trial(seed, new RunFolder(Path.of("run-" + seed)), metrics);
  }

  /** A finished run for each accuracy, with seeds from {@code first} on. */
  private static Comparison.Row row(String label, long first, double... accuracies) {
    List<Comparison.Trial> trials = IntStream.range(0, accuracies.length)
        .mapToObj(i -> trial(first + i, Metrics.Status.FINISHED, accuracies[i]))
        .toList();
    return new Comparison.Row(label, "", null, trials);
  }

  @Test
  void isOfTheSeedsThatBothHaveInPointsOfTheFirstOverTheSecond() {
    Difference difference = Difference.of(row("ResNet18", 1, 0.9, 0.6, 0.7), row("PlainNet18", 2, 0.5, 0.68, 0.1));
    assertEquals("ResNet18", difference.label());
    assertEquals("PlainNet18", difference.than());
    assertEquals(2, difference.points().n());
    assertEquals(6, difference.points().mean(), 1e-9); // of 10 for seed 2 and 2 for seed 3
    assertEquals(4, difference.points().std(), 1e-9);
    assertTrue(difference.sameSign());
  }

  @Test
  void leavesOutSeedsOfWhichOneRunHasNotFinished() {
    Comparison.Trial finished = trial(1, Metrics.Status.FINISHED, 0.6);
    Comparison.Trial interrupted = trial(2, Metrics.Status.INTERRUPTED, 0.9);
    Comparison.Row some = new Comparison.Row("ResNet18", "", null, List.of(finished, interrupted));
    Comparison.Row all = row("PlainNet18", 1, 0.5, 0.5);
    assertEquals(1, Difference.of(some, all).points().n());
    assertEquals(10, Difference.of(some, all).points().mean(), 1e-9);
    assertEquals(-10, Difference.of(all, some).points().mean(), 1e-9);
  }

  @Test
  void hasTheSameSignWhereAllSeedsAgree() {
    Comparison.Row middle = row("PlainNet18", 1, 0.5, 0.5);
    assertTrue(Difference.of(row("ResNet18", 1, 0.4, 0.3), middle).sameSign());
    assertFalse(Difference.of(row("ResNet18", 1, 0.6, 0.4), middle).sameSign());
    assertFalse(Difference.of(row("ResNet18", 1, 0.6, 0.5), middle).sameSign());
  }

  @Test
  void isNothingWhereNoSeedIsInBoth() {
    Difference nothing = Difference.of(row("ResNet18", 1, 0.6), row("PlainNet18", 2, 0.5));
    assertNull(nothing.points());
    assertFalse(nothing.sameSign());
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
