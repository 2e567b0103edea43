package tensorbang.data.pictures;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Picture files for tests. */
public final class Pictures {
  private Pictures() {}

  /** Writes {@code count} PNG files 0.png, 1.png, … of one colour each, all different, of various sizes. */
  public static void fill(Path classFolder, int count) {
    for (int i = 0; i < count; i++) plain(classFolder.resolve(i + ".png"), 10 + i % 5, 8 + i % 3, 0x100000 + i);
  }

  /** A picture of one colour. */
  public static void plain(Path file, int height, int width, int rgb) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) for (int x = 0; x < width; x++) image.setRGB(x, y, rgb);
    try {
      Files.createDirectories(file.getParent());
      ImageIO.write(image, "png", file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
