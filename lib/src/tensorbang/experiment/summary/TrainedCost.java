package tensorbang.experiment.summary;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.apache.commons.math3.stat.StatUtils;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.cost.Thop;
import tensorbang.data.Dataset;
import tensorbang.experiment.settings.RunFolder;
import tensorbang.model.Classifier;
import tensorbang.model.Evaluation;
import tensorbang.model.FrozenClassifier;
import tensorbang.model.Latency;
import tensorbang.model.ModelCard;
import tensorbang.model.ModelFolder;
import tensorbang.nn.InferenceGraph;
import tensorbang.tf.Device;
import tensorbang.tf.Precision;
import tensorbang.train.Epoch;
import tensorbang.train.MeanStd;
import tensorbang.train.Metrics;
import tensorbang.train.TrainConfig;

/**
 * What a variation's network costs, beside how accurate it became; accuracies over its finished runs, the rest of the
 * first of them.
 *
 * @param flops of one image's forward pass in convolutions and dense layers: two for each multiply-accumulate
 * @param thopMacs as the Python package THOP counts them
 * @param bytes of the file of weights
 * @param imagesPerSecond in training: median over the epochs
 * @param latencyMs of one image with the frozen graph in float32: median
 */
public record TrainedCost(
    String variation,
    MeanStd testAccuracy,
    MeanStd topFiveAccuracy,
    double trainLoss,
    long parameters,
    long macs,
    long flops,
    long thopMacs,
    long bytes,
    double imagesPerSecond,
    double latencyMs) {
  private static final int WARM_UP = 20;
  private static final int RUNS = 200;

  /**
   * Measures the latency and the accuracies of a variation's last weights.
   *
   * @param data the data set of a run
   * @return null where no run has finished
   */
  public static TrainedCost of(Comparison.Row row, Function<TrainConfig, Dataset> data, Device device, int threads) {
    RunFolder first = row.firstFinished();
    if (first == null) return null;
    Metrics metrics = first.metrics();
    List<Double> topFive = row.trials().stream()
        .filter(Comparison.Trial::isFinished)
        .map(t -> topFive(t.folder(), data.apply(t.metrics().config()), device, threads))
        .toList();
    List<Double> accuracies =
        row.finished().stream().map(m -> m.last().testAccuracy()).toList();
    List<Double> losses = row.finished().stream()
        .map(m -> m.epochs().get(m.epochs().size() - 1).trainLoss())
        .toList();
    double[] speeds =
        metrics.epochs().stream().mapToDouble(Epoch::imagesPerSecond).toArray();
    return new TrainedCost(
        row.label(),
        MeanStd.of(accuracies),
        MeanStd.of(topFive),
        MeanStd.of(losses).mean(),
        metrics.model().parameters(),
        metrics.model().macs(),
        2 * metrics.model().macs(),
        Thop.macs(metrics.model().layers()),
        bytes(first.model().resolve("last.safetensors")),
        StatUtils.percentile(speeds, 50),
        latency(first, device, threads));
  }

  private static double topFive(RunFolder run, Dataset data, Device device, int threads) {
    try (Classifier classifier = Classifier.load(run.model(), "last", device, threads)) {
      return Evaluation.of(classifier, data).topFiveAccuracy();
    }
  }

  private static double latency(RunFolder run, Device device, int threads) {
    ModelFolder folder = ModelFolder.open(run.model());
    ModelCard card = folder.card();
    InferenceGraph graph = folder.graph();
    byte[] noise = new byte[card.height() * card.width() * card.mean().length];
    new Random(1).nextBytes(noise);
    try (FrozenClassifier frozen = new FrozenClassifier(
        graph,
        folder.weights("last", graph),
        card.height(),
        card.width(),
        card.mean().length,
        card.classes().size(),
        device,
        threads,
        Precision.FLOAT32)) {
      for (int i = 0; i < WARM_UP; i++) frozen.logits(noise);
      long[] nanos = new long[RUNS];
      for (int i = 0; i < RUNS; i++) {
        long begin = System.nanoTime();
        frozen.logits(noise);
        nanos[i] = System.nanoTime() - begin;
      }
      return Latency.of(nanos).median();
    }
  }

  private static long bytes(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new InputException("cannot read " + file + ": " + AtomicFile.reason(e), e);
    }
  }
}
