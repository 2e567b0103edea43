package tensorbang.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MixupTest {
  private static final int SIZE = 5;

  /** Image i has the colour 50 i. */
  private static AugmentedBatch batch(long firstIndex) {
    byte[] pixels = new byte[SIZE * 4 * 3];
    for (int i = 0; i < SIZE; i++) Arrays.fill(pixels, i * 12, (i + 1) * 12, (byte) (50 * i));
    return new AugmentedBatch(pixels, new int[SIZE], 2, 2, new byte[3], 1, firstIndex);
  }

  private static Batch mixed(String label, long firstIndex) {
    AugmentedBatch batch = batch(firstIndex);
    Augmentation.parse(label).apply(batch, "test");
    return batch.finished();
  }

  @Test
  void everyPixelIsTheWeightedMeanOfTheTwoImages() {
    for (int n = 0; n < 20; n++) {
      Batch batch = mixed("mixup", (long) n * SIZE);
      for (int i = 0; i < SIZE; i++) {
        double share = batch.secondShares()[i];
        long expected = Math.round((1 - share) * 50 * i + share * 50 * ((i + 1) % SIZE));
        for (int j = 0; j < 12; j++) assertEquals(expected, batch.pixels()[i * 12 + j] & 0xff, "image " + i);
      }
    }
  }

  /** Beta(a, a) has the mean 1/2 and the variance 1 / (4 (2 a + 1)). */
  @Test
  void sharesAreDrawnFromABetaDistribution() {
    for (double alpha : new double[] {0.2, 1, 4}) {
      double sum = 0;
      double squares = 0;
      int n = 4000;
      for (int i = 0; i < n / SIZE; i++) {
        for (float share : mixed("mixup:" + alpha, (long) i * SIZE).secondShares()) {
          sum += share;
          squares += share * share;
        }
      }
      double mean = sum / n;
      assertEquals(0.5, mean, 0.03, "alpha " + alpha);
      assertEquals(1 / (4 * (2 * alpha + 1)), squares / n - mean * mean, 0.01, "alpha " + alpha);
    }
  }
}
