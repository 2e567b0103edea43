package tensorbang.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tensorbang.data.ImageSet;
import tensorbang.data.Normalization;
import tensorbang.nn.Net;
import tensorbang.nn.NetGraph;
import tensorbang.tf.Device;
import tensorbang.weights.FloatArray;

/** What a test pass counts, on a network whose logits are the biases of its one layer. */
class TestResultTest {
  private static final int CLASSES = 12;

  private static TestResult test(float[] logits, int... labels) {
    Net net = (l, x) -> l.dense(l.flatten(x), logits.length);
    Normalization half = new Normalization(new float[] {0.5f}, new float[] {0.25f});
    try (NetGraph graph = new NetGraph(net, 1, 1, half);
        TrainGraph model = TrainGraph.of(net, graph, TrainConfig.DEFAULTS, new int[logits.length], Device.CPU, 1)) {
      graph.variables().initialize(model.session(), 1);
      Map<String, FloatArray> biases = Map.of(
          "dense1/kernel",
          new FloatArray(new int[] {1, logits.length}, new float[logits.length]),
          "dense1/bias",
          FloatArray.vector(logits));
      graph.variables().load(model.session(), biases);
      return model.test(new ImageSet(new byte[labels.length], labels, 1, 1, 1));
    }
  }

  @Test
  void correctAnswersAreCountedByClass() {
    TestResult result = test(new float[] {0, 3, 1}, 0, 1, 1, 2, 1);
    assertArrayEquals(new int[] {1, 3, 1}, result.classImages());
    assertArrayEquals(new int[] {0, 3, 0}, result.classCorrect());
    assertEquals(List.of(0.0, 1.0, 0.0), result.classAccuracy());
    assertEquals(0.6, result.accuracy());
    assertTrue(Double.isNaN(result.topFiveAccuracy()));
  }

  @Test
  void aClassWithoutImagesHasNoAccuracy() {
    assertEquals(List.of(1.0, Double.NaN), test(new float[] {1, 0}, 0, 0).classAccuracy());
  }

  @Test
  void theLossIsTheMeanCrossEntropy() {
    double all = Math.log(1 + Math.exp(3) + Math.exp(1));
    assertEquals(
        all - (0 + 3 + 3 + 1) / 4.0, test(new float[] {0, 3, 1}, 0, 1, 1, 2).loss(), 1e-6);
  }

  @Test
  void theFiveHighestLogitsCountWithMoreThanTenClasses() {
    float[] logits = new float[CLASSES];
    for (int c = 0; c < CLASSES; c++) logits[c] = c;
    assertEquals(0.5, test(logits, 11, 7, 6, 0).topFiveAccuracy());
  }

  @Test
  void ofEqualLogitsTheFirstClassesCount() {
    assertEquals(0.5, test(new float[CLASSES], 4, 5).topFiveAccuracy());
  }

  @Test
  void aSetWithMoreImagesThanATestBatchIsCountedWhole() {
    int[] labels = new int[1201];
    labels[1200] = 1;
    TestResult result = test(new float[] {0, 1}, labels);
    assertEquals(1201, result.images());
    assertArrayEquals(new int[] {0, 1}, result.classCorrect());
  }
}
