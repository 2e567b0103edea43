package tensorbang.data.pictures;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tensorbang.AtomicFile;
import tensorbang.InputException;

/**
 * A file of raw images: for each of them the rows of its red plane, then of its green and its blue plane, or of the one
 * plane of a grey image, one byte a value, as in CIFAR's binary files but without labels. The ids are 1, 2 and so on.
 */
final class RawImages implements UnlabelledImages {
  private final Path file;
  private final InputStream in;
  private final int plane;
  private final int channels;
  private final int size;
  private int read;

  private RawImages(Path file, InputStream in, int plane, int channels, int size) {
    this.file = file;
    this.in = in;
    this.plane = plane;
    this.channels = channels;
    this.size = size;
  }

  /** @throws InputException where the file cannot be read, is empty, or is not a whole number of images */
  static RawImages open(Path file, int height, int width, int channels) {
    int plane = height * width;
    int bytes = channels * plane;
    try {
      if (!Files.isRegularFile(file)) throw new InputException(file + " is no regular file");
      long found = Files.size(file);
      if (found == 0) throw new InputException(file + " is empty");
      if (found % bytes != 0 || found / bytes > Integer.MAX_VALUE) throw notWhole(file, found, bytes);
      return new RawImages(
          file, new BufferedInputStream(Files.newInputStream(file), 1 << 16), plane, channels, (int) (found / bytes));
    } catch (IOException e) {
      throw new InputException("cannot read " + file + ": " + AtomicFile.reason(e), e);
    }
  }

  private static InputException notWhole(Path file, long found, int bytes) {
    String hint = "is it a picture whose name lacks the ending?";
    for (int labels = 1; labels <= 2; labels++)
      if (found % (bytes + labels) == 0)
        hint = "its size is that of images with " + labels + " label byte" + (labels > 1 ? "s" : "") + " each";
    return new InputException(
        String.format("%s has %,d bytes, not a whole number of images of %,d bytes; %s", file, found, bytes, hint));
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Chunk next(int most) {
    int count = Math.min(most, size - read);
    byte[] planes = new byte[channels * plane];
    byte[] pixels = new byte[count * planes.length];
    List<String> ids = new ArrayList<>(count);
    int at = 0;
    for (int i = 0; i < count; i++) {
      fill(planes);
      for (int p = 0; p < plane; p++) for (int c = 0; c < channels; c++) pixels[at++] = planes[c * plane + p];
      ids.add(String.valueOf(++read));
    }
    return new Chunk(ids, pixels);
  }

  private void fill(byte[] planes) {
    try {
      int found = in.readNBytes(planes, 0, planes.length);
      if (found < planes.length) throw new EOFException();
    } catch (IOException e) {
      throw new InputException("cannot read " + file + ": " + AtomicFile.reason(e), e);
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new InputException("cannot read " + file + ": " + AtomicFile.reason(e), e);
    }
  }
}
