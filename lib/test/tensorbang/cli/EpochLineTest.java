package tensorbang.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tensorbang.train.Epoch;

class EpochLineTest {
  private static final double NONE = Double.NaN;

  private static Epoch epoch(int number, double topFive, double validationLoss, double validationAccuracy) {
    return new Epoch(
        number, 1.18734, 0.6329, 0.79104, 0.7282, topFive, validationLoss, validationAccuracy, 0.15, 12, 812.4);
  }

  @Test
  void saysAllWhereThereIsRoom() {
    assertEquals(
        "epoch  3/15   train loss 1.1873  accuracy 63.29 %   test loss 0.7910  accuracy 72.82 %   rate 0.15"
            + "   812 images/s   9:12 left",
        EpochLine.of(epoch(3, NONE, NONE, NONE), 15, 552, Integer.MAX_VALUE));
    assertEquals(
        "epoch 3/3   train loss 1.1873  accuracy 63.29 %   validation loss 0.8000  accuracy 70.00 %"
            + "   test loss 0.7910  accuracy 72.82 %  top-5 95.00 %   rate 0.15   812 images/s   0:00 left",
        EpochLine.of(epoch(3, 0.95, 0.8, 0.7), 3, 0, Integer.MAX_VALUE));
  }

  @Test
  void saysLessWhereThereIsLessRoom() {
    assertEquals(
        "epoch  3/15  train loss 1.1873  63.29 %  test loss 0.7910  72.82 %  9:12 left",
        EpochLine.of(epoch(3, NONE, NONE, NONE), 15, 552, 80));
    assertEquals(
        "epoch  3/15  train loss 1.1873  63.29 %  validation 70.00 %  test 72.82 %  9:12 left",
        EpochLine.of(epoch(3, NONE, 0.8, 0.7), 15, 552, 90));
    assertEquals("epoch  3/15  train loss 1.1873  test 72.82 %", EpochLine.of(epoch(3, NONE, NONE, NONE), 15, 552, 50));
  }

  @ParameterizedTest
  @CsvSource({"3, 15, 59", "3, 15, 5000", "150, 200, 3599", "150, 200, 35999", "1500, 2000, 359999"})
  void fitsATerminalOfEightyColumns(int number, int epochs, double secondsLeft) {
    for (Epoch e :
        new Epoch[] {epoch(number, NONE, NONE, NONE), epoch(number, 0.95, NONE, NONE), epoch(number, 0.95, 0.8, 0.7)}) {
      String line = EpochLine.of(e, epochs, secondsLeft, 80);
      assertTrue(line.length() <= 80, line);
      assertTrue(line.contains("test"), line);
    }
  }
}
