package tensorbang.data.pictures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.Shown;

/**
 * The files of a folder of pictures in class folders. Either the class folders lie in {@code train} and {@code test}
 * (and {@code validation}, {@code val} or {@code valid}), or in the folder itself. Classes are in the order of their
 * names. A class folder may have folders of its own. Hidden files and folders do not count, nor do those that operating
 * systems leave behind.
 *
 * @param root the folder
 * @param classes class names in the order of their labels
 * @param isDivided whether the folder says which pictures are for training and which for testing
 * @param files by part and class, then in the order of their names
 */
record PictureTree(Path root, List<String> classes, boolean isDivided, List<File> files) {
  private static final String SETTING = "dataset";
  private static final String TRAIN = "train";
  private static final String TEST = "test";
  private static final Set<String> VALIDATION = Set.of("validation", "val", "valid");
  private static final Set<String> LEFT_BEHIND = Set.of("Thumbs.db", "desktop.ini", "__MACOSX");

  /** What a picture is for. */
  enum Part {
    TRAIN,
    TEST,
    VALIDATION
  }

  /**
   * One file of a class folder.
   *
   * @param part {@code TRAIN} where the folder is not divided
   */
  record File(Path path, Part part, int label) {}

  /** @throws InputException where this is no such folder */
  static PictureTree scan(Path root) {
    if (!Files.exists(root)) throw InputException.of(SETTING, root, "no such folder");
    if (!Files.isDirectory(root)) throw InputException.of(SETTING, root, "is a file; give a folder of class folders");
    List<Path> folders = folders(root);
    List<String> names = folders.stream().map(PictureTree::name).toList();
    List<String> others = names.stream().filter(name -> !isPart(name)).toList();
    if (!others.isEmpty() && names.containsAll(List.of(TRAIN, TEST)))
      throw InputException.of(
          SETTING,
          root,
          "has " + Shown.text(String.join(", ", others)) + " beside " + TRAIN + " and " + TEST
              + "; move it elsewhere, or rename " + TRAIN + " and " + TEST + " if they are classes");
    if (!others.isEmpty() || names.isEmpty()) {
      List<String> classes = classes(root, folders);
      List<File> files = new ArrayList<>();
      for (Path folder : folders) addFiles(folder, Part.TRAIN, classes.indexOf(name(folder)), files);
      return new PictureTree(root, classes, false, files);
    }
    return divided(root, folders, names);
  }

  private static boolean isPart(String name) {
    return name.equals(TRAIN) || name.equals(TEST) || VALIDATION.contains(name);
  }

  private static PictureTree divided(Path root, List<Path> parts, List<String> names) {
    for (String needed : List.of(TRAIN, TEST)) {
      if (!names.contains(needed))
        throw InputException.of(
            SETTING,
            root,
            "holds " + String.join(" and ", names) + " but no " + needed + "; add it, or put the class folders of all"
                + " pictures into one folder to have them divided");
    }
    if (names.size() > 3) throw InputException.of(SETTING, root, "holds more than one folder of validation pictures");
    List<String> classes = classes(root.resolve(TRAIN), folders(root.resolve(TRAIN)));
    List<File> files = new ArrayList<>();
    for (Path folder : parts) {
      Part part = name(folder).equals(TRAIN) ? Part.TRAIN : name(folder).equals(TEST) ? Part.TEST : Part.VALIDATION;
      for (Path classFolder : folders(folder)) {
        int label = classes.indexOf(name(classFolder));
        if (label < 0)
          throw InputException.of(
              SETTING, root, name(folder) + " has the class " + name(classFolder) + ", which " + TRAIN + " lacks");
        addFiles(classFolder, part, label, files);
      }
      if (files.stream().noneMatch(file -> file.part == part))
        throw InputException.of(SETTING, root, name(folder) + " holds no pictures in class folders");
    }
    return new PictureTree(root, classes, true, files);
  }

  private static List<String> classes(Path parent, List<Path> folders) {
    if (folders.size() < 2)
      throw InputException.of(
          SETTING,
          parent,
          "holds " + (folders.isEmpty() ? "no class folders" : "one class folder, " + name(folders.get(0)))
              + "; expected a folder of pictures for each of two classes or more");
    return folders.stream().map(PictureTree::name).toList();
  }

  private static void addFiles(Path classFolder, Part part, int label, List<File> files) {
    int before = files.size();
    try (Stream<Path> all = Files.walk(classFolder, FileVisitOption.FOLLOW_LINKS)) {
      all.filter(file -> isVisible(classFolder.relativize(file)) && Files.isRegularFile(file))
          .sorted(Comparator.comparing(file -> portable(classFolder.relativize(file))))
          .forEach(file -> files.add(new File(file, part, label)));
    } catch (IOException e) {
      throw unreadable(classFolder, e);
    } catch (UncheckedIOException e) {
      throw unreadable(classFolder, e.getCause());
    }
    if (files.size() == before)
      throw InputException.of(SETTING, classFolder, "a class folder without pictures; fill it or remove it");
  }

  private static List<Path> folders(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(f -> isVisible(f.getFileName()) && Files.isDirectory(f))
          .sorted(Comparator.comparing(PictureTree::name))
          .toList();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static InputException unreadable(Path folder, IOException e) {
    return InputException.of(SETTING, folder, "cannot be read: " + AtomicFile.reason(e));
  }

  /** Whether no part of a path is hidden or left behind by an operating system. */
  static boolean isVisible(Path relative) {
    return StreamSupport.stream(relative.spliterator(), false)
        .map(Path::toString)
        .noneMatch(name -> name.startsWith(".") || LEFT_BEHIND.contains(name));
  }

  private static String name(Path folder) {
    return folder.getFileName().toString();
  }

  /** A path with the separators that it has on most systems, on every system. */
  static String portable(Path path) {
    return path.toString().replace('\\', '/');
  }

  /** A file as messages and fingerprints name it: relative to the root. */
  String relative(File file) {
    return portable(root.relativize(file.path()));
  }
}
