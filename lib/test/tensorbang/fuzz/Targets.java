package tensorbang.fuzz;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import tensorbang.InputException;

/** Every reader of files that others may have written. */
final class Targets {
  private Targets() {}

  static List<Target> all() throws IOException {
    return Stream.of(DataTargets.all(), WeightTargets.all(), ModelTargets.all(), RunTargets.all())
        .flatMap(List::stream)
        .toList();
  }

  /** @throws InputException where there is none of that name */
  static Target named(String name) throws IOException {
    return all().stream()
        .filter(target -> target.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new InputException("there is no target " + name + ": the file's name must begin with one's, then a dot"));
  }
}
