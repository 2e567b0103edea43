package tensorbang.scratch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static tensorbang.scratch.Numbers.tensor;

import org.junit.jupiter.api.Test;

class LossesTest {
  @Test
  void equalLogitsCostTheLogarithmOfTheClasses() {
    assertEquals(Math.log(10), new SoftmaxCrossEntropy().loss(Tensor.zeros(3, 10), new int[] {0, 5, 9}), 1e-12);
  }

  /** Logits ln 1, ln 2, ln 5: probabilities 1/8, 2/8, 5/8. */
  @Test
  void gradientIsTheProbabilityLessTheTruthOverTheBatch() {
    SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();
    float[] row = {0, (float) Math.log(2), (float) Math.log(5)};
    Tensor logits = tensor(new int[] {2, 3}, row[0], row[1], row[2], row[0], row[1], row[2]);
    assertEquals((Math.log(8) + Math.log(8 / 5.0)) / 2, loss.loss(logits, new int[] {0, 2}), 1e-7);
    assertArrayEquals(
        new float[] {-7 / 16f, 2 / 16f, 5 / 16f, 1 / 16f, 2 / 16f, -3 / 16f},
        loss.gradient().data(),
        1e-7f);
  }

  @Test
  void hugeLogitsNeitherOverflowNorGiveNaN() {
    SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();
    assertEquals(2000, loss.loss(tensor(new int[] {1, 3}, 1000, -1000, 0), new int[] {1}), 1e-9);
    assertArrayEquals(new float[] {1, -1, 0}, loss.gradient().data());
    assertEquals(0, loss.loss(tensor(new int[] {1, 2}, 1e30f, -1e30f), new int[] {0}), 0);
  }

  @Test
  void aHugeLogitInTheLastPlaceDoesNotOverflowEither() {
    SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();
    assertEquals(0, loss.loss(tensor(new int[] {1, 3}, -1000, 0, 1000), new int[] {2}), 1e-9);
    assertArrayEquals(new float[] {0, 0, 0}, loss.gradient().data());
  }

  @Test
  void aRowIsCorrectWhereItsLargestLogitIsAtItsLabel() {
    Tensor logits = tensor(new int[] {3, 2}, 9, 0, 0, 9, 9, 0);
    assertEquals(2, SoftmaxCrossEntropy.correct(logits, new int[] {0, 1, 1}));
  }

  @Test
  void labelsMustFit() {
    SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();
    assertThrows(IllegalArgumentException.class, () -> loss.loss(Tensor.zeros(1, 3), new int[] {3}));
    assertThrows(IllegalArgumentException.class, () -> loss.loss(Tensor.zeros(1, 3), new int[] {-1}));
    assertThrows(IllegalArgumentException.class, () -> loss.loss(Tensor.zeros(2, 3), new int[] {1}));
  }

  @Test
  void squaredErrorIsTheMeanOverAllNumbers() {
    MeanSquaredError loss = new MeanSquaredError();
    double value = loss.loss(tensor(new int[] {2, 2}, 1, 2, 3, 4), tensor(new int[] {2, 2}, 1, 0, 3, 8));
    assertEquals((4 + 16) / 4.0, value, 1e-12);
    assertArrayEquals(new float[] {0, 1, 0, -2}, loss.gradient().data());
  }
}
