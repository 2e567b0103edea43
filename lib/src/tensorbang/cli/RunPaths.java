package tensorbang.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
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
    RunPaths newest = null;
    for (int n = 1; Files.exists(paths(numbered(name, n)).run); n++)
      if (wanted.test(paths(numbered(name, n)).run)) newest = paths(numbered(name, n));
    return newest;
  }

  private static String numbered(String name, int n) {
    return n == 1 ? name : name + "-" + n;
  }

  private static RunPaths paths(String folder) {
    return new RunPaths(Workspace.results().resolve(folder), Workspace.models().resolve(folder));
  }
}
