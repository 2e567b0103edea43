package tensorbang.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MixupTest {
  private static final int SIZE = 5;

  /** Image i has the colour 50 i and the label 10 + i. */
  private static AugmentedBatch batch(long firstIndex) {
    byte[] pixels = new byte[SIZE * 4 * 3];
    int[] labels = new int[SIZE];
    for (int i = 0; i < SIZE; i++) {
      Arrays.fill(pixels, i * 12, (i + 1) * 12, (byte) (50 * i));
      labels[i] = 10 + i;
    }
    return new AugmentedBatch(pixels, labels, 2, 2, new byte[3], 1, firstIndex);
  }

  private static Batch mixed(String label, long firstIndex) {
    AugmentedBatch batch = batch(firstIndex);
    Augmentation.parse(label).apply(batch, "test");
    return batch.finished();
  }

  @Test
  void theSecondLabelIsThatOfTheNextImage() {
    Batch batch = mixed("mixup", 0);
    assertArrayEquals(new int[] {10, 11, 12, 13, 14}, batch.labels());
    assertArrayEquals(new int[] {11, 12, 13, 14, 10}, batch.secondLabels());
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

  @Test
  void theShareOfAnImageDependsOnNoOtherImage() {
    assertEquals(mixed("mixup", 0).secondShares()[3], mixed("mixup", 3).secondShares()[0]);
  }

  @Test
  void oneImageAloneStaysAsItIs() {
    byte[] pixels = {1, 2, 3};
    AugmentedBatch one = new AugmentedBatch(pixels, new int[] {7}, 1, 1, new byte[3], 1, 0);
    Augmentation.parse("mixup").apply(one, "test");
    assertArrayEquals(new byte[] {1, 2, 3}, pixels);
    assertArrayEquals(new int[] {7}, one.finished().secondLabels());
  }

  @Test
  void labelsCanBeMixedOnlyOnce() {
    AugmentedBatch batch = batch(0);
    Augmentation.parse("mixup").apply(batch, "test");
    assertThrows(IllegalStateException.class, () -> batch.setSecondLabels(new int[SIZE], new float[SIZE]));
  }
}
