package tensorbang.fuzz;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import tensorbang.InputException;
import tensorbang.data.pictures.PictureDataset;
import tensorbang.data.pictures.UnlabelledImages;

/**
 * A folder of pictures as text, a line a file: {@code train/cat/1.png: whole}. What stands behind the colon is its kind,
 * in words that the mutations have, too: {@code {}} for a folder, {@code null} for an empty file, {@code ../} for a link
 * to the whole folder; anything else is what the file holds.
 */
final class PictureListing {
  static final byte[] SAMPLE =
      """
      train/cat/1.png: whole
      train/cat/2.png: whole
      train/dog/1.png: whole
      train/dog/deep/2.png: whole
      test/cat/3.png: whole
      test/dog/4.jpg: whole
      val/dog/5.png: whole
      val/cat/6.png: whole
      .hidden/a.png: null
      """
          .getBytes(StandardCharsets.UTF_8);

  private static final int MOST_FILES = 40;
  private static final byte[] PICTURE = picture();

  private PictureListing() {}

  /** Makes the folder, and reads it as a data set, without and with its faulty files, and as images to classify. */
  static void read(byte[] listing, Path folder) throws IOException {
    Path root = Files.createDirectory(folder.resolve("pictures"));
    new String(listing, StandardCharsets.UTF_8).lines().limit(MOST_FILES).forEach(line -> make(line, root));
    InputException refused = null;
    for (boolean skip : new boolean[] {false, true})
      try {
        PictureDataset.read(root, 8, 0.25, skip, DataTargets.NOWHERE);
      } catch (InputException e) {
        refused = e;
      }
    try (UnlabelledImages images = UnlabelledImages.open(root, 8, 8, 3)) {
      while (!images.next(100).ids().isEmpty()) continue;
    }
    if (refused != null) throw refused;
  }

  /** Leaves out what no folder can hold, and what would lie elsewhere. */
  private static void make(String line, Path root) {
    int colon = line.lastIndexOf(':');
    String kind = line.substring(colon + 1).strip();
    try {
      Path file = root.resolve(line.substring(0, Math.max(colon, 0))).normalize();
      if (!file.startsWith(root) || file.equals(root)) return;
      Files.createDirectories(kind.equals("{}") ? file : file.getParent());
      switch (kind) {
        case "{}" -> {}
        case "whole" -> Files.write(file, PICTURE);
        case "null" -> Files.createFile(file);
        case "../" -> Files.createSymbolicLink(file, root);
        default -> Files.writeString(file, kind);
      }
    } catch (InvalidPathException | IOException e) {
      // Too long a name, or one that is taken.
    }
  }

  private static byte[] picture() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB), "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
