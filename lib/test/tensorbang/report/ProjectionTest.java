package tensorbang.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProjectionTest {
  /** Two groups of 60 rows in 70 dimensions, far apart along the first. */
  private static float[][] groups() {
    SplittableRandom random = new SplittableRandom(1);
    float[][] rows = new float[120][70];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) rows[i][j] = (float) random.nextDouble(-0.5, 0.5);
      rows[i][0] += i < 60 ? -20 : 20;
    }
    return rows;
  }

  @Test
  void principalComponentsAreTheAxesOfLargestVarianceLargestFirst() {
    float[][] rows = new float[100][3];
    for (int i = 0; i < rows.length; i++) {
      rows[i][1] = 7 + (i % 2 == 0 ? 3 : -3);
      rows[i][2] = 5 + (i / 2 % 2 == 0 ? 10 : -10);
    }
    double[][] points = Projection.PCA.of(rows);
    for (int i = 0; i < rows.length; i++) {
      assertEquals(rows[i][2] - 5, points[i][0], 1e-6);
      assertEquals(rows[i][1] - 7, points[i][1], 1e-6);
    }
  }

  @Test
  void neighbourEmbeddingKeepsGroupsApart() {
    double[][] points = Projection.TSNE.of(groups());
    double within = 0;
    double between = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 60; i++)
      for (int j = 0; j < 60; j++) {
        within = Math.max(within, Math.hypot(points[i][0] - points[j][0], points[i][1] - points[j][1]));
        between = Math.min(between, Math.hypot(points[i][0] - points[60 + j][0], points[i][1] - points[60 + j][1]));
      }
    assertTrue(between > within / 2, between + " between, " + within + " within");
  }

  @Test
  void theSameRowsGiveTheSamePoints() {
    double[][] first = Projection.TSNE.of(groups());
    assertArrayEquals(first, Projection.TSNE.of(groups()));
  }
}
