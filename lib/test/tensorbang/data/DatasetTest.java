package tensorbang.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tensorbang.InputException;

class DatasetTest {
  private static final ImageSet ONE_TEST_IMAGE = new ImageSet(new byte[4], new int[1], 1, 1, 4);

  /** Classes by turns; the bytes of an image hold its index. */
  private static Dataset balanced(int classes, int imagesPerClass) {
    return of(
        classes,
        IntStream.range(0, classes * imagesPerClass).map(i -> i % classes).toArray());
  }

  private static Dataset of(int classes, int... labels) {
    byte[] pixels = new byte[4 * labels.length];
    for (int i = 0; i < labels.length; i++) for (int b = 0; b < 4; b++) pixels[4 * i + b] = (byte) (i >> 8 * b);
    List<String> names = IntStream.range(0, classes).mapToObj(c -> "class" + c).toList();
    return new Dataset("numbers", names, new ImageSet(pixels, labels, 1, 1, 4), ONE_TEST_IMAGE);
  }

  /** Which images of the original training set these are. */
  private static int[] indices(ImageSet set) {
    byte[] p = set.pixels();
    return IntStream.range(0, set.size())
        .map(i -> p[4 * i] & 0xff | (p[4 * i + 1] & 0xff) << 8 | (p[4 * i + 2] & 0xff) << 16)
        .toArray();
  }

  private static void assertRefused(String message, Runnable call) {
    assertEquals(message, assertThrows(InputException.class, call::run).getMessage());
  }

  @Test
  void partsKnowTheirClassNames() {
    Dataset data = of(3, 2, 0, 1);
    assertEquals("class2", data.train().className(0));
    assertEquals("class0", data.test().className(0));
    assertEquals("class1", data.train().select(2).className(0));
    assertFalse(data.hasValidation());
    assertEquals(0, data.validation().size());
  }

  @Test
  void refusesWhatNoNetworkCanBeTrainedAndTestedOn() {
    of(2, 0, 1).check();
    assertRefused("the data set numbers has no training images", () -> of(2).check());
    assertRefused(
        "the data set numbers has an image with the label 2, but its 2 classes have labels from 0 to 1",
        () -> of(2, 1, 2).check());
    Dataset some = of(2, 0, 1);
    Dataset untested =
        new Dataset("numbers", some.classes(), some.train(), some.train().first(0));
    assertRefused("the data set numbers has no test images", untested::check);
  }

  @Test
  void limitCutsAllPartsAndZeroIsAll() {
    Dataset data = balanced(2, 50).holdOut(10);
    assertEquals(7, data.limit(7).train().size());
    assertEquals(7, data.limit(7).validation().size());
    assertEquals(1, data.limit(7).test().size());
    assertSame(data, data.limit(0));
    assertRefused("limit -1: must be at least 0", () -> data.limit(-1));
  }

  @Test
  void holdOutKeepsClassSharesAndTheOldOrderAndLosesNothing() {
    Dataset data = of(
        3,
        IntStream.range(0, 1000).map(i -> i % 10 < 6 ? 0 : i % 10 < 9 ? 1 : 2).toArray());
    Dataset split = data.holdOut(50);
    assertArrayEquals(new int[] {30, 15, 5}, split.validation().classCounts());
    assertArrayEquals(new int[] {570, 285, 95}, split.classCounts());
    int[] train = indices(split.train());
    int[] validation = indices(split.validation());
    assertArrayEquals(Arrays.stream(train).sorted().toArray(), train);
    assertArrayEquals(Arrays.stream(validation).sorted().toArray(), validation);
    int[] together =
        Stream.of(train, validation).flatMapToInt(Arrays::stream).sorted().toArray();
    assertArrayEquals(IntStream.range(0, 1000).toArray(), together);
    assertSame(data.test(), split.test());
  }

  @Test
  void holdOutIsTheSameEachTimeAndSpreadOverTheSet() {
    Dataset data = balanced(10, 500);
    int[] first = indices(data.holdOut(1000).validation());
    assertArrayEquals(first, indices(data.holdOut(1000).validation()));
    assertEquals(500, Arrays.stream(first).filter(i -> i < 2500).count(), 60);
    // A change of these numbers makes earlier results with a validation set irreproducible.
    assertArrayEquals(new int[] {5, 6, 15, 18, 19}, Arrays.copyOf(first, 5));
  }

  @Test
  void roundsTheSharesByTheLargestRemainders() {
    // 7 of 3 + 10 + 27: 0.525, 1.75, 4.725.
    Dataset data =
        of(3, IntStream.range(0, 40).map(i -> i < 3 ? 0 : i < 13 ? 1 : 2).toArray());
    assertArrayEquals(new int[] {0, 2, 5}, padded(data.holdOut(7).validation().classCounts(), 3));
  }

