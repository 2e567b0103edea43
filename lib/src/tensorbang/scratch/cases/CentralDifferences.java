package tensorbang.scratch.cases;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import tensorbang.scratch.Layer;
import tensorbang.scratch.Parallel;
import tensorbang.scratch.Tensor;

/**
 * Backward passes against (L(w + h) − L(w − h))/2h. With h = 1e-5 the formula's own error is about 1e-10 in double
 * precision. In single precision it would say nothing: this class is for the packages' translation to double.
 *
 * <p>Where L has a kink between w − h and w + h (a ReLU at 0, two equal numbers in a pool) the formula does not give a
 * gradient. Such numbers are left out: there the formula differs from itself with half the step, or the slopes on the
 * two sides of w from each other.
 */
public final class CentralDifferences {
  private static final double H = 1e-5;

  /** Relative differences of slopes that no smooth function has between its two sides, and at half the step. */
  private static final double SIDES = 1e-2;

  private static final double STEPS = 3e-7;

  /** Of larger tensors, this many numbers are checked. */
  private static final int SAMPLES = 40;

  private CentralDifferences() {}

  /**
   * Checks all cases of a seed.
   *
   * @param faulty names of the cases whose gradients are to be made wrong
   * @return by case: the largest absolute difference, the largest relative one (of a tensor: the largest difference
   *     over the largest gradient in it), how many numbers were compared and how many were left out at kinks
   */
  public static Map<String, double[]> ofAllCases(long seed, Set<String> faulty) {
    Parallel.setThreads(1); // The layers are so small that more threads would only wait for each other.
    Map<String, double[]> results = new LinkedHashMap<>();
    for (Case one : Cases.of(seed)) {
      results.put(one.name(), of(faulty.contains(one.name()) ? one.withFaultyGradient() : one));
    }
    return results;
  }

  private static double[] of(Case one) {
    Layer layer = one.layer();
    Tensor dy = one.outputGradient(layer.forward(one.input(), one.training()));
    Tensor dx = layer.backward(dy);
    double[] result = new double[4];
    compare(one, -1, dx, dy, result);
    for (int p = 0; p < layer.parameters().size(); p++) {
      compare(one, p, layer.parameters().get(p).gradient(), dy, result);
    }
    return result;
  }

  private static void compare(Case one, int parameter, Tensor gradient, Tensor dy, double[] result) {
    List<Integer> samples = samples(gradient.size(), one.seed());
    double[] slopes = new double[samples.size()];
    double[] halfSteps = new double[samples.size()];
    double[] sides = new double[samples.size()];
    double centre = loss(one, parameter, 0, 0, dy);
    for (int k = 0; k < slopes.length; k++) {
      int i = samples.get(k);
      double right = loss(one, parameter, i, H, dy);
      double left = loss(one, parameter, i, -H, dy);
      slopes[k] = (right - left) / (2 * H);
      sides[k] = (right - 2 * centre + left) / H;
      halfSteps[k] = (loss(one, parameter, i, H / 2, dy) - loss(one, parameter, i, -H / 2, dy)) / H;
    }
    double largest = DoubleStream.of(slopes).map(Math::abs).max().orElse(0);
    for (int k = 0; k < slopes.length; k++) {
      if (Math.abs(sides[k]) > SIDES * largest || Math.abs(halfSteps[k] - slopes[k]) > STEPS * largest) {
        result[3]++;
        continue;
      }
      double difference = Math.abs(slopes[k] - gradient.data()[samples.get(k)]);
      result[0] = Math.max(result[0], difference);
      if (difference != 0) result[1] = Math.max(result[1], difference / largest);
      result[2]++;
    }
  }

  /** L with {@code shift} added to one number of a parameter, or of the input where {@code parameter} is −1. */
  private static double loss(Case one, int parameter, int index, double shift, Tensor dy) {
    Layer layer = one.layer();
    Tensor x = one.input();
    Tensor changed = parameter < 0 ? x : layer.parameters().get(parameter).value();
    changed.data()[index] += (float) shift;
    Tensor y = layer.forward(x, one.training());
    double sum = 0;
    for (int i = 0; i < y.size(); i++) sum += y.data()[i] * dy.data()[i];
    return sum;
  }

  private static List<Integer> samples(int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    if (size <= SAMPLES) return IntStream.range(0, size).boxed().toList();
    return random.ints(SAMPLES, 0, size).boxed().toList();
  }
}
