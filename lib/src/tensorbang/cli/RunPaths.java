package tensorbang.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import tensorbang.AtomicFile;
import tensorbang.InputException;

/**
 * The folders of one run.
 *
 * @param run for metrics, curves and checkpoint
 * @param model for the trained network
 */
public record RunPaths(Path run, Path model) {
  /** New folders under results and models with a name that is taken in neither: {@code name}, else {@code name-2}, … */
  public static RunPaths fresh(String name) {
    AtomicFile.createFolder(Workspace.results());
    for (int n = 1; ; n++) {
      RunPaths paths = numbered(name, n);
      if (Files.exists(paths.model)) continue;
      try {
        Files.createDirectory(paths.run);
        return paths;
      } catch (FileAlreadyExistsException e) {
        // The next number.
      } catch (IOException e) {
        throw new InputException("cannot create the folder " + paths.run + ": " + AtomicFile.reason(e), e);
      }
    }
  }

  /** The newest of the folders {@code name}, {@code name-2}, … under results that is {@code wanted}, or null. */
  static RunPaths newest(String name, Predicate<Path> wanted) {
    RunPaths newest = null;
    for (int n = 1; Files.exists(numbered(name, n).run); n++)
      if (wanted.test(numbered(name, n).run)) newest = numbered(name, n);
    return newest;
  }

  private static RunPaths numbered(String name, int n) {
    String folder = n == 1 ? name : name + "-" + n;
    return new RunPaths(Workspace.results().resolve(folder), Workspace.models().resolve(folder));
  }
}