  @Test
  void theLargestRemainderMayBeThatOfTheSmallestClass() {
    // 9 of 30 + 17 + 3: 5.4, 3.06, 0.54.
    Dataset data =
        of(3, IntStream.range(0, 50).map(i -> i < 30 ? 0 : i < 47 ? 1 : 2).toArray());
    assertArrayEquals(new int[] {5, 3, 1}, padded(data.holdOut(9).validation().classCounts(), 3));
  }

  private static int[] padded(int[] counts, int size) {
    return Arrays.copyOf(counts, size);
  }

  @Test
  void everyClassKeepsATrainingImage() {
    Dataset data = of(3, 0, 1, 1, 2, 2, 2, 2);
    assertArrayEquals(new int[] {1, 1, 1}, data.holdOut(4).classCounts());
    assertRefused("validation 5: must be from 0 to 4 for numbers", () -> data.holdOut(5));
    assertRefused("validation -1: must be from 0 to 4 for numbers", () -> data.holdOut(-1));
    assertSame(data, data.holdOut(0));
  }

  @Test
  void refusesToHoldOutTwice() {
    Dataset data = balanced(2, 10).holdOut(4);
    assertSame(data, data.holdOut(0));
    assertRefused(
        "validation 2: numbers has validation images of its own; leave the setting out", () -> data.holdOut(2));
  }

  /** The published counts of Cui et al. 2019 and the works after it. */
  @Test
  void longTailedCifar10At100HasThePublishedClassSizes() {
    int[] counts = balanced(10, 5000).imbalanced(100, 0).classCounts();
    assertArrayEquals(new int[] {5000, 2997, 1796, 1077, 645, 387, 232, 139, 83, 50}, counts);
  }

  @ParameterizedTest
  @CsvSource({"10, 5000, 100, 12406", "10, 5000, 50, 13996", "10, 5000, 10, 20431", "100, 500, 100, 10847"})
  void longTailedSetsHaveThePublishedSizes(int classes, int imagesPerClass, double factor, int published) {
    Dataset data = balanced(classes, imagesPerClass);
    Dataset tailed = data.imbalanced(factor, 0);
    assertEquals(published, tailed.train().size());
    int[] counts = tailed.classCounts();
    assertEquals(imagesPerClass, counts[0]);
    assertEquals((int) (imagesPerClass / factor), counts[classes - 1]);
    assertSame(data.test(), tailed.test());
  }

  @Test
  void sizesThatAreWholeNumbersAreNotRoundedDown() {
    // 1000 * 1000^(-1/3) = 100 and 1000 * 1000^(-2/3) = 10, which floating point misses by a hair.
    assertArrayEquals(
        new int[] {1000, 100, 10, 1}, balanced(4, 1000).imbalanced(1000, 0).classCounts());
  }

  @Test
  void whichImagesStayDependsOnTheImbalanceSeedAlone() {
    Dataset data = balanced(10, 100);
    int[] kept = indices(data.imbalanced(10, 1).train());
    assertArrayEquals(kept, indices(data.imbalanced(10, 1).train()));
    assertFalse(Arrays.equals(kept, indices(data.imbalanced(10, 2).train())));
    assertArrayEquals(Arrays.stream(kept).distinct().sorted().toArray(), kept);
  }

  @Test
  void aStrongerImbalanceKeepsASubset() {
    Dataset data = balanced(10, 100);
    int[] weak = indices(data.imbalanced(10, 1).train());
    for (int i : indices(data.imbalanced(50, 1).train())) assertTrue(Arrays.binarySearch(weak, i) >= 0);
  }

  @Test
  void aClassWithoutImagesIsNoReasonToRefuseAnImbalance() {
    Dataset data = of(3, 0, 0, 0, 0, 2, 2, 2, 2);
    assertArrayEquals(new int[] {4, 0, 1}, data.imbalanced(4, 0).classCounts());
  }

  @Test
  void refusesImpossibleImbalance() {
    Dataset data = balanced(10, 100);
    assertSame(data, data.imbalanced(1, 3));
    assertRefused("imbalance 0.5: must be a number from 1 on", () -> data.imbalanced(0.5, 0));
    assertRefused("imbalance NaN: must be a number from 1 on", () -> data.imbalanced(Double.NaN, 0));
    assertRefused("imbalance 101.0: leaves class 9 without training images", () -> data.imbalanced(101, 0));
  }
}
