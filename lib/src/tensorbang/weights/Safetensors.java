package tensorbang.weights;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import tensorbang.AtomicFile;
import tensorbang.InputException;

/**
 * The safetensors file format: the length of a JSON header as 8 bytes, the header, then the arrays one after the other.
 * All numbers are little-endian; arrays are row-major. See "Format" in the README of huggingface/safetensors.
 */
public final class Safetensors {
  /** As in the official library: a longer header is an attack, not a network. */
  private static final int MAX_HEADER_BYTES = 100_000_000;

  private static final int ALIGNMENT = 8;
  private static final int CHUNK_BYTES = 1 << 16;

  private Safetensors() {}

  /**
   * What a file holds.
   *
   * @param arrays by name, in the order of the header
   * @param metadata free text, in the order of the keys
   */
  public record Content(LinkedHashMap<String, FloatArray> arrays, Map<String, String> metadata) {}

  /**
   * Writes float32 arrays in the order of the map. The same arrays in the same order and the same metadata give the
   * same bytes.
   *
   * @param metadata free text; its keys are sorted
   * @throws InputException where the file cannot be written; an old one is then untouched
   */
  public static void write(Path file, Map<String, FloatArray> arrays, Map<String, String> metadata) {
    LinkedHashMap<String, SafetensorsHeader.Entry> entries = new LinkedHashMap<>();
    long offset = 0;
    for (Map.Entry<String, FloatArray> array : arrays.entrySet()) {
      if (array.getKey().equals(SafetensorsHeader.METADATA)) {
        throw new IllegalArgumentException("an array must not be called " + SafetensorsHeader.METADATA);
      }
      long end = offset + (long) Float.BYTES * array.getValue().size();
      long[] offsets = {offset, end};
      entries.put(
          array.getKey(),
          new SafetensorsHeader.Entry(ElementType.F32.name(), array.getValue().shape(), offsets));
      offset = end;
    }
    SafetensorsHeader header = new SafetensorsHeader(entries, new TreeMap<>(metadata));
    AtomicFile.write(file, out -> {
      writeHeader(out, header.toJson());
      for (FloatArray array : arrays.values()) writeValues(out, array.values());
    });
  }

  /** Pads the header with spaces, so that the data starts at a multiple of eight bytes. */
  private static void writeHeader(OutputStream out, byte[] json) throws IOException {
    byte[] padded = Arrays.copyOf(json, (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    out.write(littleEndian(Long.BYTES).putLong(padded.length).array());
    out.write(padded);
  }

  private static void writeValues(OutputStream out, float[] values) throws IOException {
    ByteBuffer chunk = littleEndian(CHUNK_BYTES);
    int chunkValues = CHUNK_BYTES / Float.BYTES;
    for (int done = 0; done < values.length; done += chunkValues) {
      int count = Math.min(chunkValues, values.length - done);
      chunk.asFloatBuffer().put(values, done, count);
      out.write(chunk.array(), 0, count * Float.BYTES);
    }
  }

  /**
   * Reads all arrays. Other types than float32 are converted as {@link ElementType} says.
   *
   * @throws InputException where the file cannot be read or breaks the format in any way, and for types that
   *     {@link ElementType} does not have
   */
  public static Content read(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      SafetensorsHeader header = readHeader(channel);
      LinkedHashMap<String, FloatArray> arrays = new LinkedHashMap<>();
      long dataStart = channel.position();
      ByteBuffer chunk = littleEndian(CHUNK_BYTES);
      for (Map.Entry<String, SafetensorsHeader.Entry> named : header.arrays().entrySet()) {
        SafetensorsHeader.Entry entry = named.getValue();
        channel.position(dataStart + entry.offsets()[0]);
        float[] values = new float[FloatArray.elements(entry.shape())];
        readValues(channel, SafetensorsHeader.type(named.getKey(), entry), values, chunk);
        arrays.put(named.getKey(), new FloatArray(entry.shape(), values));
      }
      return new Content(arrays, header.metadata());
    } catch (SafetensorsHeader.Invalid e) {
      throw new InputException(file + " is not a sound safetensors file: " + e.getMessage());
    } catch (EOFException e) {
      throw new InputException(file + " became shorter while it was read");
    } catch (IOException e) {
      throw new InputException("cannot read " + file + ": " + AtomicFile.reason(e), e);
    } catch (OutOfMemoryError e) {
      throw new InputException("cannot read " + file + ": it does not fit into memory", e);
    }
  }

  private static SafetensorsHeader readHeader(FileChannel channel) throws IOException, SafetensorsHeader.Invalid {
    long afterLength = channel.size() - Long.BYTES;
    if (afterLength < 0) throw new SafetensorsHeader.Invalid("it is shorter than 8 bytes");
    ByteBuffer length = littleEndian(Long.BYTES);
    fill(channel, length);
    long headerBytes = length.getLong(0);
    if (headerBytes < 0 || headerBytes > MAX_HEADER_BYTES) {
      throw new SafetensorsHeader.Invalid(
          "its header would have " + Long.toUnsignedString(headerBytes) + " bytes, more than 100 MB");
    }
    if (headerBytes > afterLength) {
      throw new SafetensorsHeader.Invalid(
          "the file is truncated: its header has " + headerBytes + " bytes, and " + afterLength + " are there");
    }
    ByteBuffer json = ByteBuffer.allocate((int) headerBytes);
    fill(channel, json);
    return SafetensorsHeader.parse(json.array(), afterLength - headerBytes);
  }

  private static void readValues(FileChannel channel, ElementType type, float[] values, ByteBuffer chunk)
      throws IOException {
    int chunkValues = CHUNK_BYTES / type.bytes();
    for (int done = 0; done < values.length; done += chunkValues) {
      int count = Math.min(chunkValues, values.length - done);
      fill(channel, chunk.clear().limit(count * type.bytes()));
      for (int i = 0; i < count; i++) values[done + i] = type.read(chunk, i * type.bytes());
    }
  }

  private static void fill(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) throw new EOFException();
    }
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
