package tensorbang.landscape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.OneHot;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;
import tensorbang.InputException;
import tensorbang.Shown;
import tensorbang.data.Batch;
import tensorbang.data.ImageSet;
import tensorbang.data.InferenceBatch;
import tensorbang.nn.InferenceGraph;
import tensorbang.tf.Device;
import tensorbang.tf.Precision;
import tensorbang.tf.QuietRuns;
import tensorbang.tf.TensorFlowRuntime;
import tensorbang.train.loss.CrossEntropy;
import tensorbang.weights.FloatArray;

/**
 * The loss of a network in inference mode as a function of its weights, on fixed images. It computes with one thread:
 * the same weights give the same bits however many of these there are. Not for use by two threads at once.
 */
public final class LossFunction implements AutoCloseable {
  private static final int BATCH = 125;

  private final InferenceGraph net;
  private final ImageSet images;
  private final Graph graph;
  private final Session session;
  private final Placeholder<TInt32> labels;
  private final Operand<TFloat32> lossSum;
  private final Operand<TInt32> correct;
  private final QuietRuns runs = new QuietRuns();

  /** @param images as large as the network takes them */
  public LossFunction(InferenceGraph net, ImageSet images, int classes, Device device) {
    this.net = net;
    this.images = images;
    graph = net.withWeightsFed();
    Ops tf = Ops.create(graph);
    Output<TFloat32> logits = graph.operation(net.logits()).output(0);
    labels = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    Operand<TFloat32> targets =
        tf.oneHot(labels, tf.constant(classes), tf.constant(1f), tf.constant(0f), OneHot.axis(-1L));
    Operand<TInt32> all = tf.constant(new int[] {0});
    lossSum = tf.reduceSum(new CrossEntropy().perSample(device.resolve().place(tf), logits, targets), all);
    Operand<TInt32> predicted = tf.math.argMax(logits, tf.constant(1), TInt32.class);
    correct = tf.reduceSum(tf.dtypes.cast(tf.math.equal(predicted, labels), TInt32.class), all);
    session = TensorFlowRuntime.open(graph, device, 1, Precision.FLOAT32);
  }

  /**
   * The loss at some weights.
   *
   * @param weights of all variables
   * @throws InputException if TensorFlow cannot run the graph
   */
  public Loss at(Map<String, FloatArray> weights) {
    List<TFloat32> tensors = new ArrayList<>();
    try {
      for (InferenceGraph.Variable variable : net.variables()) tensors.add(tensor(weights.get(variable.name())));
      double loss = 0;
      long right = 0;
      int size = InferenceBatch.size(BATCH, images.imageBytes());
      for (int from = 0; from < images.size(); from += size) {
        Batch batch = images.batch(from, Math.min(from + size, images.size()));
        Shape shape = Shape.of(batch.size(), images.height(), images.width(), images.channels());
        try (TUint8 pixels = TUint8.tensorOf(shape, DataBuffers.of(batch.pixels(), true, false));
            TInt32 truth = TInt32.vectorOf(batch.labels())) {
          Session.Runner runner = session
              .runner()
              .feed(net.images(), pixels)
              .feed(labels, truth)
              .fetch(lossSum)
              .fetch(correct);
          for (int i = 0; i < tensors.size(); i++)
            runner.feed(net.variables().get(i).operation(), tensors.get(i));
          try (var result = runs.run(runner, graph)) {
            loss += ((TFloat32) result.get(0)).getFloat();
            right += ((TInt32) result.get(1)).getInt();
          }
        }
      }
      return new Loss(loss / images.size(), (double) right / images.size());
    } catch (IllegalArgumentException | IllegalStateException | TFUnimplementedException e) {
      throw new InputException("TensorFlow cannot run the model's graph: " + Shown.text(e.getMessage()), e);
    } finally {
      tensors.forEach(TFloat32::close);
    }
  }

  private static TFloat32 tensor(FloatArray array) {
    long[] shape = Arrays.stream(array.shape()).asLongStream().toArray();
    return TFloat32.tensorOf(Shape.of(shape), DataBuffers.of(array.values(), true, false));
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
