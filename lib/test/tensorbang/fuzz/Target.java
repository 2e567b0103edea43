package tensorbang.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A reader under attack.
 *
 * @param name letters and dashes; found inputs are filed under it
 * @param samples sound inputs to start from
 */
record Target(String name, Kind kind, List<byte[]> samples, Reader reader) {
  /** How inputs are damaged: those of text stay UTF-8 for the most part, and those of a fixed length keep it. */
  enum Kind {
    BINARY,
    TEXT,
    FIXED_LENGTH
  }

  /** Gives {@code input} to the reader, by files in {@code folder}, which is empty. */
  @FunctionalInterface
  interface Reader {
    void read(byte[] input, Path folder) throws IOException;
  }

  /** A target with one sound input. */
  static Target of(String name, Kind kind, byte[] sample, Reader reader) {
    return new Target(name, kind, List.of(sample), reader);
  }
}
