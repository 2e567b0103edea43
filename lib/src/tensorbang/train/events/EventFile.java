package tensorbang.train.events;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.SessionLog;
import org.tensorflow.proto.Summary;
import tensorbang.AtomicFile;
import tensorbang.InputException;

/**
 * A file of TensorBoard's, to which events are appended: records of a length, its checksum, a serialised {@link Event}
 * and its checksum. A record that a kill cut off is the file's last one, which TensorBoard leaves out.
 */
public final class EventFile implements AutoCloseable {
  private static final String VERSION = "brain.Event:2";
  private static final int MASK = 0xA282EAD8;

  private final Path file;
  private final OutputStream out;

  /**
   * Begins a new file in {@code folder}.
   *
   * @param firstStep of a training that goes on: TensorBoard drops what earlier files have of it and later steps; 0 for
   *     one that begins
   * @throws InputException if it cannot be written
   */
  public EventFile(Path folder, long firstStep) {
    AtomicFile.createFolder(folder);
    file = free(folder, System.currentTimeMillis() / 1000);
    try {
      out = new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW));
    } catch (IOException e) {
      throw new InputException("cannot write " + file + ": " + AtomicFile.reason(e), e);
    }
    write(Event.newBuilder().setFileVersion(VERSION));
    if (firstStep > 0)
      write(Event.newBuilder()
          .setStep(firstStep)
          .setSessionLog(SessionLog.newBuilder().setStatus(SessionLog.SessionStatus.START)));
    flush();
  }

  /** TensorBoard reads the files of a folder in the order of their names. */
  private static Path free(Path folder, long seconds) {
    for (int number = 0; ; number++) {
      Path file = folder.resolve(String.format(Locale.ROOT, "events.out.tfevents.%010d.%d", seconds, number));
      if (Files.notExists(file)) return file;
    }
  }

  /** Appends values of one step. */
  public void write(long step, Summary summary) {
    write(Event.newBuilder().setStep(step).setSummary(summary));
  }

  /** Appends the picture of the computation that TensorBoard's page of graphs shows. */
  public void write(GraphDef graph) {
    write(Event.newBuilder().setGraphDef(graph.toByteString()));
  }

  private void write(Event.Builder event) {
    byte[] data = event.setWallTime(System.currentTimeMillis() / 1e3).build().toByteArray();
    byte[] length = ByteBuffer.allocate(Long.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(data.length)
        .array();
    try {
      out.write(length);
      out.write(checksum(length));
      out.write(data);
      out.write(checksum(data));
    } catch (IOException e) {
      throw new InputException("cannot write " + file + ": " + AtomicFile.reason(e), e);
    }
  }

  /** CRC-32C, rotated by 15 bits and shifted by a constant, little-endian, as TFRecord files have it. */
  static byte[] checksum(byte[] data) {
    CRC32C crc = new CRC32C();
    crc.update(data);
    int masked = Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    return ByteBuffer.allocate(Integer.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(masked)
        .array();
  }

  /** Makes what was written visible to readers. */
  public void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw new InputException("cannot write " + file + ": " + AtomicFile.reason(e), e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new InputException("cannot write " + file + ": " + AtomicFile.reason(e), e);
    }
  }
}
