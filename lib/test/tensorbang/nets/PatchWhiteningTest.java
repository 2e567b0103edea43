package tensorbang.nets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.junit.jupiter.api.Test;
import tensorbang.data.ImageSet;
import tensorbang.data.Normalization;
import tensorbang.data.shapes.Shapes10;
import tensorbang.weights.FloatArray;

class PatchWhiteningTest {
  private static final int SIZE = 3;
  private static final int FILTERS = 16;
  private static final ImageSet IMAGES = Shapes10.dataset(200, 10, 5).train();
  private static final Normalization NORMALIZATION = Normalization.of(IMAGES);
  private static final FloatArray KERNEL = PatchWhitening.kernel(IMAGES, NORMALIZATION, SIZE, FILTERS);

  /** Those that the kernel was made from. */
  private static double[][] patches() {
    double[][] patches = new double[200 * 9][SIZE * SIZE * 3];
    int[] corners = {0, 14, 29};
    int n = 0;
    for (int image = 0; image < 200; image++)
      for (int top : corners)
        for (int left : corners) {
          for (int y = 0; y < SIZE; y++)
            for (int x = 0; x < SIZE; x++)
              for (int c = 0; c < 3; c++) {
                double pixel = (IMAGES.pixels()[((image * 32 + top + y) * 32 + left + x) * 3 + c] & 0xff) / 255.0;
                patches[n][(y * SIZE + x) * 3 + c] =
                    (pixel - NORMALIZATION.mean()[c]) / NORMALIZATION.std()[c];
              }
          n++;
        }
    return patches;
  }

  /** The filters' answers to them. */
  private static double[][] answers() {
    double[][] patches = patches();
    double[][] answers = new double[patches.length][FILTERS];
    for (int n = 0; n < answers.length; n++)
      for (int i = 0; i < patches[n].length; i++)
        for (int f = 0; f < FILTERS; f++)
          answers[n][f] += patches[n][i] * KERNEL.values()[i * FILTERS + f];
    return answers;
  }

  @Test
  void theFirstHalfOfTheFiltersAnswersUncorrelatedAndWithEqualStrength() {
    double[][] answers = answers();
    for (int f = 0; f < FILTERS / 2; f++)
      for (int g = 0; g <= f; g++) {
        double moment = 0;
        for (double[] a : answers) moment += a[f] * a[g] / answers.length;
        // 1 but for the floor under the variance.
        assertEquals(f == g ? 1 : 0, moment, 0.05, "filters " + f + " and " + g);
      }
  }

  @Test
  void theFiltersAreTheComponentsOfTheGreatestVarianceTheStrongestFirst() {
    double[][] patches = patches();
    double[][] moments = new double[patches[0].length][patches[0].length];
    for (double[] patch : patches)
      for (int i = 0; i < patch.length; i++)
        for (int j = 0; j < patch.length; j++) moments[i][j] += patch[i] * patch[j] / patches.length;
    double[] ascending = new EigenDecomposition(new Array2DRowRealMatrix(moments)).getRealEigenvalues();
    Arrays.sort(ascending);
    for (int f = 0; f < FILTERS / 2; f++) {
      double squares = 0;
      for (int i = 0; i < patches[0].length; i++) squares += Math.pow(KERNEL.values()[i * FILTERS + f], 2);
      double variance = ascending[ascending.length - 1 - f];
      assertEquals(variance, 1 / squares - 5e-4, 1e-3 * variance, "filter " + f);
    }
  }

  @Test
  void theSecondHalfIsTheNegativeOfTheFirst() {
    for (int i = 0; i < KERNEL.values().length; i += FILTERS)
      for (int f = 0; f < FILTERS / 2; f++)
        assertEquals(-KERNEL.values()[i + f], KERNEL.values()[i + FILTERS / 2 + f]);
  }

  @Test
  void theShapeIsThatOfAConvolutionKernelAndNothingIsRandom() {
    assertArrayEquals(new int[] {SIZE, SIZE, 3, FILTERS}, KERNEL.shape());
    assertEquals(KERNEL, PatchWhitening.kernel(IMAGES, NORMALIZATION, SIZE, FILTERS));
  }
}
