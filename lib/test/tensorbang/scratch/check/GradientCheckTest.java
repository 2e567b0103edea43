package tensorbang.scratch.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tensorbang.scratch.check.GradientCheck.Difference;
import tensorbang.scratch.check.GradientCheck.Reference;
import tensorbang.scratch.check.GradientCheck.Row;

class GradientCheckTest {
  @Test
  void everyLayerAgreesWithBothReferences() {
    List<Row> rows = GradientCheck.run(List.of(1L, 2L), Set.of());
    assertEquals(2 * GradientCheck.names().size(), rows.size());
    for (Row row : rows) assertTrue(row.passed(), row.toString());
  }

  @Test
  void bothReferencesNoticeGradientsThatAreOnePercentWrong() {
    List<Row> rows = GradientCheck.run(List.of(3L), Set.copyOf(GradientCheck.names()));
    for (Row row : rows) assertFalse(row.passed(), row.toString());
  }

  @Test
  void oneWrongLayerIsFoundAmongTheOthers() {
    for (Row row : GradientCheck.run(List.of(3L), Set.of("max pool"))) {
      assertEquals(!row.layer().equals("max pool"), row.passed(), row.toString());
    }
  }

  @Test
  void everyOptimizerTakesTheStepsOfTensorFlow() {
    List<OptimizerCheck.Row> rows = OptimizerCheck.run(List.of(1L, 2L));
    assertEquals(4, rows.size());
    for (OptimizerCheck.Row row : rows) assertTrue(row.passed(), row.toString());
  }

  @Test
  void anOptimizerThatIsAThousandthOffDoesNotPass() {
    assertFalse(new OptimizerCheck.Row("SGD", new Difference(1e-3, 1e-3), 10).passed());
    assertFalse(new OptimizerCheck.Row("SGD", new Difference(Double.NaN, Double.NaN), 10).passed());
    assertFalse(new OptimizerCheck.Row("SGD", Difference.NONE, 0).passed());
  }

  @Test
  void whatIsNotANumberDoesNotPass() {
    Difference nan = Difference.between(new float[] {1, Float.NaN, 2}, new float[] {1, 2, 3});
    assertTrue(Double.isNaN(nan.relative()));
    assertFalse(new Row("layer", Reference.TENSORFLOW, Difference.NONE, nan, 3, 0).passed());
    assertFalse(new Row("layer", Reference.TENSORFLOW, nan, Difference.NONE, 3, 0).passed());
  }

  @Test
  void nothingComparedIsNothingPassed() {
    assertFalse(new Row("layer", Reference.DIFFERENCES, null, Difference.NONE, 0, 0).passed());
  }

  @Test
  void aRelativeDifferenceIsThatOfTheWholeTensor() {
    Difference d = Difference.between(new float[] {1.5f, 0}, new float[] {1, -10});
    assertEquals(10, d.absolute());
    assertEquals(1, d.relative());
  }

  @Test
  void translationTurnsFloatsIntoDoublesAndNothingElse() {
    assertEquals(
        "double[] x = {1d, 2.5d, 1e30d}; int i = 0xff; // doublet afloat 3fold",
        DoublePrecision.translate("float[] x = {1f, 2.5f, 1e30f}; int i = 0xff; // doublet afloat 3fold"));
  }

  @Test
  void theTranslatedClassesComputeInDoublePrecision() throws ReflectiveOperationException {
    Class<?> tensor = DoublePrecision.load("tensorbang.scratch.Tensor");
    assertEquals("tensorbang.scratch64.Tensor", tensor.getName());
    assertEquals(double[].class, tensor.getMethod("data").getReturnType());
  }
}
