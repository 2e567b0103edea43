package tensorbang.weights;

import java.nio.ByteBuffer;

/**
 * The element types that weight files hold, under the names of the safetensors format, and how each becomes a float32.
 * Float16, bfloat16, 8- and 16-bit integers and booleans convert exactly. Float64 and the longer integers round to the
 * nearest float32; integers up to 2^24 in magnitude are exact.
 */
public enum ElementType {
  F64(8),
  F32(4),
  /** IEEE 754 binary16: 1 sign, 5 exponent and 10 fraction bits. */
  F16(2),
  /** The upper half of a float32. */
  BF16(2),
  I64(8),
  I32(4),
  I16(2),
  I8(1),
  U64(8),
  U32(4),
  U16(2),
  U8(1),
  /** One byte: 0 is false (0.0), anything else true (1.0). */
  BOOL(1);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /** The size of one element. */
  public int bytes() {
    return bytes;
  }

  /** The element at byte {@code offset} of {@code buffer}, in the buffer's byte order. */
  public float read(ByteBuffer buffer, int offset) {
    return switch (this) {
      case F64 -> (float) buffer.getDouble(offset);
      case F32 -> buffer.getFloat(offset);
      case F16 -> halfToFloat(buffer.getShort(offset));
      case BF16 -> Float.intBitsToFloat(buffer.getShort(offset) << 16);
      case I64 -> buffer.getLong(offset);
      case I32 -> buffer.getInt(offset);
      case I16 -> buffer.getShort(offset);
      case I8 -> buffer.get(offset);
      case U64 -> unsignedToFloat(buffer.getLong(offset));
      case U32 -> Integer.toUnsignedLong(buffer.getInt(offset));
      case U16 -> Short.toUnsignedInt(buffer.getShort(offset));
      case U8 -> Byte.toUnsignedInt(buffer.get(offset));
      case BOOL -> buffer.get(offset) == 0 ? 0 : 1;
    };
  }

  private static float halfToFloat(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = half >>> 10 & 0x1f;
    int fraction = half & 0x3ff;
    int magnitude =
        switch (exponent) {
          case 0 -> Float.floatToRawIntBits(fraction * 0x1p-24f); // zero and subnormals
          case 0x1f -> 0x7f80_0000 | fraction << 13; // infinity and NaN
          default -> exponent + 127 - 15 << 23 | fraction << 13;
        };
    return Float.intBitsToFloat(sign | magnitude);
  }

  /** Halves a value above 2^63 to fit a signed long; the lost bit stays as a sticky one, so that rounding is right. */
  private static float unsignedToFloat(long value) {
    return value >= 0 ? value : 2f * (value >>> 1 | value & 1);
  }
}
