package tensorbang.train;

import java.util.function.Supplier;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;
import tensorbang.data.Batch;
import tensorbang.nn.Layers;
import tensorbang.nn.Net;
import tensorbang.nn.NetGraph;
import tensorbang.tf.Device;
import tensorbang.tf.NativeStderr;
import tensorbang.tf.TensorFlowRuntime;
import tensorbang.train.optim.MomentumSgd;

/** A network's training and test steps, on top of its inference graph. One session run a batch. */
public final class TrainGraph implements AutoCloseable {
  /** What one batch came to: the sum of its samples' losses, and how many of them were classified right. */
  public record BatchResult(double lossSum, int correct) {}

  private final Session session;
  private final int height;
  private final int width;
  private final int channels;
  private final Placeholder<TUint8> images;
  private final Placeholder<TInt32> labels;
  private final Placeholder<TFloat32> rate;
  private final Placeholder<TInt32> randomSeed;
  private final Op step;
  private final Operand<TFloat32> trainLoss;
  private final Operand<TInt32> trainCorrect;
  private final Operand<TFloat32> testLoss;
  private final Operand<TInt32> testCorrect;
  private boolean trained;
  private boolean tested;

  /** Adds the training telling of {@code net} to {@code graph}; {@code open} makes the session when all is told. */
  private TrainGraph(Net net, NetGraph graph, Loss loss, MomentumSgd optimizer, Supplier<Session> open) {
    Ops tf = graph.tf();
    long[] shape = graph.images().shape().asArray();
    height = (int) shape[1];
    width = (int) shape[2];
    channels = (int) shape[3];
    images = graph.images();
    labels = tf.withName("labels").placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    rate = tf.withName("learning_rate").placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    randomSeed = tf.withName("random_seed").placeholder(TInt32.class, Placeholder.shape(Shape.of(2)));

    Layers training = Layers.training(tf, graph.variables(), randomSeed);
    Operand<TFloat32> logits = net.logits(training, graph.normalized());
    Operand<TFloat32> losses = loss.each(tf, logits, labels);
    Operand<TInt32> first = tf.constant(new int[] {0});
    step = optimizer.minimize(graph, tf.math.mean(losses, first), rate, training.newStatistics());
    trainLoss = tf.reduceSum(losses, first);
    trainCorrect = correct(tf, logits);
    testLoss = tf.reduceSum(new Loss(0, 0).each(tf, graph.logits(), labels), first);
    testCorrect = correct(tf, graph.logits());
    session = open.get();
  }

  /** The training graph of {@code config} on {@code graph}, with a session of its own; variables are yet to be set. */
  public static TrainGraph of(Net net, NetGraph graph, TrainConfig config, Device device, int threads) {
    return new TrainGraph(
        net, graph, config.parsedLoss(), config.optimizer(),
        () -> TensorFlowRuntime.open(graph.graph(), device, threads, config.parsedPrecision()));
  }

  public Session session() {
    return session;
  }

  /** One step of gradient descent. {@code seed} and {@code number} decide what dropout draws. */
  public BatchResult train(Batch batch, double learningRate, long seed, long number) {
    try (TUint8 pixels = pixels(batch);
        TInt32 truth = TInt32.vectorOf(batch.labels());
        TFloat32 lr = TFloat32.scalarOf((float) learningRate);
        TInt32 random = TInt32.vectorOf((int) (seed ^ seed >>> 32), (int) number);
        var result = run(step(pixels, truth, lr, random), trained)) {
      trained = true;
      return new BatchResult(((TFloat32) result.get(0)).getFloat(), ((TInt32) result.get(1)).getInt());
    }
  }

  /** The one run that {@link #train} makes, ready to go: it fetches the sum of losses and the number correct. */
  public Session.Runner step(TUint8 pixels, TInt32 truth, TFloat32 learningRate, TInt32 random) {
    return session.runner().feed(images, pixels).feed(labels, truth).feed(rate, learningRate).feed(randomSeed, random)
        .addTarget(step).fetch(trainLoss).fetch(trainCorrect);
  }

  /** Loss (cross-entropy) and accuracy in inference mode. */
  public BatchResult test(Batch batch) {
    try (TUint8 pixels = pixels(batch);
        TInt32 truth = TInt32.vectorOf(batch.labels());
        var result =
            run(session.runner().feed(images, pixels).feed(labels, truth).fetch(testLoss).fetch(testCorrect), tested)) {
      tested = true;
      return new BatchResult(((TFloat32) result.get(0)).getFloat(), ((TInt32) result.get(1)).getInt());
    }
  }

  @Override
  public void close() {
    session.close();
  }

  private static Result run(Session.Runner runner, boolean before) {
    return before ? runner.run() : NativeStderr.silenced(runner::run);
  }

  private TUint8 pixels(Batch batch) {
    Shape shape = Shape.of(batch.size(), height, width, channels);
    return TUint8.tensorOf(shape, DataBuffers.of(batch.pixels(), true, false));
  }

  private Operand<TInt32> correct(Ops tf, Operand<TFloat32> logits) {
    Operand<TInt32> predicted = tf.math.argMax(logits, tf.constant(1), TInt32.class);
    return tf.reduceSum(
        tf.dtypes.cast(tf.math.equal(predicted, labels), TInt32.class), tf.constant(new int[] {0}));
  }
}
