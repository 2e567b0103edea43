package tensorbang.data.pictures;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.IndexColorModel;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import tensorbang.AtomicFile;
import tensorbang.InputException;

/**
 * Pictures of any size, as a network takes them.
 *
 * <p>PNG, JPEG, GIF (its first frame) and BMP; colour, grey or palette, 1 to 16 bits a channel. Transparency is laid
 * over white. The whole picture is brought to the size asked for, each axis by itself, so one of another shape is
 * stretched or squeezed rather than cropped: the subject stays in it wherever it is. Stored values are used as they
 * are: a colour profile counts for nothing, nor does the turn that a camera notes in a JPEG (EXIF orientation).
 */
public final class ImageFile {
  private static final int GREY = 1;
  private static final int RGB = 3;
  private static final Set<String> FORMATS = Set.of("PNG", "JPEG", "GIF", "BMP");
  private static final long MAX_PIXELS = 100_000_000;
  private static final int MAX_SIDE = 65_535;
  private static final long MAX_DECODED_BYTES = 3 * MAX_PIXELS;

  /** Pixels times scans of a JPEG: each scan passes over all of it. */
  private static final long MAX_SCANNED = 500_000_000;

  private static final int MAX_EXTENSIONS = 10_000;

  private ImageFile() {}

  /**
   * Reads a picture and brings it to {@code height} x {@code width} by averaging areas: each pixel of the result is the
   * mean of what it covers, pixels covered in part counting in part. Enlarging follows the same rule.
   *
   * @return height x width x 3 unsigned bytes: red, green, blue
   * @throws InputException where there is no such file, it is no picture of these formats, it is damaged, or it has
   *     more than 100 million pixels, 65,535 of them on a side, or 300 million bytes when decoded
   */
  public static byte[] read(Path file, int height, int width) {
    return read(file, height, width, RGB);
  }

  /**
   * Likewise with the channels that a network takes.
   *
   * @param channels 3 for red, green and blue, 1 for grey: 0.299 red + 0.587 green + 0.114 blue (ITU-R BT.601)
   * @return height x width x channels unsigned bytes
   * @throws InputException as above, or if there are other channels
   */
  public static byte[] read(Path file, int height, int width, int channels) {
    checkChannels(channels);
    checkFile(file);
    // A stream of java.nio: java.io.File does not find a name that the locale cannot spell. ImageIO's does not close
    // it.
    try (InputStream bytes = Files.newInputStream(file);
        ImageInputStream in = new MemoryCacheImageInputStream(bytes)) {
      ImageReader reader = reader(in, file);
      try {
        reader.setInput(in, true, true);
        checkSize(reader, file);
        return resize(decode(reader, file), height, width, channels, file);
      } finally {
        reader.dispose();
      }
    } catch (InputException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The decoders of javax.imageio meet damaged files with all kinds of unchecked exceptions.
      throw unreadable(file, e);
    } catch (OutOfMemoryError e) {
      throw new InputException(file + " does not fit into memory; make the picture smaller", e);
    }
  }

  /** @throws InputException if a network takes images that are neither grey nor RGB */
  static void checkChannels(int channels) {
    if (channels != GREY && channels != RGB)
      throw new InputException("the network takes images of " + channels + " channels; only grey ones (1) and RGB (3)"
          + " can be read from files");
  }

  private static void checkFile(Path file) {
    if (!Files.exists(file)) throw new InputException(file + ": no such file");
    if (Files.isDirectory(file)) throw new InputException(file + " is a folder; name a picture");
    if (!Files.isRegularFile(file)) throw new InputException(file + " is no regular file; name a picture");
    try {
      if (Files.size(file) == 0) throw new InputException(file + " is empty");
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static ImageReader reader(ImageInputStream in, Path file) throws IOException {
    for (Iterator<ImageReader> readers = ImageIO.getImageReaders(in); readers.hasNext(); ) {
      ImageReader reader = readers.next();
      if (FORMATS.contains(reader.getFormatName().toUpperCase(Locale.ROOT))) return reader;
    }
    throw new InputException(file + " is no picture: what it holds is none of PNG, JPEG, GIF, BMP");
  }

  /** Refuses what would take minutes or all memory to decode, by what the file's head says. */
  private static void checkSize(ImageReader reader, Path file) throws IOException {
    String format = reader.getFormatName().toUpperCase(Locale.ROOT);
    if (format.equals("GIF")) checkExtensions(file); // the reader passes over them to find the width
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    long pixels = (long) width * height;
    if (pixels > MAX_PIXELS || Math.max(width, height) > MAX_SIDE) {
      throw new InputException(String.format(
          Locale.ROOT,
          "%s has %,d x %,d pixels; at most %,d are read, and %,d on a side",
          file,
          width,
          height,
          MAX_PIXELS,
          MAX_SIDE));
    }
    ImageTypeSpecifier type = reader.getRawImageType(0);
    long decoded = type == null ? 0 : pixels * type.getColorModel().getPixelSize() / Byte.SIZE;
    if (decoded > MAX_DECODED_BYTES) {
      throw new InputException(String.format(
          Locale.ROOT,
          "%s has %,d bytes when decoded; at most %,d are read; save it with 8 bits a channel or fewer" + " pixels",
          file,
          decoded,
          MAX_DECODED_BYTES));
    }
    if (format.equals("JPEG")) checkScans(pixels, file);
  }

  private static void checkScans(long pixels, Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      int scans = PictureBlocks.jpegScans(in);
      if (pixels * scans <= MAX_SCANNED) return;
      throw new InputException(String.format(
          Locale.ROOT,
          "%s has %,d scans of %,d pixels; at most %,d pixels are read, over all scans; save it again"
              + " as a baseline JPEG",
          file,
          scans,
          pixels,
          MAX_SCANNED));
    }
  }

  private static void checkExtensions(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      int extensions = PictureBlocks.gifExtensions(in);
      if (extensions <= MAX_EXTENSIONS) return;
      throw new InputException(String.format(
          Locale.ROOT,
          "%s has %,d comments and the like before its picture; at most %,d are read; save it again",
          file,
          extensions,
          MAX_EXTENSIONS));
    }
  }

