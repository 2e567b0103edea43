package tensorbang.train;

import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;
import tensorbang.data.ImageSet;
import tensorbang.data.Normalization;
import tensorbang.nn.Net;
import tensorbang.nn.NetGraph;
import tensorbang.tf.Device;
import tensorbang.tf.NativeStderr;

/** A training step on one batch that never changes, over and over: what TensorFlow alone needs. For measurements. */
public final class RepeatedStep implements AutoCloseable {
  private final NetGraph graph;
  private final TrainGraph steps;
  private final TUint8 pixels;
  private final TInt32 labels;
  private final TFloat32 rate;
  private final TInt32 random;
  private final int batch;

  /**
   * The step of {@code config} on the first images of {@code set}. Two are taken, for which TensorFlow prepares the graph.
   *
   * @param classes of the data set
   * @param threads of TensorFlow's kernels
   */
  public RepeatedStep(TrainConfig config, ImageSet set, int classes, Device device, int threads) {
    batch = Math.min(config.batchSize(), set.size());
    Net net = config.network(classes);
    graph = new NetGraph(net, set.height(), set.width(), Normalization.of(set));
    steps = TrainGraph.of(net, graph, config, set.classCounts(), device, threads);
    graph.variables().initialize(steps.session(), config.seed());
    ImageSet first = set.first(batch);
    pixels = TUint8.tensorOf(
        Shape.of(batch, set.height(), set.width(), set.channels()), DataBuffers.of(first.pixels(), true, false));
    labels = TInt32.vectorOf(first.labels());
    rate = TFloat32.scalarOf(0.01f);
    random = TInt32.vectorOf(1, 1);
    NativeStderr.silenced(runner()::run).close();
    NativeStderr.silenced(runnerWithoutResults()::run).close();
  }

  /** Images a step: those of the configuration, or as many as there are. */
  public int batch() {
    return batch;
  }

  /** The network. */
  public NetGraph graph() {
    return graph;
  }

  /** A step, ready to go, which fetches loss and correct answers as a training does. */
  public Session.Runner runner() {
    return steps.step(pixels, labels, rate, random);
  }

  /** A step, ready to go, which fetches nothing. */
  public Session.Runner runnerWithoutResults() {
    return steps.stepWithoutResults(pixels, labels, rate, random);
  }

  @Override
  public void close() {
    pixels.close();
    labels.close();
    rate.close();
    random.close();
    steps.close();
    graph.close();
  }
}
