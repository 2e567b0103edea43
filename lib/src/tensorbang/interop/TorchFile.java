package tensorbang.interop;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** An open checkpoint: the pickled object, and the bytes of the storages that its tensors view. */
interface TorchFile extends Closeable {
  /** Dicts, lists, tuples, numbers, strings, booleans, null, and {@link TorchTensor}. */
  Object root();

  /** All bytes of a storage, in the byte order of the file. */
  ByteBuffer bytes(TorchStorage storage) throws IOException, Malformed;

  /** Tells the container format by the first bytes. */
  static TorchFile open(Path file) throws IOException, Malformed {
    ByteBuffer start = ByteBuffer.allocate(4);
    try (FileChannel channel = FileChannel.open(file)) {
      channel.read(start);
    }
    if (start.getInt(0) == 0x504b0304) return new TorchZip(file);
    if (start.get(0) == (byte) 0x80) return new TorchStream(file);
    throw new Malformed("it is not a PyTorch checkpoint");
  }
}
