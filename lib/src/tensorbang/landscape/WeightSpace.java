package tensorbang.landscape;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tensorbang.InputException;
import tensorbang.model.ModelCard;
import tensorbang.model.ModelFolder;
import tensorbang.weights.FloatArray;

/** Which weights belong to a point of a {@link Scan}. */
@FunctionalInterface
public interface WeightSpace {
  /** The weights of all variables at {@code point}. */
  Map<String, FloatArray> at(Scan.Point point);

  /**
   * Around trained weights: line {@code k} goes along direction {@code k}, the grid along the first two.
   *
   * @param directions one a line, and two at least where there is a grid
   */
  static WeightSpace around(Map<String, FloatArray> centre, List<Direction> directions) {
    return point -> {
      if (!point.isOnGrid()) return directions.get(point.line() - 1).from(centre, point.x());
      return directions.get(1).from(directions.get(0).from(centre, point.x()), point.y());
    };
  }

  /**
   * Makes sure that two models give the same meaning to images and answers, so that there can be a line between them.
   *
   * @throws InputException if the second one takes images of another size, normalises them otherwise, or knows other
   *     classes
   */
  static void checkEnds(ModelFolder from, ModelFolder to) {
    ModelCard first = from.card();
    ModelCard second = to.card();
    if (!second.classes().equals(first.classes())) throw differs(from, to, "knows other classes");
    if (second.height() != first.height() || second.width() != first.width())
      throw differs(from, to, "takes images of another size");
    if (!Arrays.equals(second.mean(), first.mean()) || !Arrays.equals(second.std(), first.std()))
      throw differs(from, to, "normalises images by another mean or standard deviation");
  }

  private static InputException differs(ModelFolder from, ModelFolder to, String how) {
    return InputException.of("between", to.name(), how + " than " + from.name());
  }

  /**
   * The straight line from one network at x = 0 to another one at x = 1, all variables included (Goodfellow, Vinyals and
   * Saxe 2015, "Qualitatively characterizing neural network optimization problems", section 3).
   *
   * @param from weights of all variables of a network
   * @param to of the same network
   */
  static WeightSpace between(Map<String, FloatArray> from, Map<String, FloatArray> to) {
    return point -> {
      Map<String, FloatArray> mixed = new LinkedHashMap<>();
      from.forEach((name, start) -> {
        float[] values = new float[start.size()];
        float[] end = to.get(name).values();
        for (int i = 0; i < values.length; i++)
          values[i] = (float) ((1 - point.x()) * start.values()[i] + point.x() * end[i]);
        mixed.put(name, new FloatArray(start.shape(), values));
      });
      return mixed;
    };
  }
}
