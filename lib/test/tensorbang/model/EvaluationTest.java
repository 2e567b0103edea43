package tensorbang.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static final Evaluation THREE =
      new Evaluation(List.of("a", "b", "c"), new int[][] {{3, 1, 0}, {2, 2, 4}, {0, 0, 0}});

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
}
