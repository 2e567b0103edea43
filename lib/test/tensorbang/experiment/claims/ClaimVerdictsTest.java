package tensorbang.experiment.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tensorbang.experiment.claims.Verdict.DEPENDS;
import static tensorbang.experiment.claims.Verdict.FALSE;
import static tensorbang.experiment.claims.Verdict.TRUE;
import static tensorbang.experiment.claims.Verdict.UNDECIDED;

import java.util.List;
import org.junit.jupiter.api.Test;
import tensorbang.experiment.claims.DropoutWithPenalty.Gain;
import tensorbang.experiment.claims.HandWritten.Compared;
import tensorbang.experiment.claims.HandWritten.Comparisons;

/** What each claim makes of invented figures. */
class ClaimVerdictsTest {
  private static final double NAN = Double.NaN;

  /** An interval of a mean and half a width. */
  private static Interval around(double mean, double half) {
    return new Interval(mean, mean - half, mean + half, 0.95, 3);
  }

  private static final Interval UP = around(3, 1);
  private static final Interval DOWN = around(-3, 1);
  private static final Interval SAME = around(0.1, 0.2);
  private static final Interval OPEN = around(1, 2);

  @Test
  void batchNormsOutputsAreJudgedByTheShareOfChannelsWithAnotherMean() {
    Interval none = around(0, 0);
    assertEquals(FALSE, BatchNormOutputs.verdict(none, around(60, 10)));
    assertEquals(FALSE, BatchNormOutputs.verdict(around(60, 10), none));
    assertEquals(TRUE, BatchNormOutputs.verdict(none, around(1, 1)));
    assertEquals(UNDECIDED, BatchNormOutputs.verdict(none, around(6, 3)));
  }

  @Test
  void oneChannelInTwentyMayHaveAnotherMean() {
    Interval none = around(0, 0);
    assertEquals(TRUE, BatchNormOutputs.verdict(none, around(4.8, 0.1)));
    assertEquals(FALSE, BatchNormOutputs.verdict(none, around(5.2, 0.1)));
  }

  private static Comparisons compared(double layer, double adam, int found) {
    return compared(layer, adam, 1e-9, found);
  }

  private static Comparisons compared(double layer, double adam, double fromDifferences, int found) {
    List<Compared> layers = List.of(new Compared("dense", 1e-7, 10), new Compared("convolution", layer, 10));
    return new Comparisons(layers, new Compared("Adam", adam, 10), fromDifferences, 2, found);
  }

  @Test
  void gradientsAndAdamHaveToAgreeInAComparisonThatFindsFaults() {
    assertEquals(TRUE, HandWritten.verdict(compared(1e-6, 1e-6, 2)));
    assertEquals(FALSE, HandWritten.verdict(compared(1e-2, 1e-6, 2)));
    assertEquals(FALSE, HandWritten.verdict(compared(1e-6, 1e-2, 2)));
    assertEquals(FALSE, HandWritten.verdict(compared(NAN, 1e-6, 2)));
    assertEquals(UNDECIDED, HandWritten.verdict(compared(1e-6, 1e-6, 1)));
  }

  @Test
  void handWrittenGradientsHaveToAgreeWithCentralDifferencesInMoreDigits() {
    assertEquals(TRUE, HandWritten.verdict(compared(0.9e-4, 0.9e-4, 0.9e-6, 2)));
    assertEquals(FALSE, HandWritten.verdict(compared(1.1e-4, 0.9e-4, 0.9e-6, 2)));
    assertEquals(FALSE, HandWritten.verdict(compared(0.9e-4, 1.1e-4, 0.9e-6, 2)));
    assertEquals(FALSE, HandWritten.verdict(compared(0.9e-4, 0.9e-4, 1.1e-6, 2)));
  }

  @Test
  void oneCaseIsEnoughAgainstAugmentationAlways() {
    assertEquals(TRUE, AugmentationBenefit.verdict(List.of(UP, UP)));
    assertEquals(FALSE, AugmentationBenefit.verdict(List.of(UP, OPEN, DOWN)));
    assertEquals(FALSE, AugmentationBenefit.verdict(List.of(UP, SAME)));
    assertEquals(UNDECIDED, AugmentationBenefit.verdict(List.of(UP, OPEN)));
  }

  @Test
  void halfAPointOfAccuracyDoesNotMatter() {
    Interval little = around(0.4, 0.05);
    Interval enough = around(0.6, 0.05);
    assertEquals(FALSE, AugmentationBenefit.verdict(List.of(little)));
    assertEquals(TRUE, AugmentationBenefit.verdict(List.of(enough)));
    assertEquals(FALSE, new Gain(enough, little).verdict());
    assertEquals(TRUE, new Gain(enough, enough).verdict());
    assertEquals(FALSE, LateComputation.verdict(60, 55, little));
    assertEquals(TRUE, LateComputation.verdict(60, 55, enough));
  }

  @Test
  void moreThanTwiceTheEpochsIsVerySlow() {
    assertEquals(
        TRUE, SlowDown.of(new double[] {9, 9.1, 9.2}, new double[] {2, 2, 2}, 1).verdict());
    assertEquals(
        FALSE,
        SlowDown.of(new double[] {3, 3.1, 3.2}, new double[] {2, 2, 2}, 1).verdict());
    assertEquals(
        UNDECIDED,
        SlowDown.of(new double[] {3, 9, 4}, new double[] {2, 2, 2}, 1).verdict());
    assertEquals(
        4.5,
        SlowDown.of(new double[] {9, 9, 9}, new double[] {2, 2, 2}, 1).ratio().mean(),
        1e-12);
    assertEquals(
        TRUE,
        SlowDown.of(new double[] {4.2, 4.21, 4.22}, new double[] {2, 2, 2}, 1).verdict());
    assertEquals(
        FALSE,
        SlowDown.of(new double[] {3.78, 3.79, 3.8}, new double[] {2, 2, 2}, 1).verdict());
  }

