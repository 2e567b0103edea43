package tensorbang.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnpicklerTest {
  private static final String PROTOCOL_2 =
      "80027d71002858010000006171015d7102284b014afeffffff4d2c014a701101008a060000000000018a090000000000000000c0474"
          + "00c0000000000004e88894b018571034b014b028671044b014b024b03877105284b014b024b034b0474710629655802000000c3a9"
          + "71077d710858010000006e71094affffffff752e";
  private static final String PROTOCOL_4 =
      "80049569000000000000007d94288c0161945d94284b014afeffffff4d2c014a701101008a060000000000018a09000000000000000"
          + "0c047400c0000000000004e88894b0185944b014b0286944b014b024b038794284b014b024b034b04749429658c02c3a9947d948c"
          + "016e944affffffff752e";

  /** What CPython 3.11 writes for the same object; protocols 3 and 5 differ in the second byte. */
  @ParameterizedTest
  @ValueSource(strings = {"2" + PROTOCOL_2, "3" + PROTOCOL_2, "4" + PROTOCOL_4, "5" + PROTOCOL_4})
  void readsPlainDataOfEveryProtocol(String protocolAndPickle) throws Exception {
    byte[] pickle = HexFormat.of().parseHex(protocolAndPickle.substring(1));
    pickle[1] = (byte) (protocolAndPickle.charAt(0) - '0');
    Map<Object, Object> expected = new LinkedHashMap<>();
    BigInteger minusTwoTo70 = BigInteger.TWO.pow(70).negate();
    expected.put(
        "a",
        Arrays.asList(
            1L,
            -2L,
            300L,
            70000L,
            1L << 40,
            minusTwoTo70,
            3.5,
            null,
            true,
            false,
            List.of(1L),
            List.of(1L, 2L),
            List.of(1L, 2L, 3L),
            List.of(1L, 2L, 3L, 4L),
            List.of()));
    expected.put("é", Map.of());
    expected.put("n", -1L);
    assertEquals(expected, load(pickle));
  }

  @Test
  void anObjectThatIsReferredToTwiceIsOneObject() throws Exception {
    byte[] pickle = HexFormat.of().parseHex("80049515000000000000007d94288c016c945d948c05616761696e946802752e");
    Map<?, ?> dict = (Map<?, ?>) load(pickle);
    assertSame(dict.get("l"), dict.get("again"));
  }

  @Test
  void stopsBehindThePickle() throws Exception {
    byte[] twoPickles = {(byte) 0x80, 2, 'K', 7, '.', (byte) 0x80, 2, 'K', 8, '.'};
    var in = new ByteArrayInputStream(twoPickles);
    Unpickler first = new Unpickler(in, new TorchObjects());
    assertEquals(7L, first.load());
    assertEquals(5, first.position());
    assertEquals(8L, new Unpickler(in, new TorchObjects()).load());
  }

  @Test
  void refusesAnyClassItDoesNotKnowByName() {
    assertRefused(
        new Pickle().global("os", "system").string("rm").op(0x85).op('R').stop(),
        "it holds an object of the class os.system, which is not read; save model.state_dict() instead");
  }

  @Test
  void refusesAClassNamedOnTheStack() {
    assertRefused(new Pickle().string("builtins").string("eval").op(0x93).stop(), "the class builtins.eval");
  }

  @Test
  void refusesToCallWhatIsNoFunction() {
    assertRefused(new Pickle().global("torch", "FloatStorage").op(')').op('R').stop(), "out of order");
    assertRefused(new Pickle().string("x").op(')').op('R').stop(), "out of order");
  }

  @ParameterizedTest
  @ValueSource(ints = {'i', 'o', 0x81, 0x82, 0x8f, 'C', 'B', 'P', 0x8b, 'I', 0})
  void refusesOpcodesThatTorchDoesNotWrite(int opcode) {
    assertRefused(new Pickle().ints(1, 2).op(opcode).stop(), "has the opcode 0x%02x".formatted(opcode));
  }

  @Test
  void refusesAListThatContainsItselfAsAKey() {
    byte[] pickle = new Pickle()
        .op('}')
        .op(']')
        .op('q')
        .op(0)
        .op('h')
        .op(0)
        .op('a')
        .op('N')
        .op('s')
        .stop();
    assertRefused(pickle, "keys are neither strings nor numbers");
  }

  @Test
  void readsAListThatContainsItself() throws Exception {
    List<?> list =
        (List<?>) load(new Pickle().op(']').op('q').op(0).op('h').op(0).op('a').stop());
    assertSame(list, list.get(0));
  }

  @Test
  void refusesMorePopsThanPushes() {
    assertRefused(new Pickle().stop(), "takes more than it has put");
    assertRefused(new Pickle().op('t').stop(), "takes more than it has put");
    assertRefused(new Pickle().ints(1).op('(').op(0x85).stop(), "takes more than it has put");
    assertRefused(new Pickle().op('h').op(3).stop(), "refers to an object that it does not have");
  }

  @Test
  void refusesAKeyWithoutAValue() {
    assertRefused(new Pickle().op('}').op('(').ints(1, 2, 3).op('u').stop(), "a key without a value");
  }

  @Test
  void refusesOtherProtocols() {
    assertRefused(new byte[] {(byte) 0x80, 1, 'N', '.'}, "protocol is 1");
    assertRefused(new byte[] {(byte) 0x80, 6, 'N', '.'}, "protocol is 6");
    assertRefused("(dp0\n.".getBytes(), "no pickle");
  }

  @Test
  void believesALengthOnlyAsFarAsThereAreBytes() {
    assertRefused(new Pickle().op('X').raw(Pickle.little(4).putInt(1 << 20)).stop(), "truncated");
    assertRefused(new Pickle().op('X').raw(Pickle.little(4).putInt(-1)).stop(), "more than 64 MiB");
    assertRefused(new Pickle().op(0x8d).raw(Pickle.little(8).putLong(-1)).stop(), "more than 64 MiB");
  }

  @Test
  void refusesMoreOpcodesThanANetworkNeeds() {
    byte[] pickle = new byte[Unpickler.MAX_OPCODES + 3];
    Arrays.fill(pickle, (byte) 'N');
    for (int i = 3; i < pickle.length; i += 2) pickle[i] = '0';
    pickle[0] = (byte) 0x80;
    pickle[1] = 2;
    assertRefused(pickle, "more than 4000000 opcodes");
  }

  @Test
  void refusesEveryTruncation() {
    byte[] whole = HexFormat.of().parseHex(PROTOCOL_4);
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThrows(Malformed.class, () -> load(part));
    }
  }

  @Test
  void refusesTextThatIsNotUtf8() {
    assertRefused(new Pickle().op(0x8c).op(1).op(0xff).stop(), "not UTF-8");
  }

  private static Object load(byte[] pickle) throws IOException, Malformed {
    return new Unpickler(new ByteArrayInputStream(pickle), new TorchObjects()).load();
  }

  private static void assertRefused(byte[] pickle, String reason) {
    String message = assertThrows(Malformed.class, () -> load(pickle)).getMessage();
    assertTrue(message.contains(reason), message);
  }
}
