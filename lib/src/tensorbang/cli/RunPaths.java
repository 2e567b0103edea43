package tensorbang.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.model.ModelFolder;

/**
 * The folders of one run.
 *
 * @param run for metrics, curves and checkpoint
 * @param model for the trained network
 */
public record RunPaths(Path run, Path model) {
  /** All in a folder that the user names. */
  static RunPaths in(Path run) {
    return new RunPaths(run, run.resolve(ModelFolder.IN_RUN));
  }

  /** New folders under results and models with a name that is taken in neither: {@code name}, else {@code name-2}, … */
  public static RunPaths fresh(String name) {
    AtomicFile.createFolder(Workspace.results());
    for (int n = 1; ; n++) {
      RunPaths paths = paths(numbered(name, n));
      if (!Files.exists(paths.model) && createNew(paths.run)) return paths;
    }
  }

  /** A new folder in {@code parent} with a name that is not taken: {@code name}, else {@code name-2}, … */
  public static Path fresh(Path parent, String name) {
    AtomicFile.createFolder(parent);
    for (int n = 1; ; n++) {
      Path folder = parent.resolve(numbered(name, n));
      if (createNew(folder)) return folder;
    }
  }

  /** False where there is something of that name. */
  private static boolean createNew(Path folder) {
    try {
      Files.createDirectory(folder);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw new InputException("cannot create the folder " + folder + ": " + AtomicFile.reason(e), e);
    }
  }

  /** The newest of the folders {@code name}, {@code name-2}, … under results that is {@code wanted}, or null. */
  static RunPaths newest(String name, Predicate<Path> wanted) {
    Path newest = newest(Workspace.results(), name, wanted);
    return newest == null ? null : paths(newest.getFileName().toString());
  }

  /** The same in {@code parent}. Folders between them may have been deleted. */
  static Path newest(Path parent, String name, Predicate<Path> wanted) {
    if (!Files.isDirectory(parent)) return null;
    try (Stream<Path> all = Files.list(parent)) {
      return all.filter(folder -> number(folder, name) > 0)
          .sorted(Comparator.comparingInt((Path folder) -> number(folder, name)).reversed())
          .filter(wanted)
          .findFirst()
          .orElse(null);
    } catch (IOException e) {
      throw new InputException("cannot read " + parent + ": " + AtomicFile.reason(e), e);
    }
  }

  /** The n of a folder {@code name-n}, 1 for {@code name} itself, and 0 where it is called otherwise. */
  private static int number(Path folder, String name) {
    String found = folder.getFileName().toString();
    if (found.equals(name)) return 1;
    String end = found.startsWith(name + "-") ? found.substring(name.length() + 1) : "";
    return end.matches("[1-9]\\d{0,8}") ? Integer.parseInt(end) : 0;
  }

  private static String numbered(String name, int n) {
    return n == 1 ? name : name + "-" + n;
  }

  private static RunPaths paths(String folder) {
    return new RunPaths(Workspace.results().resolve(folder), Workspace.models().resolve(folder));
  }
}
