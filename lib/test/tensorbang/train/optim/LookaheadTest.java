package tensorbang.train.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tensorbang.data.Batch;
import tensorbang.data.Normalization;
import tensorbang.nn.Conv;
import tensorbang.nn.Net;
import tensorbang.nn.NetGraph;
import tensorbang.nn.Variables;
import tensorbang.settings.Settings;
import tensorbang.tf.Device;
import tensorbang.train.TrainConfig;
import tensorbang.train.TrainGraph;
import tensorbang.train.TrainingTime;
import tensorbang.weights.FloatArray;

class LookaheadTest {
  private static final int STEPS = 12;
  private static final Net NET =
      (l, x) -> l.dense(l.flatten(l.batchNorm(l.conv(x, Conv.of(2, 3).noBias().fixed()))), 3);

  private static final class Training implements AutoCloseable {
    final NetGraph graph = new NetGraph(NET, 5, 5, new Normalization(new float[] {0.5f}, new float[] {0.25f}));
    final TrainGraph steps;

    Training(double lookahead) {
      TrainConfig config =
          TrainConfig.of(Settings.NONE.set("lookahead", lookahead).set("momentum", 0));
      steps = TrainGraph.of(NET, graph, config, new int[3], Device.CPU, 1);
      graph.variables().initialize(steps.session(), 5);
    }

    Map<String, FloatArray> ofNetwork() {
      return Variables.read(steps.session(), graph.variables().ofNetwork());
    }

    void step(int number) {
      byte[] pixels = new byte[6 * 25];
      new Random(number).nextBytes(pixels);
      steps.train(new Batch(pixels, new int[] {0, 1, 2, 0, 1, 2}), 0.1, 1, new TrainingTime(number, STEPS / 2, 2));
    }

    @Override
    public void close() {
      steps.close();
      graph.close();
    }
  }

  /** The method in a few lines: the same steps without it, from weights that are set by hand. */
  @Test
  void everyFifthStepTheWeightsMeetSlowOnesAndAfterTheLastTheyAreThose() {
    double decay = 0.9;
    try (Training lookahead = new Training(decay);
        Training plain = new Training(0)) {
      Map<String, FloatArray> slow = new LinkedHashMap<>(plain.ofNetwork());
      for (int t = 1; t <= STEPS; t++) {
        plain.step(t - 1);
        lookahead.step(t - 1);
        boolean last = t == STEPS;
        if (t % 5 == 0 || last) {
          float a = last ? 1 : (float) (Math.pow(decay, 5) * Math.pow((double) t / STEPS, 3));
          Map<String, FloatArray> fast = plain.ofNetwork();
          for (String name : fast.keySet()) {
            float[] values = slow.get(name).values().clone();
            for (int i = 0; i < values.length; i++)
              values[i] = a * values[i] + (1 - a) * fast.get(name).values()[i];
            slow.put(name, new FloatArray(fast.get(name).shape(), values));
          }
          plain.graph.variables().load(plain.steps.session(), slow);
        }
        Map<String, FloatArray> expected = plain.ofNetwork();
        int step = t;
        lookahead
            .ofNetwork()
            .forEach((name, found) ->
                assertArrayEquals(expected.get(name).values(), found.values(), 1e-5f, name + " after step " + step));
      }
    }
  }

  @Test
  void theSlowWeightsAreInTheCheckpointButNotInTheModelAndAFixedKernelHasNone() {
    try (Training training = new Training(0.9)) {
      Map<String, FloatArray> all =
          Variables.read(training.steps.session(), training.graph.variables().all());
      assertTrue(all.containsKey("dense1/kernel/slow"));
      assertFalse(all.containsKey("conv1/kernel/slow"));
      assertFalse(training.steps.weights().containsKey("dense1/kernel/slow"));
    }
  }
}
