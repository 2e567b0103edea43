package tensorbang.fuzz;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Every reader of files that others may have written. */
final class Targets {
  private Targets() {}

  static List<Target> all() throws IOException {
    return Stream.of(DataTargets.all(), WeightTargets.all(), ModelTargets.all(), RunTargets.all())
        .flatMap(List::stream)
        .toList();
  }

  /** @throws IllegalArgumentException where there is none of that name */
  static Target named(String name) throws IOException {
    return all().stream()
        .filter(target -> target.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no target " + name));
  }
}