  @Test
  void notGettingThereIsHardlyConvergingWhereTheOtherDoes() {
    double[] never = {NAN, NAN, NAN};
    assertEquals(TRUE, SlowDown.of(never, new double[] {2, 2, 2}, 1).verdict());
    assertEquals(UNDECIDED, SlowDown.of(never, never, 1).verdict());
    assertEquals(UNDECIDED, SlowDown.of(never, new double[] {2, NAN, 2}, 1).verdict());
    assertEquals(
        UNDECIDED,
        SlowDown.of(new double[] {5, NAN, 5}, new double[] {2, 2, 2}, 1).verdict());
    assertEquals(UNDECIDED, SlowDown.of(new double[] {NAN}, new double[] {2}, 1).verdict());
    assertEquals(
        "0 of 3 seeds get there without dropout and 3 with it",
        SlowDown.of(never, new double[] {2, 2, 2}, 1).text("dropout"));
  }

  @Test
  void dropoutWithAPenaltyHasToBeatBothAlone() {
    Gain better = new Gain(UP, UP);
    Gain no = new Gain(UP, SAME);
    Gain open = new Gain(UP, OPEN);
    assertEquals(TRUE, DropoutWithPenalty.verdict(List.of(better, better)));
    assertEquals(FALSE, DropoutWithPenalty.verdict(List.of(no, new Gain(DOWN, OPEN))));
    assertEquals(DEPENDS, DropoutWithPenalty.verdict(List.of(better, no)));
    assertEquals(UNDECIDED, DropoutWithPenalty.verdict(List.of(better, open)));
  }

  @Test
  void sparserIsMoreSmallWeightsInEveryPair() {
    assertEquals(TRUE, Sparsity.verdict(List.of(UP, UP)));
    assertEquals(FALSE, Sparsity.verdict(List.of(DOWN, DOWN)));
    assertEquals(DEPENDS, Sparsity.verdict(List.of(UP, DOWN)));
    assertEquals(UNDECIDED, Sparsity.verdict(List.of(UP, OPEN)));
    assertEquals(UNDECIDED, Sparsity.verdict(List.of()));
  }

  @Test
  void aSlopeCuresDeadUnitsWhereItHasFewerOfThem() {
    assertEquals(TRUE, LeakyRelu.cure(UP));
    assertEquals(FALSE, LeakyRelu.cure(DOWN));
    assertEquals(FALSE, LeakyRelu.cure(SAME));
    assertEquals(UNDECIDED, LeakyRelu.cure(OPEN));
    assertEquals(FALSE, LeakyRelu.cure(around(0.9, 0.05)));
    assertEquals(TRUE, LeakyRelu.cure(around(1.1, 0.05)));
  }

  @Test
  void unrestIsMoreRisesOrTrainingsThatDivergeAlone() {
    assertEquals(TRUE, LeakyRelu.unrest(UP, 0, 0, 3));
    assertEquals(TRUE, LeakyRelu.unrest(around(NAN, NAN), 3, 0, 3));
    assertEquals(UNDECIDED, LeakyRelu.unrest(around(NAN, NAN), 3, 2, 3));
    assertEquals(UNDECIDED, LeakyRelu.unrest(OPEN, 1, 0, 3));
    assertEquals(FALSE, LeakyRelu.unrest(around(0.001, 0.002), 0, 0, 3));
    assertEquals(FALSE, LeakyRelu.unrest(around(0.018, 0.001), 0, 0, 3));
    assertEquals(TRUE, LeakyRelu.unrest(around(0.022, 0.001), 0, 0, 3));
  }

  @Test
  void aboutNineTimesIsSixToTwelve() {
    assertEquals(TRUE, SeparableSpeed.verdict(List.of(around(9, 1), around(8, 1))));
    assertEquals(FALSE, SeparableSpeed.verdict(List.of(around(3, 1), around(30, 10))));
    assertEquals(FALSE, SeparableSpeed.verdict(List.of(around(9, 1), around(3, 1))));
    assertEquals(FALSE, SeparableSpeed.verdict(List.of(around(6, 1), around(3, 1))));
    assertEquals(UNDECIDED, SeparableSpeed.verdict(List.of(around(9, 1), around(6, 1))));
    assertEquals(FALSE, SeparableSpeed.verdict(List.of(around(5.5, 0.4))));
    assertEquals(TRUE, SeparableSpeed.verdict(List.of(around(6.5, 0.4))));
    assertEquals(TRUE, SeparableSpeed.verdict(List.of(around(11.5, 0.4))));
    assertEquals(UNDECIDED, SeparableSpeed.verdict(List.of(around(11.5, 1))));
    assertEquals(FALSE, SeparableSpeed.verdict(List.of(around(12.5, 0.4))));
    assertEquals(FALSE, SeparableSpeed.verdict(List.of(around(30, 10))));
  }

  @Test
  void claimsAreNumberedInOrder() {
    List<Integer> numbers = Claims.ALL.stream().map(Claim::number).toList();
    assertEquals(numbers.stream().sorted().distinct().toList(), numbers);
    assertTrue(Claims.ALL.stream().allMatch(claim -> claim.statement().endsWith(".")));
  }
}
