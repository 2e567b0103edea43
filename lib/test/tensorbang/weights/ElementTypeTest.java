package tensorbang.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElementTypeTest {
  /** Table of examples in the Wikipedia article "Half-precision floating-point format". */
  @ParameterizedTest
  @CsvSource({
    "0000, 0x0p0",
    "8000, -0x0p0",
    "0001, 0x1p-24",
    "03ff, 0x3ffp-24",
    "0400, 0x1p-14",
    "3555, 0x1.554p-2",
    "3bff, 0x1.ffcp-1",
    "3c00, 0x1p0",
    "3c01, 0x1.004p0",
    "c000, -0x1p1",
    "7bff, 65504",
    "7c00, Infinity",
    "fc00, -Infinity",
  })
  void float16ConvertsExactly(String bits, String value) {
    assertBits(Float.parseFloat(value), ElementType.F16, bits);
  }

  @Test
  void float16NanStaysNan() {
    assertTrue(Float.isNaN(read(ElementType.F16, "7e00")));
    assertTrue(Float.isNaN(read(ElementType.F16, "fc01")));
  }

  @ParameterizedTest
  @CsvSource({
    "0000, 0x0p0",
    "8000, -0x0p0",
    "3f80, 1",
    "c000, -2",
    "4049, 3.140625",
    "7f7f, 0x1.fep127",
    "0080, 0x1p-126",
    "0001, 0x1p-133",
    "7f80, Infinity",
    "ff80, -Infinity",
  })
  void bfloat16ConvertsExactly(String bits, String value) {
    assertBits(Float.parseFloat(value), ElementType.BF16, bits);
  }

  @ParameterizedTest
  @CsvSource({
    "F64, 3ff8000000000000, 1.5",
    "F64, 3fb999999999999a, 0.1",
    "F64, 47efffffffffffff, Infinity",
    "F32, 40490fdb, 3.1415927",
    "I64, fffffffffffffffe, -2",
    "I64, 0000000001000001, 16777216",
    "U64, 8000008000000001, 9.223373136366404e18",
    "U64, ffffffffffffffff, 0x1p64",
    "I32, ffffffff, -1",
    "U32, ffffff00, 4294967040",
    "I16, 8000, -32768",
    "U16, 8000, 32768",
    "I8, 80, -128",
    "U8, 80, 128",
    "BOOL, 00, 0",
    "BOOL, 01, 1",
  })
  void otherTypesBecomeTheNearestFloat32(ElementType type, String bits, String value) {
    assertEquals(type.bytes(), bits.length() / 2);
    assertBits(Float.parseFloat(value), type, bits);
  }

  @Test
  void readsInTheByteOrderOfTheBuffer() {
    ByteBuffer buffer = ByteBuffer.wrap(new byte[] {0, 0, (byte) 0x80, 0x3f}).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(1f, ElementType.F32.read(buffer, 0));
    assertEquals(1f, ElementType.BF16.read(buffer, 2));
  }

  private static void assertBits(float expected, ElementType type, String bits) {
    assertEquals(Float.floatToRawIntBits(expected), Float.floatToRawIntBits(read(type, bits)));
  }

  private static float read(ElementType type, String bigEndianHex) {
    return type.read(ByteBuffer.wrap(java.util.HexFormat.of().parseHex(bigEndianHex)), 0);
  }
}
