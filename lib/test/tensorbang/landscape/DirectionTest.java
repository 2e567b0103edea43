package tensorbang.landscape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tensorbang.nn.InferenceGraph;
import tensorbang.weights.FloatArray;

class DirectionTest {
  private final InferenceGraph net = Sample.graph();
  private final Map<String, FloatArray> weights = Sample.weights(1);
  private final Direction direction = Direction.random(net, weights, 42, 1);

  /** The index of the filter's axis: the last one, but for a depthwise kernel [height, width, channels, 1]. */
  @Test
  void everyFilterHasTheNormOfTheWeightsFilter() {
    for (var axis :
        Map.of("conv1/kernel", 3, "depthwise1/kernel", 2, "dense1/kernel", 1).entrySet()) {
      double[] ofWeights = norms(weights.get(axis.getKey()), axis.getValue());
      double[] ofSteps = norms(direction.steps().get(axis.getKey()), axis.getValue());
      assertArrayEquals(ofWeights, ofSteps, 1e-5, axis.getKey());
    }
  }

  /** Sums over all but one axis, by walking through the array's indices. */
  private static double[] norms(FloatArray array, int axis) {
    int[] shape = array.shape();
    double[] squares = new double[shape[axis]];
    for (int i = 0; i < array.size(); i++) {
      int rest = i;
      int index = 0;
      for (int d = shape.length - 1; d >= axis; d--) {
        index = rest % shape[d];
        rest /= shape[d];
      }
      squares[index] += array.values()[i] * array.values()[i];
    }
    return Arrays.stream(squares).map(Math::sqrt).toArray();
  }

  @Test
  void biasesAndBatchNormsStay() {
    assertEquals(
        Set.of("conv1/kernel", "depthwise1/kernel", "dense1/kernel"),
        direction.steps().keySet());
    Map<String, FloatArray> moved = direction.from(weights, 0.7);
    assertEquals(weights.keySet(), moved.keySet());
    for (String name : weights.keySet())
      assertEquals(!name.endsWith("/kernel"), weights.get(name).equals(moved.get(name)), name);
  }

  @Test
  void seedAndNumberDetermineIt() {
    String kernel = "conv1/kernel";
    FloatArray step = direction.steps().get(kernel);
    assertEquals(step, Direction.random(net, weights, 42, 1).steps().get(kernel));
    assertFalse(step.equals(Direction.random(net, weights, 42, 2).steps().get(kernel)));
    assertFalse(step.equals(Direction.random(net, weights, 43, 1).steps().get(kernel)));
  }

  @Test
  void aLineBetweenTwoNetworksEndsAtBoth() {
    Map<String, FloatArray> other = Sample.weights(2);
    WeightSpace space = WeightSpace.between(weights, other);
    assertEquals(weights, space.at(new Scan.Point(1, 0, 0)));
    assertEquals(other, space.at(new Scan.Point(1, 1, 0)));
    float middle = space.at(new Scan.Point(1, 0.5, 0)).get("dense1/kernel").values()[7];
    float mean =
        (weights.get("dense1/kernel").values()[7] + other.get("dense1/kernel").values()[7]) / 2;
    assertEquals(mean, middle, 1e-7);
  }

  @Test
  void theGridLiesAlongTheFirstTwoDirections() {
    Direction second = Direction.random(net, weights, 42, 2);
    WeightSpace space = WeightSpace.around(weights, List.of(direction, second));
    assertEquals(weights, space.at(new Scan.Point(0, 0, 0)));
    for (double[] at : new double[][] {{-0.5, 0}, {0, 0.25}, {0.25, -0.5}}) {
      Map<String, FloatArray> moved = space.at(new Scan.Point(0, at[0], at[1]));
      for (String name : direction.steps().keySet()) {
        double expected = weights.get(name).values()[3]
            + at[0] * direction.steps().get(name).values()[3]
            + at[1] * second.steps().get(name).values()[3];
        assertEquals(expected, moved.get(name).values()[3], 1e-6, name);
      }
    }
    assertEquals(space.at(new Scan.Point(0, 0, 0.25)), space.at(new Scan.Point(2, 0.25, 0)));
  }
}
