package tensorbang.data.pictures;

import java.io.Closeable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tensorbang.InputException;

/** Images that nobody has labelled, to be read a few at a time. */
public interface UnlabelledImages extends Closeable {
  /**
   * Some of them.
   *
   * @param ids what each is called
   * @param pixels images x height x width x 3 unsigned bytes
   */
  record Chunk(List<String> ids, byte[] pixels) {}

  /** How many there are. */
  int size();

  /**
   * The next ones, at most {@code most}; none at the end.
   *
   * @throws InputException where one cannot be read
   */
  Chunk next(int most);

  @Override
  void close();

  /**
   * A folder of pictures, one picture, or a file of bare images as {@link BareImages} has them.
   *
   * @param height to bring pictures to, and that bare images have
   * @throws InputException where there is no such file or folder, or nothing in it
   */
  static UnlabelledImages open(Path path, int height, int width) {
    if (!Files.exists(path)) throw new InputException(path + ": no such file or folder");
    if (Files.isDirectory(path)) return PictureFolder.of(path, height, width);
    if (PictureFolder.isPicture(path)) return new PictureFolder(List.of(path), height, width);
    return BareImages.open(path, height, width);
  }
}
