package tensorbang.experiment.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static tensorbang.experiment.claims.Verdict.DEPENDS;
import static tensorbang.experiment.claims.Verdict.FALSE;
import static tensorbang.experiment.claims.Verdict.TRUE;
import static tensorbang.experiment.claims.Verdict.UNDECIDED;

import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
  @Test
  void aStatementOfEveryCaseFailsWithOne() {
    assertEquals(TRUE, Verdict.every(List.of(TRUE, TRUE)));
    assertEquals(FALSE, Verdict.every(List.of(TRUE, FALSE, UNDECIDED)));
    assertEquals(UNDECIDED, Verdict.every(List.of(TRUE, UNDECIDED, DEPENDS)));
    assertEquals(DEPENDS, Verdict.every(List.of(TRUE, DEPENDS)));
  }

  @Test
  void aStatementOfWhatMayHappenHoldsWithOneCaseAndNoneIsNoProofAgainstIt() {
    assertEquals(TRUE, Verdict.some(List.of(FALSE, TRUE, UNDECIDED)));
    assertEquals(UNDECIDED, Verdict.some(List.of(FALSE, FALSE)));
    assertEquals(UNDECIDED, Verdict.some(List.of(FALSE, UNDECIDED)));
  }

  @Test
  void casesThatDifferMakeItDepend() {
    assertEquals(TRUE, Verdict.across(List.of(TRUE, TRUE)));
    assertEquals(FALSE, Verdict.across(List.of(FALSE, FALSE)));
    assertEquals(DEPENDS, Verdict.across(List.of(TRUE, UNDECIDED, FALSE)));
    assertEquals(UNDECIDED, Verdict.across(List.of(FALSE, UNDECIDED)));
  }

  @Test
  void nothingIsDecidedWithoutCases() {
    assertEquals(UNDECIDED, Verdict.every(List.of()));
    assertEquals(UNDECIDED, Verdict.some(List.of()));
    assertEquals(UNDECIDED, Verdict.across(List.of()));
  }
}
