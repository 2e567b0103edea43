package tensorbang.interop.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class LogitDifferenceTest {
  private static double difference(float[] tensorFlow, float... onnxRuntime) {
    return LogitDifference.of("light", tensorFlow, onnxRuntime);
  }

  private static String refused(float[] tensorFlow, float... onnxRuntime) {
    return assertThrows(IllegalStateException.class, () -> difference(tensorFlow, onnxRuntime))
        .getMessage();
  }

  @Test
  void equalLogitsDifferByNothing() {
    assertEquals(0, difference(new float[] {1, -2, 0.5f}, 1, -2, 0.5f));
  }

  @Test
  void itIsTheLargestDifferenceAsAShareOfTheLargestLogitOrOfOne() {
    assertEquals(5e-5, difference(new float[] {0.25f, 0.5f}, 0.25005f, 0.50001f), 1e-7);
    assertEquals(1e-5, difference(new float[] {1, -100}, 1.001f, -100), 1e-7);
  }

  @Test
  void oneLogitTooFarAwayIsRefused() {
    assertEquals(
        "light: logit 1 is 0.25 in TensorFlow and 0.2502 in ONNX Runtime",
        refused(new float[] {0.5f, 0.25f}, 0.5f, 0.2502f));
  }

  @Test
  void whatIsNoNumberIsRefused() {
    String nowhere = "light: logit 0 is 1.0 in TensorFlow and NaN in ONNX Runtime";
    assertEquals(nowhere, refused(new float[] {1}, Float.NaN));
    assertEquals("light: logit 0 is NaN in TensorFlow and 1.0 in ONNX Runtime", refused(new float[] {Float.NaN}, 1));
    assertEquals(
        "light: logit 0 is NaN in TensorFlow and NaN in ONNX Runtime", refused(new float[] {Float.NaN}, Float.NaN));
  }
}
