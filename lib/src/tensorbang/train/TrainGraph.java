package tensorbang.train;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.OneHot;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.PlaceholderWithDefault;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;
import tensorbang.data.Batch;
import tensorbang.data.ImageSet;
import tensorbang.data.InferenceBatch;
import tensorbang.data.ProgressiveSize;
import tensorbang.data.TestViews;
import tensorbang.nn.Net;
import tensorbang.nn.NetGraph;
import tensorbang.nn.Variables;
import tensorbang.tf.Device;
import tensorbang.tf.NativeStderr;
import tensorbang.tf.Precision;
import tensorbang.tf.QuietRuns;
import tensorbang.tf.TensorFlowRuntime;
import tensorbang.train.loss.CrossEntropy;
import tensorbang.train.loss.Loss;
import tensorbang.train.optim.GradientDescent;
import tensorbang.train.optim.Lookahead;
import tensorbang.train.optim.WeightAverage;
import tensorbang.weights.FloatArray;

/** A network's training and test steps, on top of its inference graph, and their session. One session run a batch. */
public final class TrainGraph implements AutoCloseable {
  private static final int TEST_BATCH = 500;

  /** With so few classes the five most probable ones say little. */
  private static final int MOST_WITHOUT_TOP_FIVE = 10;

  private final Session session;
  private final Variables variables;
  private final boolean averages;
  private final int height;
  private final int width;
  private final int channels;
  private final int classes;
  private final Placeholder<TInt32> labels;
  private final Placeholder<TInt32> secondLabels;
  private final Placeholder<TFloat32> secondShares;
  private final Placeholder<TFloat32> rate;
  private final Placeholder<TInt32> randomSeed;
  private final Loss loss;
  private final PlaceholderWithDefault<TFloat32> classWeights;
  private final Variables.Entry lastBias;
  private final ReducedWork work;
  private final TrainingTower tower;
  private final Map<Integer, TrainingTower> towers = new LinkedHashMap<>();
  private final Lookahead lookahead;
  private final Operand<TFloat32> testLogits;
  private final Operand<TFloat32> testLoss;
  private final Operand<TInt32> testPredicted;
  private final Operand<TInt32> testInTopFive;
  private final QuietRuns runs = new QuietRuns();
  private BooleanSupplier stopTests = () -> false;

  /**
   * Adds training to {@code graph} and opens a session; the variables are yet to be set.
   *
   * @param labelSmoothing share of the target spread evenly over all classes (Szegedy et al. 2016, section 7), in [0, 1)
   * @param mixesLabels whether the images of a batch may have two labels, as with mixup and CutMix
   * @param work that is left out in some epochs
   * @param precision of the training steps; on a GPU, tests are in float32
   * @param threads of TensorFlow's kernels
   * @throws tensorbang.InputException if there is no such device, or it has no such precision, or if the network takes
   *     images of one size only and there are to be others
   */
  public TrainGraph(
      Net net,
      NetGraph graph,
      Loss loss,
      double labelSmoothing,
      boolean mixesLabels,
      GradientDescent descent,
      ReducedWork work,
      Precision precision,
      Device device,
      int threads) {
    this(
        net,
        graph,
        loss,
        labelSmoothing,
        mixesLabels,
        descent,
        work,
        precision,
        device.resolve(),
        device.resolve(),
        threads);
  }

