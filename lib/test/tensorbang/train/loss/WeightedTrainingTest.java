package tensorbang.train.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.data.Batch;
import tensorbang.data.Dataset;
import tensorbang.data.Normalization;
import tensorbang.data.shapes.Shapes10;
import tensorbang.nn.Net;
import tensorbang.nn.NetGraph;
import tensorbang.nn.Variables;
import tensorbang.tf.Device;
import tensorbang.train.Metrics;
import tensorbang.train.Progress;
import tensorbang.train.RunContext;
import tensorbang.train.TrainConfig;
import tensorbang.train.TrainGraph;
import tensorbang.train.Trainer;
import tensorbang.train.TrainingTime;
import tensorbang.weights.FloatArray;
import tensorbang.weights.Safetensors;

/** What class weights and the bias that a loss asks for do to a training. */
class WeightedTrainingTest {
  private static final Net LINEAR = (l, x) -> l.dense(l.flatten(x), 3);
  private static final int[] IMAGES = {60, 20, 5};

  @TempDir
  Path folder;

  private static TrainConfig plain(String loss, String weights) {
    return TrainConfig.DEFAULTS.with(Map.of(
        "loss",
        loss,
        "class_weights",
        weights,
        "momentum",
        0,
        "weight_decay",
        0,
        "label_smoothing",
        0,
        "dataset",
        "shapes10"));
  }

  /** How a step on one image of class {@code label} moves the kernel of a linear classifier. */
  private static float[] step(TrainConfig config, int label, double done) {
    Normalization half = new Normalization(new float[] {0.5f}, new float[] {0.25f});
    try (NetGraph graph = new NetGraph(LINEAR, 2, 2, half);
        TrainGraph steps = TrainGraph.of(LINEAR, graph, config, IMAGES, Device.CPU, 1)) {
      graph.variables().initialize(steps.session(), 5);
      float[] before = kernel(graph, steps);
      steps.train(
          new Batch(new byte[] {3, 50, -70, 99}, new int[] {label}),
          1,
          1,
          new TrainingTime((long) (100 * done), 1, 100));
      float[] moved = kernel(graph, steps);
      for (int i = 0; i < moved.length; i++) moved[i] -= before[i];
      return moved;
    }
  }

  private static float[] kernel(NetGraph graph, TrainGraph steps) {
    return Variables.read(steps.session(), graph.variables().all())
        .get("dense1/kernel")
        .values();
  }

  @Test
  void anImageMovesTheWeightsInProportionToTheWeightOfItsClass() {
    float[] weights = ClassWeights.parse("balanced:1").of(IMAGES, 0);
    for (int label = 0; label < 3; label++) {
      float[] equal = step(plain("cross-entropy", "none"), label, 0);
      float[] weighted = step(plain("cross-entropy", "balanced:1"), label, 0);
      for (int i = 0; i < equal.length; i++)
        assertEquals(weights[label] * equal[i], weighted[i], 2e-6, "label " + label);
    }
  }

  @Test
  void deferredWeightsApplyFromTheirShareOfTheTrainingOn() {
    float[] equal = step(plain("cross-entropy", "none"), 2, 0.49);
    float late = ClassWeights.parse("deferred:0.9999,0.5").of(IMAGES, 0.5)[2];
    assertArrayEquals(equal, step(plain("cross-entropy", "deferred:0.9999,0.5"), 2, 0.49), 1e-7f);
    float[] weighted = step(plain("cross-entropy", "deferred:0.9999,0.5"), 2, 0.5);
    for (int i = 0; i < equal.length; i++) assertEquals(late * equal[i], weighted[i], 5e-6 * late);
  }

  @Test
  void aRunStoppedAfterTheWeightsSetInGoesOnToTheSameBits() throws IOException {
    Dataset data = Shapes10.dataset(300, 100, 1).imbalanced(5, 1);
    int perEpoch = (data.train().size() + 63) / 64;
    TrainConfig config =
        plain("balanced-softmax", "deferred:0.99,0.5").with(Map.of("net", "simplenn", "epochs", 2, "batch_size", 64));
    train("unbroken", config, data, () -> false);
    AtomicInteger asked = new AtomicInteger();
    assertEquals(
        Metrics.Status.INTERRUPTED,
        train("broken", config, data, () -> asked.getAndIncrement() == perEpoch + 1)
            .status());
    assertEquals(
        Metrics.Status.FINISHED, train("broken", config, data, () -> false).status());
    assertArrayEquals(weights("unbroken"), weights("broken"));
    train("equal", config.with("class_weights", "none"), data, () -> false);
    assertFalse(Arrays.equals(weights("unbroken"), weights("equal")));
  }

  private Metrics train(String name, TrainConfig config, Dataset data, BooleanSupplier stop) {
    RunContext context =
        new RunContext(folder.resolve(name), folder.resolve(name + "-model"), Device.CPU, 1, Progress.NONE, stop);
    return Trainer.train(config, data, context);
  }

  private byte[] weights(String name) throws IOException {
    return Files.readAllBytes(folder.resolve(name + "-model/last.safetensors"));
  }

  @Test
  void theLastLayerBeginsWithTheBiasThatTheLossAsksFor() {
    Net deep = (l, x) -> l.dense(l.relu(l.dense(l.flatten(x), 7)), 10);
    Map<String, FloatArray> initial = initialValues(deep, "sigmoid-focal:1");
    float[] expected = new float[10];
    Arrays.fill(expected, (float) -Math.log(9));
    assertEquals(Set.of("dense2/bias"), initial.keySet());
    assertArrayEquals(expected, initial.get("dense2/bias").values(), 1e-6f);
    assertEquals(Map.of(), initialValues(deep, "cross-entropy"));
    assertEquals(Map.of(), initialValues((l, x) -> l.relu(l.dense(l.flatten(x), 10)), "sigmoid"));
  }

  private static Map<String, FloatArray> initialValues(Net net, String loss) {
    Normalization half = new Normalization(new float[] {0.5f}, new float[] {0.25f});
    int[] images = new int[10];
    Arrays.fill(images, 1);
    try (NetGraph graph = new NetGraph(net, 2, 2, half);
        TrainGraph steps = TrainGraph.of(net, graph, plain(loss, "none"), images, Device.CPU, 1)) {
      return steps.initialValues();
    }
  }

  /** With a rate too small to move it by as much. */
  @Test
  void aTrainingBeginsWithThatBias() throws IOException {
    TrainConfig config = plain("sigmoid", "none").with(Map.of("net", "simplenn", "epochs", 1, "lr", 1e-6));
    train("run", config, Shapes10.dataset(64, 20, 1), () -> false);
    var weights = Safetensors.read(folder.resolve("run-model/last.safetensors")).arrays();
    for (float b : weights.get("dense3/bias").values()) assertEquals(-Math.log(9), b, 1e-3);
  }
}
