package tensorbang.data.pictures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tensorbang.AtomicFile;
import tensorbang.InputException;

/**
 * Pictures whose ids are their files' names without the ending, in the order of these names, in which numbers count as
 * numbers. Where only the folders in a folder hold pictures, an id begins with the name of such a folder:
 * {@code cat/12}.
 */
final class PictureFolder implements UnlabelledImages {
  private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "gif", "bmp");
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final int MOST_DIGITS = 20;

  private record Picture(Path file, String id) {}

  private final List<Picture> pictures;
  private final int height;
  private final int width;
  private final int channels;
  private int read;

  private PictureFolder(List<Picture> pictures, int height, int width, int channels) {
    this.pictures = pictures;
    this.height = height;
    this.width = width;
    this.channels = channels;
  }

  /** One picture. */
  static PictureFolder ofFile(Path file, int height, int width, int channels) {
    return new PictureFolder(List.of(new Picture(file, id(file.getFileName()))), height, width, channels);
  }

  /**
   * The pictures of a folder, or where it has none those of the folders in it, by the endings of their names. Other
   * files do not count, nor do hidden files and folders.
   *
   * @throws InputException where there is none, or two have the same name but for the ending
   */
  static PictureFolder of(Path folder, int height, int width, int channels) {
    List<Picture> pictures = find(folder, 1);
    if (pictures.isEmpty()) pictures = find(folder, Integer.MAX_VALUE);
    if (pictures.isEmpty()) throw new InputException(folder + " holds no pictures (PNG, JPEG, GIF or BMP)");
    Map<String, Path> byId = new HashMap<>();
    for (Picture picture : pictures) {
      Path other = byId.put(picture.id, picture.file);
      if (other != null)
        throw new InputException(folder + " holds " + other.getFileName() + " and " + picture.file.getFileName()
            + ": rename one, both would be " + picture.id);
    }
    return new PictureFolder(pictures, height, width, channels);
  }

  private static List<Picture> find(Path folder, int depth) {
    try (Stream<Path> all = Files.walk(folder, depth, FileVisitOption.FOLLOW_LINKS)) {
      return all.filter(f -> isPicture(f) && PictureTree.isVisible(folder.relativize(f)) && Files.isRegularFile(f))
          .map(f -> new Picture(f, id(folder.relativize(f))))
          .sorted(Comparator.comparing((Picture p) -> sortable(p.id)).thenComparing(Picture::file))
          .toList();
    } catch (IOException e) {
      throw new InputException("cannot read " + folder + ": " + AtomicFile.reason(e), e);
    } catch (UncheckedIOException e) {
      throw new InputException("cannot read " + folder + ": " + AtomicFile.reason(e.getCause()), e);
    }
  }

  static boolean isPicture(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 && ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  private static String id(Path relative) {
    String name = PictureTree.portable(relative);
    return name.substring(0, name.lastIndexOf('.'));
  }

  private static String sortable(String id) {
    return NUMBER
        .matcher(id)
        .replaceAll(n -> "0".repeat(Math.max(0, MOST_DIGITS - n.group().length())) + n.group());
  }

  @Override
  public int size() {
    return pictures.size();
  }

  @Override
  public Chunk next(int most) {
    int count = Math.min(most, pictures.size() - read);
    List<Picture> chunk = pictures.subList(read, read + count);
    read += count;
    byte[] pixels = new byte[count * height * width * channels];
    IntStream.range(0, count).parallel().forEach(i -> {
      byte[] image = ImageFile.read(chunk.get(i).file, height, width, channels);
      System.arraycopy(image, 0, pixels, i * image.length, image.length);
    });
    return new Chunk(chunk.stream().map(Picture::id).toList(), pixels);
  }

  @Override
  public void close() {}
}
