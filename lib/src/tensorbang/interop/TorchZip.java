package tensorbang.interop;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The format of PyTorch 1.6 and later: a zip archive, nothing compressed. One folder of any name holds {@code
 * data.pkl}, a file {@code data/KEY} for each storage, and since 2.0 {@code byteorder}.
 */
final class TorchZip implements TorchFile {
  /** A network has a file a storage; the archive's index takes time by the square of what is in it. */
  private static final int MAX_FILES = 20_000;

  private final ZipFile zip;
  private long unread;
  private final String folder;
  private final ByteOrder byteOrder;
  private final Object root;

  TorchZip(Path file) throws IOException, Malformed {
    unread = Files.size(file);
    zip = new ZipFile(file.toFile());
    try {
      if (zip.size() > MAX_FILES)
        throw new Malformed(
            String.format(Locale.ROOT, "it has %,d files; at most %,d are read", zip.size(), MAX_FILES));
      folder = folder();
      byteOrder = byteOrder();
      byte[] pickle = content("data.pkl", Unpickler.MAX_BYTES);
      root = new Unpickler(new ByteArrayInputStream(pickle), new TorchObjects()).load();
    } catch (IOException | Malformed | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  @Override
  public Object root() {
    return root;
  }

  @Override
  public ByteBuffer bytes(TorchStorage storage) throws IOException, Malformed {
    byte[] bytes = content("data/" + storage.key(), storage.bytes());
    if (bytes.length < storage.bytes()) throw new Malformed("its storage '" + storage.key() + "' is too short");
    return ByteBuffer.wrap(bytes).order(byteOrder);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private String folder() throws Malformed {
    List<String> pickles;
    try {
      pickles = zip.stream()
          .map(ZipEntry::getName)
          .filter(n -> n.matches("[^/]+/data\\.pkl"))
          .toList();
    } catch (IllegalArgumentException e) {
      throw new Malformed("it is a damaged zip archive: it has a file name that is not UTF-8");
    }
    if (pickles.size() != 1) throw new Malformed("it is a zip archive, but not a PyTorch checkpoint");
    return pickles.get(0).substring(0, pickles.get(0).indexOf('/') + 1);
  }

  private ByteOrder byteOrder() throws IOException, Malformed {
    if (zip.getEntry(folder + "byteorder") == null) return ByteOrder.LITTLE_ENDIAN;
    return switch (new String(content("byteorder", 6), StandardCharsets.US_ASCII)) {
      case "little" -> ByteOrder.LITTLE_ENDIAN;
      case "big" -> ByteOrder.BIG_ENDIAN;
      default -> throw new Malformed("its byteorder is neither little nor big");
    };
  }

  /** A file of the archive, checked against its CRC unless that is 0: PyTorch can be set not to compute it. */
  private byte[] content(String name, int maxBytes) throws IOException, Malformed {
    ZipEntry entry = zip.getEntry(folder + name);
    if (entry == null) throw new Malformed("it has no file " + folder + name);
    if (entry.getMethod() != ZipEntry.STORED) throw new Malformed("its file " + entry + " is compressed");
    if (entry.getSize() > maxBytes) throw new Malformed("its file " + entry + " is longer than it should be");
    unread -= entry.getSize();
    if (unread < 0) throw new Malformed("its files have more bytes than it has itself");
    byte[] bytes;
    try (InputStream in = zip.getInputStream(entry)) {
      bytes = in.readNBytes(maxBytes);
    }
    CRC32 crc = new CRC32();
    crc.update(bytes);
    if (bytes.length != entry.getSize() || entry.getCrc() != 0 && entry.getCrc() != crc.getValue()) {
      throw new Malformed("its file " + entry + " is damaged");
    }
    return bytes;
  }
}
