package tensorbang.data.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tensorbang.InputException;
import tensorbang.data.cifar.TinyCifar;

class ImageFileTest {
  /** The segment by which programs for printing mark their JPEG files: version 100, colours YCCK. */
  private static final byte[] ADOBE = {-1, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 2};

  @TempDir
  private Path folder;

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("picture.png"), content);
  }

  private int[] read(byte[] content, int height, int width) throws IOException {
    byte[] bytes = ImageFile.read(file(content), height, width);
    int[] values = new int[bytes.length];
    for (int i = 0; i < values.length; i++) values[i] = bytes[i] & 0xff;
    return values;
  }

  /** The colour of a picture of one pixel. */
  private void assertColour(byte[] content, int red, int green, int blue) throws IOException {
    assertArrayEquals(new int[] {red, green, blue}, read(content, 1, 1));
  }

  private String refused(Path file) {
    String message =
        assertThrows(InputException.class, () -> ImageFile.read(file, 32, 32)).getMessage();
    assertTrue(message.startsWith(file.toString()), message);
    assertEquals(1, message.lines().count(), message);
    return message.substring(file.toString().length()).strip();
  }

  private static BufferedImage noise(int type) {
    BufferedImage image = new BufferedImage(64, 48, type);
    Random random = new Random(1);
    for (int y = 0; y < 48; y++) for (int x = 0; x < 64; x++) image.setRGB(x, y, random.nextInt());
    return image;
  }

  private static BufferedImage plain(int type, int rgb) {
    BufferedImage image = new BufferedImage(50, 20, type);
    for (int y = 0; y < 20; y++) for (int x = 0; x < 50; x++) image.setRGB(x, y, rgb);
    return image;
  }

  private static byte[] encoded(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(image, format, out), format);
    return out.toByteArray();
  }

  @Test
  void readsRowsAndColumnsInOrder() throws IOException {
    byte[] png = new Png(2, 2, 8, Png.RGB).rows(new int[] {1, 2, 3, 4, 5, 6}, new int[] {7, 8, 9, 10, 11, 12});
    assertArrayEquals(new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, read(png, 2, 2));
    assertArrayEquals(new int[] {6, 7, 8}, read(png, 1, 1)); // (1 + 4 + 7 + 10) / 4 = 5.5 and so on
  }

  @Test
  void squeezesAPictureOfAnotherShape() throws IOException {
    byte[] png = new Png(4, 1, 8, Png.GREY).rows(new int[] {0, 10, 20, 30});
    assertArrayEquals(new int[] {5, 5, 5, 25, 25, 25, 5, 5, 5, 25, 25, 25}, read(png, 2, 2));
  }

  @Test
  void takesGreyAsItIsStored() throws IOException {
    assertColour(new Png(1, 1, 8, Png.GREY).rows(new int[] {128}), 128, 128, 128);
    assertColour(new Png(1, 1, 16, Png.GREY).rows(new int[] {128, 128}), 128, 128, 128);
    assertColour(new Png(1, 1, 1, Png.GREY).rows(new int[] {0x80}), 255, 255, 255);
    assertColour(new Png(1, 1, 2, Png.GREY).rows(new int[] {0x40}), 85, 85, 85);
    assertColour(new Png(1, 1, 4, Png.GREY).rows(new int[] {0x80}), 136, 136, 136);
  }

  @Test
  void forANetworkThatTakesGreyColoursAreWeightedAsTheEyeSeesThem() throws IOException {
    Path colour = file(new Png(1, 1, 8, Png.RGB).rows(new int[] {100, 200, 50}));
    // 0.299 * 100 + 0.587 * 200 + 0.114 * 50 = 153
    assertArrayEquals(new byte[] {(byte) 153}, ImageFile.read(colour, 1, 1, 1));
    Path grey = file(new Png(3, 1, 8, Png.GREY).rows(new int[] {0, 129, 255}));
    assertArrayEquals(new byte[] {0, (byte) 129, (byte) 255}, ImageFile.read(grey, 1, 3, 1));
    String message =
        assertThrows(InputException.class, () -> ImageFile.read(grey, 1, 3, 2)).getMessage();
    assertTrue(message.startsWith("the network takes images of 2 channels"), message);
  }

  @Test
  void takesSixteenBits() throws IOException {
    assertColour(new Png(1, 1, 16, Png.RGB).rows(new int[] {1, 1, 100, 100, 255, 255}), 1, 100, 255);
    // 511 / 65535 * 255 = 1.99
    assertColour(new Png(1, 1, 16, Png.GREY).rows(new int[] {1, 255}), 2, 2, 2);
  }

  @Test
  void takesAPalette() throws IOException {
    Png four = new Png(2, 1, 4, Png.PALETTE).chunk("PLTE", 1, 2, 3, 200, 100, 50);
    assertArrayEquals(new int[] {200, 100, 50, 1, 2, 3}, read(four.rows(new int[] {0x10}), 1, 2));
  }

  @Test
  void leavesNoFileOpen() throws IOException {
    Path open = Path.of("/proc/self/fd");
    assumeTrue(Files.isDirectory(open), "Linux lists its open files");
    Path picture = file(new Png(1, 1, 8, Png.GREY).rows(new int[] {1})).toRealPath();
    ImageFile.read(picture, 1, 1);
    try (Stream<Path> files = Files.list(open)) {
      assertEquals(0, files.filter(file -> leadsTo(file, picture)).count());
    }
  }

  private static boolean leadsTo(Path link, Path file) {
    try {
      return Files.readSymbolicLink(link).equals(file);
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }

  @Test
  void laysTransparencyOverWhite() throws IOException {
    assertColour(new Png(1, 1, 8, Png.RGBA).rows(new int[] {100, 0, 200, 0}), 255, 255, 255);
    assertColour(new Png(1, 1, 8, Png.RGBA).rows(new int[] {100, 0, 200, 255}), 100, 0, 200);
    // 51 / 255 = 0.2: 0.2 * 100 + 0.8 * 255 = 224
    assertColour(new Png(1, 1, 8, Png.RGBA).rows(new int[] {100, 0, 200, 51}), 224, 204, 244);
    assertColour(new Png(1, 1, 8, Png.GREY_ALPHA).rows(new int[] {100, 51}), 224, 224, 224);
    assertColour(new Png(1, 1, 16, Png.RGBA).rows(new int[] {100, 100, 0, 0, 200, 200, 51, 51}), 224, 204, 244);
    Png palette = new Png(1, 1, 8, Png.PALETTE).chunk("PLTE", 100, 0, 200).chunk("tRNS", 51);
    assertColour(palette.rows(new int[] {0}), 224, 204, 244);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "gif", "bmp"})
  void readsFormatsWithoutLoss(String format) throws IOException {
    BufferedImage image = plain(BufferedImage.TYPE_INT_RGB, 0xff8000);
    int[] values = read(encoded(image, format), 32, 32);
    for (int i = 0; i < values.length; i += 3) {
      assertArrayEquals(new int[] {255, 128, 0}, Arrays.copyOfRange(values, i, i + 3));
    }
  }

  @Test
  void readsJpeg() throws IOException {
    int[] colour = read(encoded(plain(BufferedImage.TYPE_INT_RGB, 0xff8000), "jpeg"), 1, 1);
    assertEquals(255, colour[0], 3);
    assertEquals(128, colour[1], 3);
    assertEquals(0, colour[2], 3);
    BufferedImage grey = new BufferedImage(20, 20, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 400; i++) grey.getRaster().setSample(i % 20, i / 20, 0, 128);
    assertArrayEquals(new int[] {128, 128, 128}, read(encoded(grey, "jpeg"), 1, 1));
  }

  @Test
  void readsBmpWithPackedPixels() throws IOException {
    byte[] bmp = encoded(plain(BufferedImage.TYPE_USHORT_565_RGB, 0xffffff), "bmp");
    assertColour(bmp, 255, 255, 255);
  }

  @Test
  void goesByTheContentNotTheName() throws IOException {
    // file() names everything .png
    assertEquals(32 * 32 * 3, read(encoded(noise(BufferedImage.TYPE_INT_RGB), "jpeg"), 32, 32).length);
  }

  @Test
  void refusesAPictureThatIsNone() throws IOException {
    String none = "is no picture: what it holds is none of PNG, JPEG, GIF, BMP";
    assertEquals(none, refused(file("this is text".getBytes())));
    assertEquals(none, refused(file(new byte[100])));
    assertEquals(none, refused(file(encoded(plain(BufferedImage.TYPE_INT_RGB, 0), "tiff"))));
  }

  @Test
  void refusesWhatIsNoFile() throws IOException {
    assertEquals(": no such file", refused(folder.resolve("missing.png")));
    assertEquals("is a folder; name a picture", refused(folder));
    assertEquals("is empty", refused(file(new byte[0])));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif", "bmp"})
  void refusesHalfAPicture(String format) throws IOException {
    byte[] whole = encoded(noise(BufferedImage.TYPE_INT_RGB), format);
    for (int size : new int[] {whole.length / 10, whole.length / 2, whole.length * 3 / 4}) {
      String message = refused(file(Arrays.copyOf(whole, size)));
      assertTrue(message.startsWith("cannot be read as a picture: "), message);
    }
  }

  @Test
  void refusesDamagedContent() throws IOException {
    byte[] png = encoded(noise(BufferedImage.TYPE_INT_RGB), "png");
    for (int i = png.length / 2; i < png.length / 2 + 20; i++) png[i] ^= 0x55;
    assertTrue(refused(file(png)).startsWith("cannot be read as a picture: "));
  }

  @Test
  void refusesAbsurdSizesBeforeDecodingThem() throws IOException {
    byte[] png = new Png(100_000, 50_000, 8, Png.RGB).rows(new int[] {0});
    assertEquals("has 100,000 x 50,000 pixels; at most 100,000,000 are read, and 65,535 on a side", refused(file(png)));
    byte[] tall = new Png(1, 100_000_000, 8, Png.GREY).rows(new int[] {0});
    assertEquals("has 1 x 100,000,000 pixels; at most 100,000,000 are read, and 65,535 on a side", refused(file(tall)));
    byte[] bits = new Png(20_000, 20_000, 1, Png.GREY).rows(new int[] {0});
    assertEquals("has 20,000 x 20,000 pixels; at most 100,000,000 are read, and 65,535 on a side", refused(file(bits)));
    byte[] deep = new Png(10_000, 10_000, 16, Png.RGBA).rows(new int[] {0});
    assertTrue(refused(file(deep)).startsWith("has 800,000,000 bytes when decoded; at most 300,000,000 are read"));
  }

  @Test
  void refusesAJpegOfScansWithoutEnd() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam progressive = writer.getDefaultWriteParam();
    progressive.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    try (var stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      BufferedImage image = new BufferedImage(2000, 1000, BufferedImage.TYPE_INT_RGB);
      writer.write(null, new IIOImage(image, null, null), progressive);
    } finally {
      writer.dispose();
    }
    byte[] jpeg = out.toByteArray();
    assertEquals(32 * 32 * 3, read(jpeg, 32, 32).length);
    int last = jpeg.length - 2;
    while (jpeg[last] != -1 || (jpeg[last + 1] & 0xff) != 0xda) last--;
    byte[] scan = Arrays.copyOfRange(jpeg, last, jpeg.length - 2);
    byte[][] parts = new byte[302][];
    Arrays.fill(parts, scan);
    parts[0] = Arrays.copyOf(jpeg, jpeg.length - 2);
    parts[301] = new byte[] {-1, (byte) 0xd9};
    String message = refused(file(TinyCifar.join(parts)));
    assertTrue(message.matches("has 3\\d\\d scans of 2,000,000 pixels; .*baseline JPEG"), message);
  }

  @Test
  void refusesAGifOfCommentsWithoutEnd() throws IOException {
    byte[] gif = encoded(plain(BufferedImage.TYPE_INT_RGB, 0xff8000), "gif");
    int start = 13 + 3 * (2 << (gif[10] & 7));
    byte[] comment = {0x21, (byte) 0xfe, 1, 'a', 0};
    byte[][] parts = new byte[20_002][];
    Arrays.fill(parts, comment);
    parts[0] = Arrays.copyOf(gif, start);
    parts[20_001] = Arrays.copyOfRange(gif, start, gif.length);
    String message = refused(file(TinyCifar.join(parts)));
    assertTrue(message.matches("has 20,00\\d comments and the like before its picture; .*"), message);
  }

  @Test
  void readsAPictureWhoseNameTheLocaleCannotSpell() throws Exception {
    Path picture = folder.resolve("ü猫.png");
    Files.write(picture, new Png(1, 1, 8, Png.GREY).rows(new int[] {128}));
    ProcessBuilder reader = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Djava.awt.headless=true",
        "-classpath",
        System.getProperty("java.class.path"),
        PlainLocale.class.getName());
    reader.environment().put("LC_ALL", "C");
    Process process =
        reader.directory(folder.toFile()).redirectErrorStream(true).start();
    assertEquals("12 bytes", new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
  }

  /** Reads the pictures of the current folder. */
  public static final class PlainLocale {
    public static void main(String... arguments) throws IOException {
      try (var all = Files.list(Path.of("."))) {
        all.forEach(file -> System.out.println(ImageFile.read(file, 2, 2).length + " bytes"));
      }
    }
  }

  @Test
  void refusesCmykAndSaysWhatToDo() throws IOException {
    WritableRaster cmyk = Raster.createInterleavedRaster(0, 16, 16, 4, null);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (var stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(new IIOImage(cmyk, null, null));
    } finally {
      writer.dispose();
    }
    byte[] plain = out.toByteArray();
    byte[] marked = TinyCifar.join(Arrays.copyOf(plain, 2), ADOBE, Arrays.copyOfRange(plain, 2, plain.length));
    // Which versions of Java decode them, and to what, differs; what to do does not.
    assertTrue(refused(file(plain)).endsWith("; save it as RGB"));
    assertTrue(refused(file(marked)).endsWith("; save it as RGB"));
  }
}
