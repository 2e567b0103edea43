package tensorbang.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.data.ImageSet;

/** Images in grids: the gallery, and a row of samples a class. */
class GalleryTest {
  private static final int RED = 0xFF0000;
  private static final int GREEN = 0x00FF00;

  @TempDir
  Path folder;

  private static byte[] plain(int rgb) {
    byte[] pixels = new byte[4 * 4 * 3];
    for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) (rgb >> 8 * (2 - i % 3));
    return pixels;
  }

  private static int count(BufferedImage image, int rgb) {
    return (int) IntStream.range(0, image.getWidth() * image.getHeight())
        .filter(i -> (image.getRGB(i % image.getWidth(), i / image.getWidth()) & 0xFFFFFF) == rgb)
        .count();
  }

  @Test
  void pixelsAreRedGreenAndBlueRowByRow() {
    BufferedImage image = ImageSet.image(new byte[] {(byte) 255, 0, 0, 1, 2, 3}, 1, 2, 3);
    assertEquals(RED, image.getRGB(0, 0) & 0xFFFFFF);
    assertEquals(0x010203, image.getRGB(1, 0) & 0xFFFFFF);
  }

  @Test
  void oneChannelIsGrey() {
    assertEquals(0x808080, ImageSet.image(new byte[] {(byte) 128}, 1, 1, 1).getRGB(0, 0) & 0xFFFFFF);
  }

  /** 96 points of 2 pixels each way, nothing smoothed. */
  @Test
  void everyPictureOfTheGalleryHasTheSameSize() throws IOException {
    Path png = folder.resolve("gallery.png");
    Gallery gallery = new Gallery("t");
    for (int i = 0; i < 9; i++)
      gallery.add(ImageSet.image(plain(i < 8 ? RED : GREEN), 4, 4, 3), "cat 99.9 %", "actually dog");
    gallery.write(png);
    BufferedImage image = ImageIO.read(png.toFile());
    assertEquals(192 * 192, count(image, GREEN));
    assertEquals(8 * 192 * 192, count(image, RED));
  }

  @Test
  void aGalleryWithoutPicturesIsItsTitle() throws IOException {
    Path png = folder.resolve("none.png");
    new Gallery("No mistake").write(png);
    assertTrue(ImageIO.read(png.toFile()).getHeight() > 50);
  }

  private static ImageSet images(int... labels) {
    byte[] pixels = new byte[labels.length * 48];
    for (int i = 0; i < labels.length; i++)
      System.arraycopy(plain(labels[i] == 0 ? RED : GREEN), 0, pixels, i * 48, 48);
    return new ImageSet(pixels, labels, 4, 4, 3);
  }

  /** Rows of 48 points a class: two of three red ones, and the only green one. */
  @Test
  void samplesAreTheFirstImagesOfEachClass() throws IOException {
    Path png = folder.resolve("samples.png");
    new ClassSamples("t", List.of("red", "green", "empty"), images(0, 1, 0, 0), 2).write(png);
    BufferedImage image = ImageIO.read(png.toFile());
    assertEquals(2 * 96 * 96, count(image, RED));
    assertEquals(96 * 96, count(image, GREEN));
  }

  @Test
  void manyClassesStandInSeveralBlocks() throws IOException {
    Path png = folder.resolve("samples.png");
    List<String> names = IntStream.range(0, 100).mapToObj(i -> "class " + i).toList();
    new ClassSamples("t", names, images(IntStream.range(0, 100).toArray()), 1).write(png);
    BufferedImage image = ImageIO.read(png.toFile());
    assertEquals(99 * 64 * 64, count(image, GREEN));
    Set<Integer> columns = new HashSet<>();
    int y = image.getHeight() - 60;
    for (int x = 1; x < image.getWidth(); x++)
      if ((image.getRGB(x, y) & 0xFFFFFF) == GREEN && (image.getRGB(x - 1, y) & 0xFFFFFF) != GREEN) columns.add(x);
    assertEquals(4, columns.size());
  }
}
