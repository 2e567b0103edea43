package tensorbang.scratch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static tensorbang.scratch.Numbers.normal;
import static tensorbang.scratch.Numbers.tensor;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkTest {
  @Test
  void namesParametersByLayerAndTurn() {
    Network network =
        new Network(new Conv2D(1, 1, 1), new BatchNorm(1), new Flatten(), new Dense(1, 1), new Dense(1, 1));
    assertEquals(
        List.of(
            "conv1/kernel",
            "conv1/bias",
            "bn1/gamma",
            "bn1/beta",
            "dense1/kernel",
            "dense1/bias",
            "dense2/kernel",
            "dense2/bias"),
        network.parameters().stream().map(Parameter::name).toList());
  }

  /** 5·5·3·8 + 8, 3·3·8·16 + 16, 576·120 + 120, 120·84 + 84, 84·10 + 10; MACs with maps of 28·28 and 12·12. */
  @Test
  void simpleNnHasTheParametersAndMacsOfTheLab() {
    Network network = Networks.create("simplenn", 10);
    assertEquals(608 + 1_168 + 69_240 + 10_164 + 850, network.parameterCount());
    network.forward(Tensor.zeros(2, 32, 32, 3), false);
    assertEquals(28 * 28 * 600 + 12 * 12 * 1_152 + 69_120 + 10_080 + 840, network.macs());
  }

  @ParameterizedTest
  @MethodSource("tensorbang.scratch.Networks#names")
  void everyNamedNetworkGivesOneLogitAClass(String name) {
    Tensor logits = Networks.create(name, 7).forward(normal(1, 2, 32, 32, 3), true);
    assertArrayEquals(new int[] {2, 7}, logits.shape());
  }

  /** y = relu(2x + 1)·3: forward 9 at x = 1, slope 6. */
  @Test
  void passesDataForwardAndGradientsBack() {
    Network network = new Network(new Dense(1, 1), new ReLU(), new Dense(1, 1));
    Numbers.set(Numbers.parameter(network, "dense1/kernel"), 2);
    Numbers.set(Numbers.parameter(network, "dense1/bias"), 1);
    Numbers.set(Numbers.parameter(network, "dense2/kernel"), 3);
    assertEquals(9, network.forward(tensor(new int[] {1, 1}, 1), true).data()[0]);
    assertEquals(6, network.backward(tensor(new int[] {1, 1}, 1)).data()[0]);
    assertEquals(3, Numbers.parameter(network, "dense1/kernel").gradient().data()[0]);
    assertEquals(3, Numbers.parameter(network, "dense2/kernel").gradient().data()[0]);
  }

  @Test
  void parametersGetTheSameGradientsWithoutThatOfTheInput() {
    Network network = Networks.create("simplenn", 10).initialize(Initializer.he(new SplittableRandom(1)));
    Tensor y = network.forward(normal(1, 3, 32, 32, 3), true);
    Tensor dy = normal(2, y.shape());
    network.backward(dy);
    List<float[]> expected =
        network.parameters().stream().map(p -> p.gradient().data().clone()).toList();
    network.backwardToParameters(dy);
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), network.parameters().get(i).gradient().data());
    }
  }

  @Test
  void heHasTheVarianceOfItsPaper() {
    Network network = new Network(new Dense(400, 600)).initialize(Initializer.he(new SplittableRandom(1)));
    // 240,000 numbers: a variance is within 1 % of its value by more than three deviations.
    assertEquals(2.0 / 400, variance(Numbers.parameter(network, "dense1/kernel")), 0.01 * 2 / 400);
    assertArrayEquals(
        new float[600], Numbers.parameter(network, "dense1/bias").value().data());
  }

  @Test
  void theFanOfAConvolutionCountsItsWindowAndItsGroup() {
    Parameter kernel = new Conv2D(8, 16, 3, 1, 1, 4, false).parameters().get(0);
    assertEquals(9 * 2, kernel.fanIn());
    assertEquals(9 * 4, kernel.fanOut());
  }

  @Test
  void aSeedDecidesTheInitialValues() {
    float[] one = kernelOf(1);
    assertArrayEquals(one, kernelOf(1));
    assertThrows(AssertionError.class, () -> assertArrayEquals(one, kernelOf(2)));
  }

  private static float[] kernelOf(long seed) {
    Network network = new Network(new Dense(3, 4)).initialize(Initializer.he(new SplittableRandom(seed)));
    return Numbers.parameter(network, "dense1/kernel").value().data();
  }

  private static double variance(Parameter kernel) {
    double squares = 0;
    for (float w : kernel.value().data()) squares += (double) w * w;
    return squares / kernel.value().size();
  }
}
