package tensorbang.scratch.check;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.stat.StatUtils;
import tensorbang.data.ImageSet;
import tensorbang.data.Normalization;
import tensorbang.data.shapes.Shapes10;

/**
 * The speed of a network in plain Java beside that of the same network, with the same weights and the same batch, in
 * TensorFlow. The two take turns, so that whatever else the machine does disturbs both.
 *
 * @param lossInPlainJava of the first training step
 * @param lossInTensorFlow likewise; equal but for rounding
 * @param forward from bytes to logits
 * @param trainingStep from bytes to updated weights: forward, loss, backward, SGD with momentum
 */
public record SpeedComparison(
    double lossInPlainJava, double lossInTensorFlow, SpeedComparison.Work forward, SpeedComparison.Work trainingStep) {
  /** Images a second in every turn that counts; the median of each, and the ratio of the medians. */
  public record Work(
      List<Double> plainJava, List<Double> tensorflow, double plainJavaMedian, double tensorflowMedian, double ratio) {
    static Work of(List<Double> plainJava, List<Double> tensorflow) {
      double own = median(plainJava);
      double other = median(tensorflow);
      return new Work(plainJava, tensorflow, own, other, own / other);
    }

    private static double median(List<Double> values) {
      return StatUtils.percentile(
          values.stream().mapToDouble(Double::doubleValue).toArray(), 50);
    }
  }

  /** A network on one of the two sides, with a batch of its own. */
  interface Side {
    void forward();

    /** A training step; returns the mean loss of the batch before the update. */
    double step();
  }

  /**
   * Measures; a first turn that does not count is the warm-up.
   *
   * @param net a name of {@link tensorbang.scratch.Networks}
   * @param turns that count
   * @param seconds of each side's forward passes, and of its training steps, in a turn
   */
  public static SpeedComparison of(String net, int batchSize, int turns, double seconds) {
    ImageSet images = Shapes10.dataset(batchSize, 1, 1).train();
    Normalization normalization = Normalization.of(images);
    try (TensorFlowSide tensorflow = new TensorFlowSide(net, images, normalization)) {
      Side plain = new PlainSide(net, images, normalization, tensorflow.weights());
      double loss = plain.step();
      double lossThere = tensorflow.step();
      List<Runnable> works = List.of(plain::forward, tensorflow::forward, plain::step, tensorflow::step);
      List<List<Double>> speeds = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      for (int turn = 0; turn <= turns; turn++) {
        for (int work = 0; work < works.size(); work++) {
          double speed = batchSize * timesPerSecond(works.get(work), seconds);
          if (turn > 0) speeds.get(work).add(speed);
        }
      }
      return new SpeedComparison(
          loss, lossThere, Work.of(speeds.get(0), speeds.get(1)), Work.of(speeds.get(2), speeds.get(3)));
    }
  }

  private static double timesPerSecond(Runnable work, double seconds) {
    int runs = 0;
    long begin = System.nanoTime();
    long end = begin + (long) (seconds * 1e9);
    do {
      work.run();
      runs++;
    } while (System.nanoTime() < end);
    return runs / ((System.nanoTime() - begin) / 1e9);
  }
}
