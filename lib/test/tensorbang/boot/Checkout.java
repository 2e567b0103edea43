package tensorbang.boot;

import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout whose tests are running: its scripts, its {@code data/}, the files beside the tests. */
public final class Checkout {
  private static final Path ROOT = find();

  private Checkout() {}

  /** The repository's root folder, absolute: as {@code ./jbang} tells it, else above the current folder. */
  public static Path root() {
    return ROOT;
  }

  private static Path find() {
    String told = System.getenv("TENSORBANG_ROOT");
    if (told != null && isRoot(Path.of(told))) return Path.of(told);
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent())
      if (isRoot(folder)) return folder;
    throw new IllegalStateException("no TensorBang checkout here: run the tests with ./jbang selftest");
  }

  private static boolean isRoot(Path folder) {
    return Files.isRegularFile(folder.resolve("lib/src/tensorbang/Toolkit.java"));
  }
}
