package tensorbang.model;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A class and how probable the network holds it to be.
 *
 * @param name of the class
 * @param probability in [0, 1]
 */
public record Prediction(String name, float probability) {
  /** The most probable classes, the most probable first. */
  static List<Prediction> top(List<String> classes, float[] probabilities, int count) {
    return IntStream.range(0, classes.size())
        .mapToObj(c -> new Prediction(classes.get(c), probabilities[c]))
        .sorted(Comparator.comparingDouble(p -> -p.probability))
        .limit(count)
        .toList();
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s, %.2f %%", name, 100 * probability);
  }
}
