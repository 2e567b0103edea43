package tensorbang.scratch.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.data.Batches;
import tensorbang.data.Dataset;
import tensorbang.data.ImageSet;
import tensorbang.data.Normalization;
import tensorbang.data.shapes.Shapes10;
import tensorbang.model.Classifier;
import tensorbang.scratch.Initializer;
import tensorbang.scratch.Network;
import tensorbang.scratch.Networks;
import tensorbang.scratch.Optimizer;
import tensorbang.scratch.Pixels;
import tensorbang.scratch.SoftmaxCrossEntropy;
import tensorbang.scratch.Tensor;
import tensorbang.tf.Device;
import tensorbang.train.Epoch;
import tensorbang.train.Metrics;
import tensorbang.train.Progress;
import tensorbang.train.RunContext;
import tensorbang.train.Schedule;

/** What a training in plain Java reports is what its network answers. */
class ScratchRunTest {
  private static final Dataset DATA = Shapes10.dataset(100, 30, 1);

  @TempDir
  Path folder;

  private final Normalization normalization = Normalization.of(DATA.train());
  private final Network network = network("twolayer");

  private static Network network(String name) {
    return Networks.create(name, 10).initialize(Initializer.he(new SplittableRandom(1)));
  }

  private ScratchMetrics train(double lr) {
    return train("twolayer", network, lr);
  }

  private ScratchMetrics train(String net, Network network, double lr) {
    ScratchConfig config = new ScratchConfig(
        net, "shapes10", 0, 1, 2, 32, "nesterov", false, lr, 0.9, 0, Schedule.parse("constant"), "none");
    Optimizer optimizer = config.createOptimizer(network.parameters());
    SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();
    RunContext context =
        new RunContext(folder.resolve("run"), folder.resolve("model"), Device.CPU, 1, Progress.NONE, () -> false);
    try (Batches batches = new Batches(DATA.train(), 32, 1, config.augmentation(), normalization.meanColour())) {
      ScratchRun run = new ScratchRun(config, DATA, normalization, network, batches, context);
      while (run.nextEpoch()) {
        while (run.nextBatch()) {
          Tensor logits = network.forward(run.images(), true);
          double value = loss.loss(logits, run.labels());
          network.backwardToParameters(loss.gradient());
          optimizer.step(lr);
          run.add(value, logits);
        }
        if (run.epochIsComplete()) run.save(run.test());
      }
      return run.end();
    }
  }

  /** With convolutions and batch norms, whose arrays have other names and another order in the model's folder. */
  @Test
  void theModelAnswersInTensorFlowAsTheNetworkDoes() {
    Network light = network("light");
    train("light", light, 0.01);
    float[] logits = light.forward(normalized(DATA.test()), false).data();
    try (Classifier classifier = Classifier.load(folder.resolve("model"), "last", Device.CPU, 1)) {
      float[][] answers =
          classifier.probabilities(DATA.test().pixels(), DATA.test().size());
      for (int i = 0; i < answers.length; i++) {
        double all = 0;
        for (int k = 0; k < 10; k++) all += Math.exp(logits[10 * i + k]);
        for (int k = 0; k < 10; k++) assertEquals(Math.exp(logits[10 * i + k]) / all, answers[i][k], 1e-4);
      }
    }
  }

  @Test
  void itsMetricsAreReadLikeThoseOfOtherRuns() {
    train(0.01);
    Metrics metrics = Metrics.read(folder.resolve("run"));
    assertEquals("sgd", metrics.config().settings().get("optimizer").textValue());
    assertTrue(metrics.config().nesterov());
  }

  private Tensor normalized(ImageSet set) {
    return Pixels.normalize(set.batch(0, set.size()).pixels(), 32, 32, normalization.mean(), normalization.std(), null);
  }

  /** Mean cross-entropy of the network as it is, by the formula. */
  private double loss(ImageSet set) {
    float[] logits = network.forward(normalized(set), false).data();
    double sum = 0;
    for (int i = 0; i < set.size(); i++) {
      double all = 0;
      for (int k = 0; k < 10; k++) all += Math.exp(logits[10 * i + k]);
      sum += Math.log(all) - logits[10 * i + set.labels()[i]];
    }
    return sum / set.size();
  }

  @Test
  void theTestLossIsTheMeanOverTheTestImages() {
    ScratchMetrics metrics = train(0.01);
    assertEquals(loss(DATA.test()), metrics.last().testLoss(), 1e-4);
    assertEquals(loss(DATA.test()), metrics.epochs().get(1).testLoss(), 1e-4);
  }

  @Test
  void theTrainingLossIsTheMeanOverTheTrainingImages() {
    Epoch last = train(1e-12).epochs().get(1);
    assertEquals(loss(DATA.train()), last.trainLoss(), 1e-4);
    assertEquals(DATA.train().size(), last.imagesPerSecond() * last.seconds(), 1e-6);
  }
}
