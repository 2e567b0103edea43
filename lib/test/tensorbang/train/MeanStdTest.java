package tensorbang.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class MeanStdTest {
  /** Squared distances from the mean 5: 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32; 32 / 8 = 4. */
  @Test
  void dividesByTheNumberOfValuesAsNumpyDoes() {
    MeanStd result = MeanStd.of(2, 4, 4, 4, 5, 5, 7, 9);
    assertEquals(new MeanStd(5, 2, 8), result);
  }

  /** Squared distances from 0.9: 1e-4 + 0 + 1e-4; the root of 2e-4 / 3 is 0.00816497. */
  @Test
  void ofThreeAccuracies() {
    MeanStd result = MeanStd.of(List.of(0.89, 0.90, 0.91));
    assertEquals(0.9, result.mean(), 1e-12);
    assertEquals(0.00816497, result.std(), 1e-8);
    assertEquals("90.00 ± 0.82 %", result.percent());
  }

  @Test
  void aSingleValueHasNoDeviationToShow() {
    assertEquals("90.12 %", MeanStd.of(0.9012).percent());
    assertEquals(0, MeanStd.of(0.9012).std());
  }

  /** The sum of three times 0.1 is 0.30000000000000004, a third of which is not 0.1. */
  @Test
  void equalValuesAreTheirOwnMeanWithoutDeviation() {
    assertEquals(new MeanStd(0.1, 0, 3), MeanStd.of(0.1, 0.1, 0.1));
    assertEquals(0, MeanStd.of(0.3, 0.1 + 0.2).std());
    assertEquals(new MeanStd(0, 0, 2), MeanStd.of(0, 0));
  }

  @Test
  void aSmallDeviationIsNotRounding() {
    assertEquals(0.5e-14, MeanStd.of(0.1, 0.1 + 1e-14).std(), 1e-17);
  }

  @Test
  void aValueThatIsNoNumberShows() {
    assertEquals(Double.NaN, MeanStd.of(1, Double.NaN).mean());
    assertEquals(Double.NaN, MeanStd.of(Double.NaN, Double.NaN).std());
    assertEquals(
        Double.POSITIVE_INFINITY, MeanStd.of(1, Double.POSITIVE_INFINITY).mean());
    assertEquals(
        Double.NaN,
        MeanStd.of(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY).std());
  }

  @Test
  void losesNothingToLargeMeans() {
    assertEquals(1, MeanStd.of(1e9, 1e9 + 2).std(), 1e-6);
  }

  @Test
  void formatsWithAPointWhateverTheLocale() {
    Locale old = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertEquals("1234.50 ± 0.50 ms", MeanStd.of(1234, 1235).format(2, "ms"));
      assertEquals("3", MeanStd.of(3).format(0, ""));
    } finally {
      Locale.setDefault(old);
    }
  }

  @Test
  void ofNothingIsAnError() {
    assertThrows(IllegalArgumentException.class, MeanStd::of);
  }
}
