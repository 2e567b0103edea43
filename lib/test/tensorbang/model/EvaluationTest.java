package tensorbang.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static final Evaluation THREE =
      new Evaluation(List.of("a", "b", "c"), new int[][] {{3, 1, 0}, {2, 2, 4}, {0, 0, 0}}, 12, List.of(), 0.5);

  @Test
  void accuracyIsTheDiagonalsShare() {
    assertEquals(12, THREE.images());
    assertEquals(5, THREE.correct());
    assertEquals(5 / 12.0, THREE.accuracy());
  }

  @Test
  void aClassCountsItsOwnImages() {
    assertEquals(8, THREE.images(1));
    assertEquals(0.25, THREE.accuracy(1));
    assertTrue(Double.isNaN(THREE.accuracy(2)));
  }

  @Test
  void theCommonestMistakeIsOffTheDiagonal() {
    assertEquals(1, THREE.mostMistakenFor(0));
    assertEquals(2, THREE.mostMistakenFor(1));
    assertEquals(-1, THREE.mostMistakenFor(2));
  }

  /** 3 of 4 and 2 of 8; the third class has no image and does not count. */
  @Test
  void theMeanOfTheClassesCountsEachTheSame() {
    assertEquals((0.75 + 0.25) / 2, THREE.meanClassAccuracy());
  }

  @Test
  void theSpeedIsImagesOverSeconds() {
    assertEquals(24, THREE.imagesPerSecond());
  }

  /** Groups: b alone; a and c. Of b 2 stay b, 2 + 4 go to the other group; of a 3 stay, 1 is taken for b. */
  @Test
  void groupsOfClassesHaveAMatrixOfTheirOwn() {
    assertArrayEquals(new int[][] {{2, 6}, {1, 3}}, THREE.confusionOfGroups(new int[] {1, 0, 1}, 2));
  }

  @Test
  void anImageCountsIfItsClassIsAmongTheFiveMostProbable() {
    List<String> seven = List.of("a", "b", "c", "d", "e", "f", "g");
    float[] falling = {0.3f, 0.2f, 0.15f, 0.13f, 0.1f, 0.08f, 0.04f};
    assertEquals(
        1, Evaluation.of(seven, new int[] {4}, new float[][] {falling}, 1).inTopFive());
    assertEquals(
        0, Evaluation.of(seven, new int[] {5}, new float[][] {falling}, 1).inTopFive());
    assertEquals(
        0.5,
        Evaluation.of(seven, new int[] {0, 6}, new float[][] {falling, falling}, 1)
            .topFiveAccuracy());
  }

  /** A classifier that finds all classes equally probable knows the first five, not all of them. */
  @Test
  void ofEquallyProbableClassesTheFirstOnesCount() {
    List<String> six = List.of("a", "b", "c", "d", "e", "f");
    float[] same = {0.2f, 0.2f, 0.2f, 0.2f, 0.2f, 0.2f};
    assertEquals(0, Evaluation.of(six, new int[] {5}, new float[][] {same}, 1).inTopFive());
    assertEquals(1, Evaluation.of(six, new int[] {4}, new float[][] {same}, 1).inTopFive());
  }

  @Test
  void mistakesAreSortedByConfidence() {
    float[][] probabilities = {{0.4f, 0.6f}, {0.9f, 0.1f}, {0.05f, 0.95f}, {0.2f, 0.8f}};
    Evaluation evaluation = Evaluation.of(List.of("a", "b"), new int[] {0, 1, 1, 0}, probabilities, 1);
    assertEquals(
        List.of(
            new Evaluation.Mistake(1, 1, 0, 0.9f),
            new Evaluation.Mistake(3, 0, 1, 0.8f),
            new Evaluation.Mistake(0, 0, 1, 0.6f)),
        evaluation.mistakes());
    assertArrayEquals(new int[][] {{0, 2}, {1, 1}}, evaluation.confusion());
  }
}
