package tensorbang.scratch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DropoutTest {
  private static Tensor ones(int n) {
    Tensor x = Tensor.zeros(1, n);
    Arrays.fill(x.data(), 1);
    return x;
  }

  @Test
  void inferenceChangesNothing() {
    Dropout dropout = new Dropout(0.5f, 1);
    Tensor x = ones(10);
    assertSame(x, dropout.forward(x, false));
    assertSame(x, dropout.backward(x));
  }

  @Test
  void dropsItsShareAndScalesTheRest() {
    Tensor y = new Dropout(0.25f, 1).forward(ones(100_000), true);
    int dropped = 0;
    for (float v : y.data()) {
      assertTrue(v == 0 || v == 1 / 0.75f, "kept as " + v);
      if (v == 0) dropped++;
    }
    // The deviation of the share is 0.0014.
    assertEquals(0.25, dropped / 1e5, 0.006);
  }

  @Test
  void theGradientMeetsTheSameFactors() {
    Dropout dropout = new Dropout(0.5f, 3);
    float[] y = dropout.forward(ones(50), true).data().clone();
    assertArrayEquals(y, dropout.backward(ones(50)).data());
    assertArrayEquals(y, dropout.factors().data());
  }

  @Test
  void everyPassChoosesAnewAndASeedDecidesAll() {
    Dropout dropout = new Dropout(0.5f, 3);
    float[] first = dropout.forward(ones(100), true).data().clone();
    float[] second = dropout.forward(ones(100), true).data().clone();
    assertFalse(Arrays.equals(first, second));
    Dropout again = new Dropout(0.5f, 3);
    assertArrayEquals(first, again.forward(ones(100), true).data());
    assertArrayEquals(second, again.forward(ones(100), true).data());
    assertFalse(
        Arrays.equals(first, new Dropout(0.5f, 4).forward(ones(100), true).data()));
  }
}
