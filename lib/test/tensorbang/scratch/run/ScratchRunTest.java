package tensorbang.scratch.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.data.Batches;
import tensorbang.data.Dataset;
import tensorbang.data.ImageSet;
import tensorbang.data.Normalization;
import tensorbang.data.shapes.Shapes10;
import tensorbang.scratch.Initializer;
import tensorbang.scratch.Network;
import tensorbang.scratch.Networks;
import tensorbang.scratch.Optimizer;
import tensorbang.scratch.Pixels;
import tensorbang.scratch.SoftmaxCrossEntropy;
import tensorbang.scratch.Tensor;
import tensorbang.tf.Device;
import tensorbang.train.Epoch;
import tensorbang.train.Progress;
import tensorbang.train.RunContext;
import tensorbang.train.Schedule;

/** What a training in plain Java reports is what its network answers. */
class ScratchRunTest {
  private static final Dataset DATA = Shapes10.dataset(100, 30, 1);

  @TempDir
  Path folder;

  private final Normalization normalization = Normalization.of(DATA.train());
  private final Network network = Networks.create("twolayer", 10).initialize(Initializer.he(new SplittableRandom(1)));

  private ScratchMetrics train(double lr) {
    ScratchConfig config =
        new ScratchConfig("twolayer", "shapes10", 0, 1, 2, 32, "sgd", lr, 0.9, 0, Schedule.parse("constant"), "none");
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

  /** Mean cross-entropy of the network as it is, by the formula. */
  private double loss(ImageSet set) {
    Tensor images =
        Pixels.normalize(set.batch(0, set.size()).pixels(), 32, 32, normalization.mean(), normalization.std(), null);
    float[] logits = network.forward(images, false).data();
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
