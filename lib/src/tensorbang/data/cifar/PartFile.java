package tensorbang.data.cifar;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.commons.io.input.CloseShieldInputStream;
import tensorbang.AtomicFile;
import tensorbang.InputException;

/**
 * The beginning of a file that is being downloaded, locked by one program at a time. A failure to write is an
 * {@link InputException}; what was downloaded before it stays. {@link #close} deletes the file if it is empty.
 */
final class PartFile implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;

  /** @throws InputException where the file cannot be written, or another program has locked it */
  PartFile(Path file) {
    this.file = file;
    FileChannel opened = null;
    try {
      opened = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (!isLocked(opened)) {
        opened.close();
        throw new InputException(file + " is being downloaded by another program; start again when that is done");
      }
    } catch (IOException e) {
      throw fault("write", e);
    }
    channel = opened;
  }

  /** Locked until the channel is closed. */
  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** Its size in bytes. */
  long size() {
    try {
      return channel.size();
    } catch (IOException e) {
      throw fault("read", e);
    }
  }

  /** Appends the first {@code count} bytes of {@code bytes}. */
  void append(byte[] bytes, int count) {
    try {
      long at = channel.size();
      for (ByteBuffer rest = ByteBuffer.wrap(bytes, 0, count); rest.hasRemaining(); ) at += channel.write(rest, at);
    } catch (IOException e) {
      throw fault("write", e);
    }
  }

  /** Empties the file. */
  void clear() {
    try {
      channel.truncate(0);
    } catch (IOException e) {
      throw fault("write", e);
    }
  }

  /** What is wrong with it as a copy of {@code archive}, or null where it is intact. */
  String fault(Archive archive) {
    try {
      return archive.fault(content());
    } catch (IOException e) {
      throw fault("read", e);
    }
  }

  /** Its content from the first byte on. Closing the stream leaves this file open and locked. */
  InputStream content() throws IOException {
    channel.position(0);
    return CloseShieldInputStream.wrap(Channels.newInputStream(channel));
  }

  @Override
  public void close() {
    try (channel) {
      if (channel.size() == 0) Files.deleteIfExists(file);
    } catch (IOException e) {
      throw fault("write", e);
    }
  }

  private InputException fault(String what, IOException e) {
    return new InputException(
        "cannot " + what + " " + file + ": " + AtomicFile.reason(e) + "; start again to go on from there", e);
  }
}
