package tensorbang.interop;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes pickles opcode by opcode, in protocol 2 as {@code torch.save} does. */
final class Pickle {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Pickle() {
    op(0x80).op(2);
  }

  Pickle op(int opcode) {
    out.write(opcode);
    return this;
  }

  Pickle ints(int... values) {
    for (int value : values) op('J').raw(little(4).putInt(value));
    return this;
  }

  Pickle string(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return op('X').raw(little(4).putInt(utf8.length)).raw(ByteBuffer.wrap(utf8));
  }

  Pickle global(String module, String name) {
    return op('c').raw(ByteBuffer.wrap((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII)));
  }

  Pickle tuple(int... values) {
    return op('(').ints(values).op('t');
  }

  /** A storage on the CPU. */
  Pickle storage(String type, String key, int elements) {
    op('(').string("storage").global("torch", type).string(key).string("cpu").ints(elements);
    return op('t').op('Q');
  }

  /** A tensor as PyTorch 0.4 and later write it. */
  Pickle tensor(String type, String key, int elements, int offset, int[] shape, int... strides) {
    global("torch._utils", "_rebuild_tensor_v2")
        .op('(')
        .storage(type, key, elements)
        .ints(offset);
    tuple(shape)
        .tuple(strides)
        .op(0x89)
        .global("collections", "OrderedDict")
        .op(')')
        .op('R');
    return op('t').op('R');
  }

  /** A float32 vector that is the whole of its storage. */
  Pickle vector(String key, int elements) {
    return tensor("FloatStorage", key, elements, 0, new int[] {elements}, 1);
  }

  Pickle raw(ByteBuffer bytes) {
    out.writeBytes(bytes.array());
    return this;
  }

  byte[] stop() {
    op('.');
    return out.toByteArray();
  }

  static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  static byte[] floats(float... values) {
    ByteBuffer bytes = little(4 * values.length);
    for (float value : values) bytes.putFloat(value);
    return bytes.array();
  }
}
