package tensorbang.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NextImageMixTest {
  private static final int SIZE = 5;

  private static AugmentedBatch mixed(String label, long firstIndex) {
    AugmentedBatch batch =
        new AugmentedBatch(new byte[SIZE * 48], new int[] {10, 11, 12, 13, 14}, 4, 4, new byte[3], 1, firstIndex);
    Augmentation.parse(label).apply(batch, "test");
    return batch;
  }

  @ParameterizedTest
  @ValueSource(strings = {"mixup", "cutmix"})
  void theSecondLabelIsThatOfTheNextImage(String label) {
    Batch batch = mixed(label, 0).finished();
    assertArrayEquals(new int[] {10, 11, 12, 13, 14}, batch.labels());
    assertArrayEquals(new int[] {11, 12, 13, 14, 10}, batch.secondLabels());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mixup", "cutmix"})
  void theShareOfAnImageDependsOnNoOtherImage(String label) {
    assertEquals(
        mixed(label, 0).finished().secondShares()[3], mixed(label, 3).finished().secondShares()[0]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mixup", "cutmix"})
  void oneImageAloneStaysAsItIs(String label) {
    byte[] pixels = {1, 2, 3};
    AugmentedBatch one = new AugmentedBatch(pixels, new int[] {7}, 1, 1, new byte[3], 1, 0);
    Augmentation.parse(label).apply(one, "test");
    assertArrayEquals(new byte[] {1, 2, 3}, pixels);
    assertArrayEquals(new int[] {7}, one.finished().secondLabels());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mixup", "cutmix"})
  void labelsCanBeMixedOnlyOnce(String label) {
    AugmentedBatch batch = mixed(label, 0);
    assertThrows(IllegalStateException.class, () -> batch.setSecondLabels(new int[SIZE], new float[SIZE]));
  }
}
