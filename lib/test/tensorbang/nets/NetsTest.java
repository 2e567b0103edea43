package tensorbang.nets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.nn.Activation;

class NetsTest {
  @Test
  void anOptionOfAnotherNetworkIsRefusedWithBothNames() {
    var wish = new NetOptions(Shortcut.PROJECTION, null, null, null);
    String said = assertThrows(InputException.class, () -> Nets.options("convnet", wish)).getMessage();
    assertTrue(said.contains("--shortcut") && said.contains("convnet"), said);
  }

  @Test
  void aNetworkNobodyKnowsIsRefusedWithTheOneThatMayBeMeant() {
    String said =
        assertThrows(InputException.class, () -> Nets.create("resnet22", Map.of(), 10)).getMessage();
    assertTrue(said.startsWith("--net resnet22") && said.endsWith("did you mean resnet20?"), said);
  }

  @Test
  void whatIsNotChosenIsTheStandard() {
    assertEquals(Shortcut.IDENTITY, Nets.options("resnet56", Map.of()).shortcut());
  }

  @Test
  void anAbsurdHiddenLayerIsRefused() {
    String said =
        assertThrows(InputException.class, () -> new NetOptions(null, null, null, 0)).getMessage();
    assertTrue(said.startsWith("--hidden 0"), said);
  }

  @Test
  void optionsSurviveJsonUnderTheLabelsOfTheCommandLine() {
    Map<String, Object> options = Nets.options("simplenn", new NetOptions(null, true, Activation.LEAKY_RELU, null));
    assertTrue(Json.write(options).contains("\"leaky-relu\""), Json.write(options));
    assertEquals(options, Json.read(Json.write(options), NetOptions.class, "test"));
  }
}
