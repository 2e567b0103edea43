package tensorbang.landscape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Functions whose derivatives are known. */
class RoughnessTest {
  private static final double SPACING = 0.1;

  private static double[] line(DoubleUnaryOperator loss) {
    double[] values = new double[21];
    for (int i = 0; i < values.length; i++) values[i] = loss.applyAsDouble(-1 + SPACING * i);
    return values;
  }

  private static double[][] grid(DoubleBinaryOperator loss) {
    double[][] values = new double[21][21];
    for (int row = 0; row < 21; row++)
      for (int column = 0; column < 21; column++)
        values[row][column] = loss.applyAsDouble(-1 + SPACING * column, -1 + SPACING * row);
    return values;
  }

  private static Roughness of(double[]... lines) {
    return Roughness.of(SPACING, List.of(lines), null);
  }

  /** 3 x² - x + 5 has the second derivative 6 everywhere. */
  @Test
  void aQuadraticFunctionHasItsCurvatureAndIsConvex() {
    Roughness roughness = of(line(x -> 3 * x * x - x + 5));
    assertEquals(6, roughness.largestCurvature(), 1e-9);
    assertEquals(0, roughness.nonConvexOnLines());
    assertTrue(Double.isNaN(roughness.nonConvexOnGrid()));
  }

  /** x³ has the second derivative 6 x, largest at the last inner points, ± 0.9, and negative left of 0. */
  @Test
  void theLargestCurvatureIsAMagnitudeAndConcavePointsAreCounted() {
    Roughness roughness = of(line(x -> 3 + x * x * x));
    assertEquals(5.4, roughness.largestCurvature(), 1e-9);
    assertEquals(9.0 / 19, roughness.nonConvexOnLines(), 1e-12);
  }

  @Test
  void allLinesCount() {
    Roughness roughness = of(line(x -> 10 + x * x), line(x -> 10 - 2 * x * x));
    assertEquals(4, roughness.largestCurvature(), 1e-9);
    assertEquals(0.5, roughness.nonConvexOnLines());
  }

  @Test
  void aStraightLineIsConvexWhateverItsRounding() {
    assertEquals(0, of(line(x -> (float) (100 + 3.3f * x))).nonConvexOnLines());
  }

  @Test
  void whatIsNotFiniteIsLeftOut() {
    double[] line = line(x -> 3 * x * x);
    line[0] = Double.POSITIVE_INFINITY;
    line[1] = Double.NaN;
    assertEquals(6, of(line).largestCurvature(), 1e-9);
    double[] nothing = {Double.NaN, 1, 2};
    assertTrue(Double.isNaN(of(nothing).largestCurvature()));
  }

  /** x² + 3 x y + y² curves upwards along both axes, and downwards between them: eigenvalues 5 and -1. */
  @Test
  void theGridIsJudgedByItsHessian() {
    double[] any = line(x -> x);
    assertEquals(
        1,
        Roughness.of(SPACING, List.of(any), grid((x, y) -> x * x + 3 * x * y + y * y))
            .nonConvexOnGrid());
    assertEquals(
        0,
        Roughness.of(SPACING, List.of(any), grid((x, y) -> x * x + x * y + y * y))
            .nonConvexOnGrid());
  }
}
