package tensorbang.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import tensorbang.InputException;

class RegistryTest {
  private final Registry<Double> registry = new Registry<Double>("loss")
      .register("plain", a -> 0.0)
      .register("focal[:GAMMA]", a -> a.number(0, 2, 0, 100))
      .register("steps[:EPOCH,EPOCH]", a -> (double) a.whole(0, 1, 1, 9) + a.whole(1, 2, 1, 9));

  @Test
  void aLabelChoosesAnImplementationAndGivesItsArguments() {
    assertEquals(0, registry.parse("plain"));
    assertEquals(2, registry.parse("focal"));
    assertEquals(0.5, registry.parse("focal:0.5"));
    assertEquals(7, registry.parse("steps:3,4"));
  }

  @Test
  void aUserRegistersMore() {
    registry.register("mine", a -> 9.0);
    assertEquals(9, registry.parse("mine"));
    assertEquals(List.of("plain", "focal", "steps", "mine"), registry.names());
    assertThrows(IllegalArgumentException.class, () -> registry.register("mine", a -> 1.0));
  }

  @Test
  void aWrongLabelIsOneLineThatSaysWhatToDo() {
    assertEquals(
        "loss focall: expected one of plain, focal[:GAMMA], steps[:EPOCH,EPOCH]; did you mean focal?", wrong("focall"));
    assertEquals("loss focal:x: x is not a number from 0 to 100 (focal[:GAMMA])", wrong("focal:x"));
    assertEquals("loss focal:-1: -1 is not a number from 0 to 100 (focal[:GAMMA])", wrong("focal:-1"));
    assertEquals("loss focal:NaN: NaN is not a number from 0 to 100 (focal[:GAMMA])", wrong("focal:NaN"));
    assertEquals("loss steps:1.5: 1.5 is not a whole number (steps[:EPOCH,EPOCH])", wrong("steps:1.5"));
    assertEquals("loss plain:1: expected plain", wrong("plain:1"));
    assertEquals("loss steps:1,2,3: expected steps[:EPOCH,EPOCH]", wrong("steps:1,2,3"));
  }

  private String wrong(String label) {
    return assertThrows(InputException.class, () -> registry.parse(label)).getMessage();
  }
}
