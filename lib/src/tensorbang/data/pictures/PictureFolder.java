package tensorbang.data.pictures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tensorbang.AtomicFile;
import tensorbang.InputException;

/** Pictures, called by their file's name without its ending, in the order of their names with numbers as numbers. */
final class PictureFolder implements UnlabelledImages {
  private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "gif", "bmp");
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final int MOST_DIGITS = 20;

  private final List<Path> files;
  private final int height;
  private final int width;
  private int read;

  PictureFolder(List<Path> files, int height, int width) {
    this.files = files;
    this.height = height;
    this.width = width;
  }

  /**
   * The pictures of a folder, by the endings of their names; other files, hidden ones and folders in it do not count.
   *
   * @throws InputException where there is none, or two have the same name but for the ending
   */
  static PictureFolder of(Path folder, int height, int width) {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files =
          all.filter(f -> isPicture(f) && Files.isRegularFile(f))
              .sorted(Comparator.comparing((Path f) -> sortable(id(f))).thenComparing(Comparator.naturalOrder()))
              .toList();
    } catch (IOException e) {
      throw new InputException("cannot read " + folder + ": " + AtomicFile.reason(e), e);
    }
    if (files.isEmpty()) throw new InputException(folder + " holds no pictures (PNG, JPEG, GIF or BMP)");
    Map<String, Path> byId = new HashMap<>();
    for (Path file : files) {
      Path other = byId.put(id(file), file);
      if (other != null)
        throw new InputException(
            folder + " holds " + other.getFileName() + " and " + file.getFileName() + ": rename one, both would be "
                + id(file));
    }
    return new PictureFolder(files, height, width);
  }

  static boolean isPicture(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 && ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  private static String id(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }

  private static String sortable(String id) {
    return NUMBER.matcher(id).replaceAll(n -> "0".repeat(Math.max(0, MOST_DIGITS - n.group().length())) + n.group());
  }

  @Override
  public int size() {
    return files.size();
  }

  @Override
  public Chunk next(int most) {
    int count = Math.min(most, files.size() - read);
    byte[] pixels = new byte[count * height * width * 3];
    List<String> ids = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Path file = files.get(read++);
      byte[] image = ImageFile.read(file, height, width);
      System.arraycopy(image, 0, pixels, i * image.length, image.length);
      ids.add(id(file));
    }
    return new Chunk(ids, pixels);
  }

  @Override
  public void close() {}
}
