package tensorbang.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tensorbang.InputException;
import tensorbang.data.Batch;
import tensorbang.data.ImageSet;
import tensorbang.data.Normalization;
import tensorbang.data.TestViews;
import tensorbang.nn.Conv;
import tensorbang.nn.Net;
import tensorbang.nn.NetGraph;
import tensorbang.nn.Padding;
import tensorbang.nn.Variables;
import tensorbang.settings.Settings;
import tensorbang.tf.Device;
import tensorbang.weights.FloatArray;

/** Steps that leave something out, and tests that look at an image in several ways. */
class ReducedWorkTest {
  private static final int CLASSES = 3;
  private static final Net ANY_SIZE = (l, x) -> l.dense(
      l.globalMaxPool(l.relu(l.batchNorm(l.conv(l.relu(l.conv(x, Conv.of(4, 3))), 4, 3, Padding.SAME)))), CLASSES);
  private static final Net ONE_SIZE = (l, x) -> l.dense(l.flatten(l.conv(x, 2, 3, Padding.SAME)), CLASSES);

  private static final class Training implements AutoCloseable {
    final NetGraph graph;
    final TrainGraph steps;

    Training(Net net, int side, Map<String, ?> settings) {
      graph = new NetGraph(net, side, side, new Normalization(new float[] {0.5f}, new float[] {0.25f}));
      TrainConfig config = TrainConfig.of(Settings.NONE.set("momentum", 0).with(settings));
      steps = TrainGraph.of(net, graph, config, new int[CLASSES], Device.CPU, 1);
      graph.variables().initialize(steps.session(), 5);
    }

    Map<String, FloatArray> all() {
      return Variables.read(steps.session(), graph.variables().ofNetwork());
    }

    Score step(int side, double epoch) {
      return steps.train(batch(side), 0.1, 1, new TrainingTime(Math.round(4 * epoch), 4, 10));
    }

    @Override
    public void close() {
      steps.close();
      graph.close();
    }
  }

  private static Batch batch(int side) {
    byte[] pixels = new byte[6 * side * side];
    new Random(side).nextBytes(pixels);
    return new Batch(pixels, new int[] {0, 1, 2, 0, 1, 2});
  }

  @Test
  void theFirstLayerStopsLearningAfterItsEpochsAndTheOthersGoOnAsEver() {
    try (Training frozen = new Training(ANY_SIZE, 8, Map.of("freeze_first", 1.5));
        Training plain = new Training(ANY_SIZE, 8, Map.of())) {
      frozen.step(8, 1.25);
      plain.step(8, 1.25);
      Map<String, FloatArray> before = plain.all();
      before.forEach((name, values) ->
          assertArrayEquals(values.values(), frozen.all().get(name).values(), name));
      frozen.step(8, 1.5);
      plain.step(8, 1.5);
      Map<String, FloatArray> after = plain.all();
      frozen.all().forEach((name, found) -> {
        float[] expected =
            (name.startsWith("conv1/") ? before : after).get(name).values();
        assertArrayEquals(expected, found.values(), name);
      });
      assertFalse(Arrays.equals(
          before.get("conv1/kernel").values(), after.get("conv1/kernel").values()));
    }
  }

  @Test
  void aStepOnSmallerImagesIsThatOfANetworkBuiltForThem() {
    try (Training both = new Training(ANY_SIZE, 8, Map.of("progressive_size", "6:2"));
        Training small = new Training(ANY_SIZE, 6, Map.of());
        Training large = new Training(ANY_SIZE, 8, Map.of())) {
      assertEquals(small.step(6, 0), both.step(6, 0));
      Map<String, FloatArray> expected = small.all();
      both.all().forEach((name, found) -> assertArrayEquals(expected.get(name).values(), found.values(), name));
      large.graph.variables().load(large.steps.session(), expected);
      assertEquals(large.step(8, 1), both.step(8, 1));
    }
  }

  @Test
  void imagesOfASizeThatWasNotAskedForAreRefused() {
    try (Training training = new Training(ANY_SIZE, 8, Map.of("progressive_size", "6:2"))) {
      assertThrows(IllegalArgumentException.class, () -> training.step(7, 0));
    }
  }

  @Test
  void aNetworkWhoseWeightsDependOnTheSizeIsRefused() {
    String message = assertThrows(
            InputException.class, () -> new Training(ONE_SIZE, 8, Map.of("progressive_size", "6:2")))
        .getMessage();
    assertEquals(
        "progressive_size 6:2: the network cannot be trained on images of 6 x 6 pixels, too: its weights depend on"
            + " their size, two shapes for the variable dense1/kernel",
        message);
    message = assertThrows(InputException.class, () -> new Training(ANY_SIZE, 8, Map.of("progressive_size", "2:1")))
        .getMessage();
    assertTrue(message.endsWith("they are too small for it"), message);
  }

  /** The six views and their mean by hand, on a network whose logits are sums of pixels. */
  @Test
  void aTestWithViewsTakesTheMeanOfTheirLogits() {
    int side = 3;
    Net linear = (l, x) -> l.dense(l.flatten(x), CLASSES);
    byte[] pixels = new byte[4 * side * side];
    new Random(4).nextBytes(pixels);
    ImageSet set = new ImageSet(pixels, new int[] {0, 1, 2, 0}, side, side, 1);
    try (Training training = new Training(linear, side, Map.of())) {
      float[] kernel = training.all().get("dense1/kernel").values();
      int correct = 0;
      double loss = 0;
      for (int image = 0; image < 4; image++) {
        double[] mean = new double[CLASSES];
        for (int shift = -1; shift <= 1; shift++)
          for (int mirror = 0; mirror < 2; mirror++)
            for (int y = 0; y < side; y++)
              for (int x = 0; x < side; x++) {
                int fromX = reflected((mirror == 1 ? side - 1 - x : x) - shift, side);
                int at = image * 9 + reflected(y - shift, side) * side + fromX;
                double value = ((pixels[at] & 0xff) / 255.0 - 0.5) / 0.25;
                for (int k = 0; k < CLASSES; k++)
                  mean[k] += (shift == 0 ? 0.25 : 0.125) * value * kernel[(y * side + x) * CLASSES + k];
              }
        double sum = 0;
        int best = 0;
        for (int k = 0; k < CLASSES; k++) {
          sum += Math.exp(mean[k]);
          if (mean[k] > mean[best]) best = k;
        }
        loss += Math.log(sum) - mean[set.label(image)];
        if (best == set.label(image)) correct++;
      }
      TestResult found = training.steps.test(set, TestViews.MIRRORED_SHIFTED);
      assertEquals(loss / 4, found.loss(), 1e-5);
      assertEquals(correct / 4.0, found.accuracy());
      assertTrue(Math.abs(training.steps.test(set).loss() - found.loss()) > 1e-3, "the views make a difference");
    }
  }

  private static int reflected(int i, int length) {
    return i < 0 ? -i : i < length ? i : 2 * (length - 1) - i;
  }
}