  /**
   * @param builtFor the device that the graph is made for: CPU or GPU
   * @param device that runs it: one made for a GPU runs on a CPU, too
   */
  TrainGraph(
      Net net,
      NetGraph graph,
      Loss loss,
      double labelSmoothing,
      boolean mixesLabels,
      GradientDescent descent,
      ReducedWork work,
      Precision precision,
      Device builtFor,
      Device device,
      int threads) {
    precision.check(builtFor);
    this.loss = loss;
    this.work = work;
    Ops tf = graph.tf();
    variables = graph.variables();
    averages = descent.averages();
    long[] shape = graph.images().shape().asArray();
    height = (int) shape[1];
    width = (int) shape[2];
    channels = (int) shape[3];
    labels = tf.withName("labels").placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    rate = tf.withName("learning_rate").placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    randomSeed = tf.withName("random_seed").placeholder(TInt32.class, Placeholder.shape(Shape.of(2)));
    classes = Math.toIntExact(graph.logits().shape().get(1));

    secondLabels =
        mixesLabels ? tf.withName("second_labels").placeholder(TInt32.class, Placeholder.shape(Shape.of(-1))) : null;
    secondShares = mixesLabels
        ? tf.withName("second_shares").placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 1)))
        : null;
    Operand<TFloat32> targets = trainingTargets(tf, labelSmoothing);
    Operand<TFloat32> imageWeights = null;
    if (isWeighted()) {
      float[] equal = new float[classes];
      Arrays.fill(equal, 1);
      classWeights = tf.withName("class_weights").placeholderWithDefault(tf.constant(equal), Shape.of(classes));
      imageWeights = tf.reduceSum(tf.math.mul(targets, classWeights), tf.constant(1));
    } else {
      classWeights = null;
    }
    lastBias = graph.lastBias();
    Operand<TInt32> truth = mixesLabels ? predicted(tf, targets) : labels;
    TrainingTower.Shared shared = new TrainingTower.Shared(
        net, graph, loss, targets, imageWeights, truth, rate, randomSeed, descent, work, builtFor, precision);
    tower = shared.tower(graph.input());
    towers.put(tower.imageBytes(), tower);
    for (int smaller : work.sizes().heights(height)) {
      TrainingTower other = shared.smallerTower(smaller, ProgressiveSize.width(smaller, height, width));
      towers.put(other.imageBytes(), other);
    }
    lookahead = descent.lookahead() > 0 ? new Lookahead(graph, descent.lookahead()) : null;
    testLogits = graph.logits();
    testLoss = tf.reduceSum(
        new CrossEntropy().perSample(builtFor.place(tf), testLogits, targets(tf, labels, 0)),
        tf.constant(new int[] {0}));
    testPredicted = predicted(tf, testLogits);
    testInTopFive = classes > MOST_WITHOUT_TOP_FIVE ? inTopFive(tf, testLogits) : null;
    session = TensorFlowRuntime.open(graph.graph(), device, threads, shared.casts() ? Precision.FLOAT32 : precision);
  }

  /**
   * The training graph that {@code config} asks for; see the constructor.
   *
   * @param classCounts training images of each class
   */
  public static TrainGraph of(
      Net net, NetGraph graph, TrainConfig config, int[] classCounts, Device device, int threads) {
    return new TrainGraph(
        net,
        graph,
        config.createLoss(classCounts),
        config.labelSmoothing(),
        config.augment().mixesLabels(),
        config.createDescent(),
        config.reducedWork(),
        config.precision(),
        device,
        threads);
  }

  /** One-hot, smoothed, and where labels are mixed the mean of both labels' targets by their shares. */
  private Operand<TFloat32> trainingTargets(Ops tf, double smoothing) {
    Operand<TFloat32> first = targets(tf, labels, smoothing);
    if (secondLabels == null) return first;
    Operand<TFloat32> difference = tf.math.sub(targets(tf, secondLabels, smoothing), first);
    return tf.math.add(first, tf.math.mul(secondShares, difference));
  }

  private Operand<TFloat32> targets(Ops tf, Operand<TInt32> labels, double smoothing) {
    float off = (float) (smoothing / classes);
    return tf.oneHot(
        labels, tf.constant(classes), tf.constant((float) (1 - smoothing) + off), tf.constant(off), OneHot.axis(-1L));
  }

  static Operand<TInt32> predicted(Ops tf, Operand<TFloat32> logits) {
    return tf.math.argMax(logits, tf.constant(1), TInt32.class);
  }

  /** Images whose label is among the five highest logits; of equal ones the first classes count. */
  private Operand<TInt32> inTopFive(Ops tf, Operand<TFloat32> logits) {
    Operand<TInt32> five = tf.nn.topK(logits, tf.constant(5), TInt32.class).indices();
    Operand<TInt32> hits = tf.dtypes.cast(tf.math.equal(five, tf.expandDims(labels, tf.constant(1))), TInt32.class);
    return tf.reduceSum(hits, tf.constant(new int[] {0, 1}));
  }

  public Session session() {
    return session;
  }

  /** The initial values that the loss asks for: of the bias of the last layer, where that is dense. */
  public Map<String, FloatArray> initialValues() {
    if (lastBias == null) return Map.of();
    float[] values = new float[(int) lastBias.size()];
    float bias = loss.lastBias(values.length);
    if (bias == 0) return Map.of();
    Arrays.fill(values, bias);
    return Map.of(lastBias.name(), new FloatArray(lastBias.shape(), values));
  }

  /**
   * One step: forward pass, loss, gradients and updates. Where images have two labels, an answer is correct that is the
   * one with the larger share.
   *
   * @param batch of images of the size that the graph is made for, or of one of {@link ReducedWork#sizes}
   * @param seed of the training: with the number of the step it determines what dropout draws
   * @param time before this step
   */
  public Score train(Batch batch, double learningRate, long seed, TrainingTime time) {
    if (lookahead != null && time.step() == 0) lookahead.begin(session);
    Score score = train(batch, learningRate, seed, time, work.isFrozen(time));
    if (lookahead != null) lookahead.after(session, time.step() + 1, time.steps());
    return score;
  }

  private Score train(Batch batch, double learningRate, long seed, TrainingTime time, boolean firstIsFrozen) {
    TrainingTower tower = towers.get(batch.pixels().length / batch.size());
    if (tower == null)
      throw new IllegalArgumentException("images of " + batch.pixels().length / batch.size() + " bytes do not fit");
    try (TUint8 pixels = pixels(batch, tower);
        TInt32 truth = TInt32.vectorOf(batch.labels());
        TFloat32 lr = TFloat32.scalarOf((float) learningRate);
        TInt32 random = TInt32.vectorOf((int) (seed ^ seed >>> 32), (int) time.step());
        TFloat32 weights = isWeighted() ? TFloat32.vectorOf(loss.classWeights(time.done())) : null;
        TInt32 second = secondLabels == null ? null : TInt32.vectorOf(secondLabels(batch));
        TFloat32 shares = secondLabels == null ? null : secondShares(batch)) {
      Session.Runner step = step(tower, pixels, truth, lr, random)
          .addTarget(tower.step(firstIsFrozen))
          .fetch(tower.lossSum())
          .fetch(tower.correct());
      if (second != null) step.feed(secondLabels, second).feed(secondShares, shares);
      if (weights != null) step.feed(classWeights, weights);
      try (var result = runs.run(step, tower.step(firstIsFrozen))) {
        return score(result, batch.size());
      }
    }
  }

  /**
   * Takes a step for each batch size and puts all variables back: on a GPU the first step of a size makes TensorFlow
   * load libraries, compile kernels and choose algorithms, which is no part of an epoch.
   */
  public void warmUp(int... batchSizes) {
    Map<String, FloatArray> before = Variables.read(session, variables.all());
    for (int size : batchSizes)
      for (int bytes : towers.keySet())
        for (boolean frozen : work.freezes() ? new boolean[] {false, true} : new boolean[1])
          train(new Batch(new byte[size * bytes], new int[size]), 0, 0, new TrainingTime(0, 1, 1), frozen);
    variables.load(session, before);
  }

  private static int[] secondLabels(Batch batch) {
    return batch.isMixed() ? batch.secondLabels() : batch.labels();
  }

  private static TFloat32 secondShares(Batch batch) {
    float[] shares = batch.isMixed() ? batch.secondShares() : new float[batch.size()];
    return TFloat32.tensorOf(Shape.of(shares.length, 1), DataBuffers.of(shares, true, false));
  }

  private boolean isWeighted() {
    return loss.classWeights(0) != null;
  }

  /** The session run of {@link #train}, ready to go: it fetches the sum of losses and the number of correct answers. */
  public Session.Runner step(TUint8 pixels, TInt32 truth, TFloat32 learningRate, TInt32 random) {
    return stepWithoutResults(pixels, truth, learningRate, random)
        .fetch(tower.lossSum())
        .fetch(tower.correct());
  }

  /** The same step, with nothing fetched. */
  public Session.Runner stepWithoutResults(TUint8 pixels, TInt32 truth, TFloat32 learningRate, TInt32 random) {
    return step(tower, pixels, truth, learningRate, random).addTarget(tower.step(false));
  }

  private Session.Runner step(TrainingTower tower, TUint8 pixels, TInt32 truth, TFloat32 learningRate, TInt32 random) {
    return session
        .runner()
        .feed(tower.images(), pixels)
        .feed(labels, truth)
        .feed(rate, learningRate)
        .feed(randomSeed, random);
  }

  /** What a step minimizes, penalties apart: the mean loss of the batch, a scalar. */
  Operand<TFloat32> meanLoss() {
    return tower.meanLoss();
  }

  /**
   * Values of the training graph, for a batch and without any update.
   *
   * @param done the share of the training, in [0, 1]: what a loss may weigh the classes by
   */
  float[][] fetch(Batch batch, double done, List<Operand<TFloat32>> wanted) {
    try (TUint8 pixels = pixels(batch, tower);
        TInt32 truth = TInt32.vectorOf(batch.labels());
        TInt32 random = TInt32.vectorOf(0, 0);
        TFloat32 weights = isWeighted() ? TFloat32.vectorOf(loss.classWeights(done)) : null;
        TInt32 second = secondLabels == null ? null : TInt32.vectorOf(secondLabels(batch));
        TFloat32 shares = secondLabels == null ? null : secondShares(batch)) {
      Session.Runner runner =
          session.runner().feed(tower.images(), pixels).feed(labels, truth).feed(randomSeed, random);
      if (second != null) runner.feed(secondLabels, second).feed(secondShares, shares);
      if (weights != null) runner.feed(classWeights, weights);
      wanted.forEach(runner::fetch);
      try (var result = NativeStderr.silenced(runner::run)) {
        float[][] values = new float[wanted.size()][];
        for (int i = 0; i < values.length; i++) {
          TFloat32 tensor = (TFloat32) result.get(i);
          values[i] = new float[Math.toIntExact(tensor.size())];
          tensor.copyTo(DataBuffers.of(values[i], false, false));
        }
        return values;
      }
    }
  }

  /** Loss (cross-entropy) and accuracy of the variables as they are, in inference mode. */
  public Score test(Batch batch) {
    TestSum sum = new TestSum(classes);
    test(batch, TestViews.ONE, sum);
    return new Score(sum.lossSum(), sum.correct(), batch.size());
  }

  private void test(Batch batch, TestViews views, TestSum sum) {
    try (TUint8 pixels = pixels(batch, tower);
        TInt32 truth = TInt32.vectorOf(batch.labels());
        TFloat32 logits = views == TestViews.ONE ? null : meanLogits(batch, views)) {
      Session.Runner runner =
          session.runner().feed(labels, truth).fetch(testLoss).fetch(testPredicted);
      if (logits == null) runner.feed(tower.images(), pixels);
      else runner.feed(testLogits, logits);
      if (testInTopFive != null) runner.fetch(testInTopFive);
      try (var result = runs.run(runner, logits == null ? "test" : "test of logits")) {
        int inTopFive = testInTopFive == null ? -1 : ((TInt32) result.get(2)).getInt();
        sum.add(((TFloat32) result.get(0)).getFloat(), batch.labels(), (TInt32) result.get(1), inTopFive);
      }
    }
  }

  /** The mean of the logits of all views of the images: [batch, classes]. */
  private TFloat32 meanLogits(Batch batch, TestViews views) {
    float[] sums = new float[batch.size() * classes];
    float[] values = new float[sums.length];
    for (TestViews.View view : views.views()) {
      Batch seen = new Batch(view.of(batch.pixels(), height, width, channels), batch.labels());
      try (TUint8 pixels = pixels(seen, tower);
          var result = runs.run(session.runner().feed(tower.images(), pixels).fetch(testLogits), testLogits)) {
        ((TFloat32) result.get(0)).copyTo(DataBuffers.of(values, false, false));
      }
      for (int i = 0; i < sums.length; i++) sums[i] += (float) view.share() * values[i];
    }
    return TFloat32.tensorOf(Shape.of(batch.size(), classes), DataBuffers.of(sums, true, false));
  }

  /**
   * The network's variables as they are tested and saved: the moving averages where the training keeps any.
   */
  public LinkedHashMap<String, FloatArray> weights() {
    LinkedHashMap<String, FloatArray> weights = Variables.read(session, variables.ofNetwork());
    if (averages) weights.putAll(WeightAverage.of(Variables.read(session, variables.all())));
    return weights;
  }

  /** How {@link #weights} do on a whole set, in inference mode; the loss is cross-entropy. */
  public TestResult test(ImageSet set) {
    return test(set, TestViews.ONE);
  }

  /** As {@link #test(ImageSet)}, by the mean of the logits of several views of each image. */
  public TestResult test(ImageSet set, TestViews views) {
    if (set.size() == 0) return TestResult.NONE;
    if (!averages) return sum(set, views);
    Map<String, FloatArray> raw = Variables.read(session, variables.ofNetwork());
    variables.load(session, weights());
    try {
      return sum(set, views);
    } finally {
      variables.load(session, raw);
    }
  }

  /** Makes {@link #test(ImageSet)} end early with {@link TestResult#STOPPED} where {@code stop} is true. */
  void stopTests(BooleanSupplier stop) {
    stopTests = stop;
  }

  private TestResult sum(ImageSet set, TestViews views) {
    TestSum sum = new TestSum(classes);
    int batch = InferenceBatch.size(TEST_BATCH, set.imageBytes());
    for (int from = 0; from < set.size(); from += batch) {
      if (stopTests.getAsBoolean()) return TestResult.STOPPED;
      test(set.batch(from, Math.min(from + batch, set.size())), views, sum);
    }
    return sum.result();
  }

  @Override
  public void close() {
    session.close();
  }

  private static Score score(Result result, int images) {
    return new Score(((TFloat32) result.get(0)).getFloat(), ((TInt32) result.get(1)).getInt(), images);
  }

  private static TUint8 pixels(Batch batch, TrainingTower tower) {
    Shape shape = tower.images().shape();
    shape = Shape.of(batch.size(), shape.get(1), shape.get(2), shape.get(3));
    return TUint8.tensorOf(shape, DataBuffers.of(batch.pixels(), true, false));
  }
}