  private static BufferedImage decode(ImageReader reader, Path file) throws IOException {
    StringBuilder damage = new StringBuilder();
    reader.addIIOReadWarningListener((source, warning) -> {
      // A JPEG that ends early is otherwise completed in grey.
      if (warning.contains("premature end")) damage.append("it ends too early");
    });
    BufferedImage image = reader.read(0);
    if (!damage.isEmpty()) throw new IOException(damage.toString());
    return image;
  }

  private static byte[] resize(BufferedImage image, int height, int width, int channels, Path file) {
    ColorModel model = image.getColorModel();
    boolean samples = model instanceof ComponentColorModel && !model.isAlphaPremultiplied();
    int colours = image.getRaster().getNumBands() - (model.hasAlpha() ? 1 : 0);
    if (samples && colours != GREY && colours != RGB) {
      throw new InputException(file + " has " + colours + " channels, neither grey nor RGB; save it as RGB");
    }
    AreaAverage average = new AreaAverage(image.getHeight(), image.getWidth(), height, width, channels);
    double[] rgb = new double[RGB * image.getWidth()];
    double[] grey = new double[image.getWidth()];
    for (int y = 0; y < image.getHeight(); y++) {
      if (samples) samples(image, y, rgb);
      else packed(image, y, rgb);
      if (channels == GREY) grey(rgb, grey);
      average.addRow(channels == GREY ? grey : rgb);
    }
    return average.bytes();
  }

  /** The weights are whole, so that what is grey already stays as it is. */
  private static void grey(double[] rgb, double[] grey) {
    for (int x = 0; x < grey.length; x++)
      grey[x] = (299 * rgb[RGB * x] + 587 * rgb[RGB * x + 1] + 114 * rgb[RGB * x + 2]) / 1000;
  }

  /**
   * A row of separate channels as they are stored. {@code getRGB} would not do: it takes the values of a grey picture
   * for linear light and brightens them.
   */
  private static void samples(BufferedImage image, int y, double[] rgb) {
    ColorModel model = image.getColorModel();
    int bands = image.getRaster().getNumBands();
    int[] row = image.getRaster().getPixels(0, y, image.getWidth(), 1, (int[]) null);
    int max = (1 << model.getComponentSize(0)) - 1;
    int green = bands < 3 ? 0 : 1;
    int blue = bands < 3 ? 0 : 2;
    for (int x = 0; x < image.getWidth(); x++) {
      int at = x * bands;
      double alpha = model.hasAlpha() ? (double) row[at + bands - 1] / max : 1;
      rgb[3 * x] = overWhite(row[at], max, alpha);
      rgb[3 * x + 1] = overWhite(row[at + green], max, alpha);
      rgb[3 * x + 2] = overWhite(row[at + blue], max, alpha);
    }
  }

  /** A row of palette entries or of channels packed into one number. */
  private static void packed(BufferedImage image, int y, double[] rgb) {
    int[] row;
    if (image.getColorModel() instanceof IndexColorModel palette) {
      int[] colours = new int[palette.getMapSize()];
      palette.getRGBs(colours);
      row = image.getRaster().getPixels(0, y, image.getWidth(), 1, (int[]) null);
      for (int x = 0; x < row.length; x++) row[x] = row[x] < colours.length ? colours[row[x]] : 0; // transparent
    } else {
      row = image.getRGB(0, y, image.getWidth(), 1, null, 0, image.getWidth());
    }
    for (int x = 0; x < row.length; x++) {
      double alpha = (row[x] >>> 24) / 255.0;
      rgb[3 * x] = overWhite(row[x] >> 16 & 0xff, 255, alpha);
      rgb[3 * x + 1] = overWhite(row[x] >> 8 & 0xff, 255, alpha);
      rgb[3 * x + 2] = overWhite(row[x] & 0xff, 255, alpha);
    }
  }

  private static double overWhite(int value, int max, double alpha) {
    double scaled = max == 255 ? value : value * 255.0 / max;
    return alpha * scaled + (1 - alpha) * 255;
  }

  private static InputException unreadable(Path file, Exception e) {
    String reason = e instanceof IOException io ? AtomicFile.reason(io) : "it is damaged";
    if (reason.contains("Unsupported Image Type")) {
      reason = "its kind of colour, perhaps CMYK, is not supported; save it as RGB";
    }
    return new InputException(file + " cannot be read as a picture: " + reason, e);
  }
}
