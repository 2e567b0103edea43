package tensorbang.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tensorbang.AtomicFile;
import tensorbang.InputException;

/** The metrics of runs in a folder and below. */
public final class MetricsFiles {
  /** The runs of claims.java are the deepest under results: claims/claim-01/light/RUN/metrics.json. */
  private static final int DEPTH = 5;

  private MetricsFiles() {}

  /**
   * The files called {@link Metrics#FILE}, sorted by path.
   *
   * @throws InputException if the folder cannot be read
   */
  public static List<Path> in(Path folder) {
    return in(folder, file -> file.endsWith(Metrics.FILE));
  }

  /** The same for files that are metrics by another name, too. */
  public static List<Path> in(Path folder, Predicate<Path> isMetrics) {
    try (Stream<Path> all = Files.walk(folder, DEPTH)) {
      return all.filter(isMetrics).sorted().toList();
    } catch (IOException e) {
      throw new InputException("cannot read " + folder + ": " + AtomicFile.reason(e), e);
    } catch (UncheckedIOException e) {
      throw new InputException("cannot read " + folder + ": " + AtomicFile.reason(e.getCause()), e);
    }
  }
}
