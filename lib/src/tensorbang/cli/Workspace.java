package tensorbang.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where data, models and results lie: in the checkout whose {@code ./jbang} was called, or else the one that the
 * script was made for ({@code ./jbang init}), or else the one that the current folder is in, or else in the current
 * folder.
 */
public final class Workspace {
  private static final Path ROOT = Stream.of(System.getenv("TENSORBANG_ROOT"), System.getProperty("tensorbang.root"))
      .filter(root -> root != null && !root.isEmpty())
      .map(Path::of)
      .findFirst()
      .orElseGet(() -> find(Path.of("").toAbsolutePath()));

  private Workspace() {}

  public static Path models() {
    return shown(ROOT.resolve("models"));
  }

  public static Path results() {
    return shown(ROOT.resolve("results"));
  }

  public static Path data() {
    return shown(ROOT.resolve("data"));
  }

  private static Path find(Path from) {
    for (Path at = from; at != null; at = at.getParent())
      if (Files.exists(at.resolve("jbang-catalog.json")) && Files.isDirectory(at.resolve("lib/src/tensorbang")))
        return at;
    return from;
  }

  /** Relative to the current folder where that is shorter to read. */
  private static Path shown(Path path) {
    return Path.of("").toAbsolutePath().relativize(path);
  }
}
