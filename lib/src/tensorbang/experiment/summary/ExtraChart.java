package tensorbang.experiment.summary;

import java.nio.file.Path;
import java.util.List;

/** What a script draws beside the usual charts. */
@FunctionalInterface
public interface ExtraChart {
  /** Writes files into {@code folder}; returns those to name to the user. */
  List<Path> draw(Comparison comparison, Path folder);

  /** Nothing. */
  ExtraChart NONE = (comparison, folder) -> List.of();
}
