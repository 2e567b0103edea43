package tensorbang.interop;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The format before PyTorch 1.6: five pickles (a magic number, the version 1001, a description of the machine, the
 * object, the list of the storages' keys), then each storage as its element count (8 bytes) and its elements. Numbers
 * are little-endian whatever the machine was.
 */
final class TorchStream implements TorchFile {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final Long VERSION = 1001L;

  private final FileChannel channel;
  private final TorchObjects objects = new TorchObjects();
  private final Object root;
  private final Map<String, Long> starts;
  private long position;

  TorchStream(Path file) throws IOException, Malformed {
    channel = FileChannel.open(file);
    try {
      InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
      if (!MAGIC.equals(load(in))) throw new Malformed("it is a pickle, but not a PyTorch checkpoint");
      if (!VERSION.equals(load(in))) throw new Malformed("its format has another version than " + VERSION);
      load(in);
      root = load(in);
      Object keys = load(in);
      if (!(keys instanceof List<?> list)) throw new Malformed("it has no list of storages");
      starts = starts(list);
    } catch (IOException | Malformed | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public Object root() {
    return root;
  }

  @Override
  public ByteBuffer bytes(TorchStorage storage) throws IOException, Malformed {
    return read(starts.get(storage.key()), storage.bytes());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private Object load(InputStream in) throws IOException, Malformed {
    Unpickler unpickler = new Unpickler(in, objects);
    Object object = unpickler.load();
    position += unpickler.position();
    return object;
  }

  /** Where the elements of each storage start; the storages must fill the rest of the file. */
  private Map<String, Long> starts(List<?> keys) throws IOException, Malformed {
    Map<String, Long> starts = new HashMap<>();
    for (Object key : keys) {
      TorchStorage storage = objects.storages().get(key);
      if (storage == null || starts.containsKey(storage.key())) {
        throw new Malformed("its list of storages does not match its tensors");
      }
      if (read(position, Long.BYTES).getLong() != storage.elements()) {
        throw new Malformed("its storage '" + key + "' does not have " + storage.elements() + " elements");
      }
      starts.put(storage.key(), position + Long.BYTES);
      position += Long.BYTES + storage.bytes();
    }
    if (!starts.keySet().equals(objects.storages().keySet())) throw new Malformed("it lacks a storage");
    if (position > channel.size()) throw Malformed.truncated();
    if (position < channel.size()) throw new Malformed("it goes on after its last storage");
    return starts;
  }

  private ByteBuffer read(long start, int length) throws IOException, Malformed {
    if (start + length > channel.size()) throw Malformed.truncated();
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, start + bytes.position()) < 0) throw Malformed.truncated();
    }
    return bytes.flip().order(ByteOrder.LITTLE_ENDIAN);
  }
}
