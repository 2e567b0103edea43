package tensorbang.train.events;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.proto.Event;

/** Reads event files back, in the order of their names. */
public final class Events {
  private Events() {}

  /** All events of a folder's files; checksums are compared. */
  public static List<Event> in(Path folder) throws IOException {
    List<Event> events = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(f -> f.getFileName().toString().startsWith("events.out.tfevents."))
          .sorted()
          .toList();
    }
    for (Path file : files) {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      while (bytes.hasRemaining()) {
        byte[] length = take(bytes, Long.BYTES);
        assertArrayEquals(EventFile.checksum(length), take(bytes, Integer.BYTES));
        byte[] data = take(
            bytes, (int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong());
        assertArrayEquals(EventFile.checksum(data), take(bytes, Integer.BYTES));
        events.add(Event.parseFrom(data));
      }
    }
    return events;
  }

  private static byte[] take(ByteBuffer bytes, int count) {
    byte[] taken = new byte[count];
    bytes.get(taken);
    return taken;
  }
}
