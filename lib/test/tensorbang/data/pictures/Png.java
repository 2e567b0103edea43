package tensorbang.data.pictures;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** PNG files written by hand from their specification (ISO/IEC 15948), so that each kind of colour can be had. */
final class Png {
  static final int GREY = 0;
  static final int RGB = 2;
  static final int PALETTE = 3;
  static final int GREY_ALPHA = 4;
  static final int RGBA = 6;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** @param depth bits a channel */
  Png(int width, int height, int depth, int colours) {
    out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
    byte[] header = ByteBuffer.allocate(13)
        .putInt(width)
        .putInt(height)
        .put((byte) depth)
        .put((byte) colours)
        .array();
    chunk("IHDR", header);
  }

  /** One byte a value. */
  Png chunk(String name, int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) bytes[i] = (byte) values[i];
    return chunk(name, bytes);
  }

  private Png chunk(String name, byte[] content) {
    byte[] type = name.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(type);
    crc.update(content);
    out.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
    out.writeBytes(type);
    out.writeBytes(content);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    return this;
  }

  /** The file, from its rows of packed bytes, one byte a value. */
  byte[] rows(int[]... rows) {
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    for (int[] row : rows) {
      raw.write(0); // not filtered
      for (int value : row) raw.write(value);
    }
    Deflater deflater = new Deflater();
    deflater.setInput(raw.toByteArray());
    deflater.finish();
    byte[] compressed = new byte[raw.size() + 100];
    int size = deflater.deflate(compressed);
    deflater.end();
    chunk("IDAT", Arrays.copyOf(compressed, size));
    chunk("IEND", new byte[0]);
    return out.toByteArray();
  }
}
