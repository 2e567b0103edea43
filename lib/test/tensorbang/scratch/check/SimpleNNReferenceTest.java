package tensorbang.scratch.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tensorbang.data.Batch;
import tensorbang.data.ImageSet;
import tensorbang.data.Normalization;
import tensorbang.data.shapes.Shapes10;
import tensorbang.nets.Nets;
import tensorbang.nn.Net;
import tensorbang.nn.NetGraph;
import tensorbang.nn.Variables;
import tensorbang.scratch.Network;
import tensorbang.scratch.Networks;
import tensorbang.scratch.Parameter;
import tensorbang.scratch.Pixels;
import tensorbang.scratch.Sgd;
import tensorbang.scratch.SoftmaxCrossEntropy;
import tensorbang.scratch.Tensor;
import tensorbang.tf.Device;
import tensorbang.train.TrainConfig;
import tensorbang.train.TrainGraph;
import tensorbang.train.TrainingTime;
import tensorbang.weights.FloatArray;

/** The course's network trained twice: by the layers in plain Java, and by the graph that train.java makes. */
class SimpleNNReferenceTest {
  private static final int STEPS = 20;
  private static final int BATCH = 64;
  private static final float RATE = 0.02f;

  @Test
  void bothTrainingsHaveTheSameLossesOverTwentySteps() {
    ImageSet images = Shapes10.dataset(STEPS * BATCH, 1, 1).train();
    Normalization normalization = Normalization.of(images);
    TrainConfig config =
        TrainConfig.DEFAULTS.with("nesterov", false).with("weight_decay", 5e-3).with("label_smoothing", 0);
    Net net = Nets.create("simplenn", Map.of(), 10);
    try (NetGraph graph = new NetGraph(net, 32, 32, normalization);
        TrainGraph steps = TrainGraph.of(net, graph, config, new int[10], Device.CPU, 1)) {
      graph.variables().initialize(steps.session(), 1);
      Network network = Networks.create("simplenn", 10);
      copy(Variables.read(steps.session(), graph.variables().trainable()), network);
      Sgd sgd = new Sgd(network.parameters(), config.momentum(), 5e-3, false);
      SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();
      for (int step = 0; step < STEPS; step++) {
        Batch batch = batch(images, step);
        double right =
            steps.train(batch, RATE, 1, new TrainingTime(step, 1, 100)).lossSum() / BATCH;
        Tensor x = Pixels.normalize(batch.pixels(), 32, 32, normalization.mean(), normalization.std(), null);
        assertEquals(right, loss.loss(network.forward(x, true), batch.labels()), 1e-3, "step " + step);
        network.backwardToParameters(loss.gradient());
        sgd.step(RATE);
      }
    }
  }

  private static void copy(Map<String, FloatArray> weights, Network network) {
    assertEquals(
        weights.keySet(),
        Set.copyOf(network.parameters().stream().map(Parameter::name).toList()));
    for (Parameter p : network.parameters()) {
      FloatArray value = weights.get(p.name());
      assertEquals(Arrays.toString(value.shape()), Arrays.toString(p.value().shape()), p.name());
      System.arraycopy(value.values(), 0, p.value().data(), 0, p.value().size());
    }
  }

  private static Batch batch(ImageSet images, int step) {
    int bytes = images.imageBytes();
    return new Batch(
        Arrays.copyOfRange(images.pixels(), step * BATCH * bytes, (step + 1) * BATCH * bytes),
        Arrays.copyOfRange(images.labels(), step * BATCH, (step + 1) * BATCH));
  }
}
