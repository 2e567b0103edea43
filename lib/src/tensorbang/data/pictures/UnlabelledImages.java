package tensorbang.data.pictures;

import java.io.Closeable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tensorbang.InputException;

/** Images without labels, read a few at a time. */
public interface UnlabelledImages extends Closeable {
  /**
   * Some of the images.
   *
   * @param ids the name of each
   * @param pixels images x height x width x channels unsigned bytes
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
   * Opens a folder of pictures, one picture, or a file of raw images: see {@link RawImages}.
   *
   * @param height that pictures are resized to, and that raw images have
   * @param channels 3 for RGB, 1 for grey: see {@link ImageFile#read(Path, int, int, int)}
   * @throws InputException where there is no such file or folder, or nothing in it, or for other channels
   */
  static UnlabelledImages open(Path path, int height, int width, int channels) {
    ImageFile.checkChannels(channels);
    if (!Files.exists(path)) throw new InputException(path + ": no such file or folder");
    if (Files.isDirectory(path)) return PictureFolder.of(path, height, width, channels);
    if (PictureFolder.isPicture(path)) return PictureFolder.ofFile(path, height, width, channels);
    return RawImages.open(path, height, width, channels);
  }
}
