package tensorbang.data.cifar;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.data.Dataset;
import tensorbang.data.ImageSet;

/** Reads a CIFAR set in the layout of {@link CifarFormat} into memory. */
public final class CifarReader {
  private static final int PLANE = CifarFormat.SIDE * CifarFormat.SIDE;

  private final CifarFormat format;
  private final Path folder;
  private final List<String> classes;

  private CifarReader(CifarFormat format, Path folder) {
    this.format = format;
    this.folder = folder;
    classes = readClasses();
  }

  /**
   * Reads all images of {@code folder}.
   *
   * @throws InputException where a file is missing, has the wrong size, or holds a label out of range
   */
  public static Dataset read(CifarFormat format, Path folder) {
    CifarReader reader = new CifarReader(format, folder);
    ImageSet train = reader.readImages(format.trainFiles(), format.imagesPerTrainFile());
    ImageSet test = reader.readImages(List.of(format.testFile()), format.testImages());
    return new Dataset(format.name(), reader.classes, train, test);
  }

  private List<String> readClasses() {
    Path file = folder.resolve(format.classFile());
    if (!Files.exists(file)) return format.classes();
    try {
      List<String> names = Files.readAllLines(file).stream()
          .map(String::strip)
          .filter(s -> !s.isEmpty())
          .toList();
      if (names.size() != format.classes().size()) {
        throw new InputException(file + " names " + names.size() + " classes, not "
            + format.classes().size() + "; " + remedy());
      }
      return names;
    } catch (IOException e) {
      throw new InputException("cannot read " + file + ": " + AtomicFile.reason(e) + "; " + remedy(), e);
    }
  }

  private ImageSet readImages(List<String> names, int imagesPerFile) {
    int size = names.size() * imagesPerFile;
    byte[] pixels = new byte[size * PLANE * CifarFormat.CHANNELS];
    int[] labels = new int[size];
    for (int i = 0; i < names.size(); i++) {
      readFile(folder.resolve(names.get(i)), i * imagesPerFile, imagesPerFile, pixels, labels);
    }
    return new ImageSet(pixels, labels, CifarFormat.SIDE, CifarFormat.SIDE, CifarFormat.CHANNELS);
  }

  private void readFile(Path file, int first, int images, byte[] pixels, int[] labels) {
    long expected = (long) images * format.recordBytes();
    if (!Files.isRegularFile(file)) {
      throw new InputException(file + (Files.exists(file) ? " is no file; " : " is missing; ") + remedy());
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      long found = Files.size(file);
      if (found != expected) {
        throw new InputException(String.format("%s has %,d bytes, not %,d; %s", file, found, expected, remedy()));
      }
      byte[] image = new byte[format.recordBytes()];
      for (int i = first; i < first + images; i++) {
        if (in.readNBytes(image, 0, image.length) < image.length) throw new IOException("it was cut off");
        int label = image[format.labelBytes() - 1] & 0xff;
        if (label >= classes.size()) {
          throw new InputException(String.format(
              "%s is corrupt: image %,d has label %d, not 0..%d; %s",
              file, i - first, label, classes.size() - 1, remedy()));
        }
        labels[i] = label;
        interleave(image, pixels, i * PLANE * CifarFormat.CHANNELS);
      }
    } catch (IOException e) {
      throw new InputException("cannot read " + file + ": " + AtomicFile.reason(e) + "; " + remedy(), e);
    }
  }

  /** From separate colour planes to interleaved channels. */
  private void interleave(byte[] image, byte[] pixels, int offset) {
    int red = format.labelBytes();
    for (int i = 0; i < PLANE; i++) {
      pixels[offset++] = image[red + i];
      pixels[offset++] = image[red + PLANE + i];
      pixels[offset++] = image[red + 2 * PLANE + i];
    }
  }

  private String remedy() {
    return "delete the folder " + folder + " to have " + format.title() + " fetched again";
  }
}
