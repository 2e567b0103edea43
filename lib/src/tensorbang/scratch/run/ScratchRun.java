package tensorbang.scratch.run;

import java.util.ArrayList;
import java.util.List;
import tensorbang.AtomicFile;
import tensorbang.data.Batch;
import tensorbang.data.Batches;
import tensorbang.data.Dataset;
import tensorbang.data.ImageSet;
import tensorbang.data.Normalization;
import tensorbang.scratch.Network;
import tensorbang.scratch.Parallel;
import tensorbang.scratch.Pixels;
import tensorbang.scratch.SoftmaxCrossEntropy;
import tensorbang.scratch.Tensor;
import tensorbang.tf.Environment;
import tensorbang.train.Epoch;
import tensorbang.train.Metrics;
import tensorbang.train.RunContext;
import tensorbang.train.Score;
import tensorbang.train.TrainingTime;

/**
 * The state of one training in plain Java, and its files: epochs and steps, sums, metrics and model. The loop over it
 * is the caller's, as with {@link tensorbang.train.TrainingRun}.
 */
public final class ScratchRun {
  private final ScratchConfig config;
  private final Dataset data;
  private final Normalization normalization;
  private final Network network;
  private final Batches batches;
  private final RunContext context;
  private final Environment environment = Environment.ofPlainJava(Parallel.threads());
  private final Metrics.Model description;
  private final List<Epoch> epochs = new ArrayList<>();

  private int step;
  private Batch batch;
  private Tensor images;
  private Score sum = Score.NONE;
  private long epochBegan;

  /** Of the epoch's training pass, once it is complete. */
  private double passSeconds;

  private Metrics.Status status = Metrics.Status.RUNNING;

  /**
   * Begins a training.
   *
   * @param network with its initial weights
   * @throws tensorbang.InputException if a folder cannot be written
   */
  public ScratchRun(
      ScratchConfig config,
      Dataset data,
      Normalization normalization,
      Network network,
      Batches batches,
      RunContext context) {
    this.config = config;
    this.data = data;
    this.normalization = normalization;
    this.network = network;
    this.batches = batches;
    this.context = context;
    network.forward(normalized(data.train().pixels(0)), false); // which counts the multiply-accumulates
    description = new Metrics.Model(config.net(), network.parameterCount(), network.macs(), null);
    AtomicFile.createFolder(context.runFolder());
    write();
    context.progress().started(description, 1);
  }

  /** Goes to the next epoch; false after the last one, or where the training was stopped or diverged. */
  public boolean nextEpoch() {
    if (status != Metrics.Status.RUNNING || epochs.size() == config.epochs()) return false;
    step = 0;
    sum = Score.NONE;
    batches.start(epoch(), 0);
    epochBegan = System.nanoTime();
    return true;
  }

  private int epoch() {
    return epochs.size() + 1;
  }

  /** Goes to the next batch; false at the epoch's end, and where the user asks to stop or the loss is not a number. */
  public boolean nextBatch() {
    if (!Double.isFinite(sum.lossSum())) status = Metrics.Status.DIVERGED;
    else if (step < batches.perEpoch() && context.stop().getAsBoolean()) status = Metrics.Status.INTERRUPTED;
    if (status == Metrics.Status.RUNNING && step < batches.perEpoch()) {
      batch = batches.next();
      images = normalized(batch.pixels());
      return true;
    }
    passSeconds = (System.nanoTime() - epochBegan) / 1e9;
    return false;
  }

  /** The batch's images, normalised: [n, height, width, channels]. */
  public Tensor images() {
    return images;
  }

  /** The batch's classes, one an image. */
  public int[] labels() {
    return batch.labels();
  }

  /** How far the training has come, before the step under way. */
  public TrainingTime time() {
    return new TrainingTime((epoch() - 1L) * batches.perEpoch() + step, batches.perEpoch(), config.epochs());
  }

  /**
   * Counts a step that was taken.
   *
   * @param loss mean of the batch
   * @param logits of its images
   */
  public void add(double loss, Tensor logits) {
    sum = sum.plus(score(loss, logits, batch.labels()));
    step++;
    context.progress().step(epoch(), step, batches.perEpoch(), sum.loss(), sum.accuracy());
  }

  /** Whether all batches of the epoch were trained on, and the loss is a number. */
  public boolean epochIsComplete() {
    return status == Metrics.Status.RUNNING;
  }

  /** Loss and accuracy on the test set, in inference mode; in part where the user asks to stop. */
  public Score test() {
    ImageSet set = data.test();
    SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();
    Score total = Score.NONE;
    for (int from = 0; from < set.size(); from += config.batchSize()) {
      if (context.stop().getAsBoolean()) {
        status = Metrics.Status.INTERRUPTED;
        break;
      }
      Batch batch = set.batch(from, Math.min(from + config.batchSize(), set.size()));
      Tensor logits = network.forward(normalized(batch.pixels()), false);
      total = total.plus(score(loss.loss(logits, batch.labels()), logits, batch.labels()));
    }
    return total;
  }

  /** Ends an epoch: writes metrics and model. An epoch that was not tested on all images is left out. */
  public void save(Score test) {
    if (status == Metrics.Status.INTERRUPTED) return;
    if (!Double.isFinite(test.loss())) {
      status = Metrics.Status.DIVERGED;
      return;
    }
    TrainingTime lastStep =
        new TrainingTime((long) epoch() * batches.perEpoch() - 1, batches.perEpoch(), config.epochs());
    Epoch done = new Epoch(
        epoch(),
        sum.loss(),
        sum.accuracy(),
        test.loss(),
        test.accuracy(),
        config.lr() * config.schedule().factor(lastStep),
        passSeconds,
        sum.images() / passSeconds);
    epochs.add(done);
    ScratchModel.write(context.modelFolder(), network, config, data, normalization, done);
    if (done.epoch() == config.epochs()) status = Metrics.Status.FINISHED;
    write();
    context.progress().epoch(done, config.epochs(), passSeconds * (config.epochs() - done.epoch()));
  }

  /** Ends the training, writes its final state, and returns it. */
  public ScratchMetrics end() {
    return write();
  }

  private ScratchMetrics write() {
    ScratchMetrics metrics = ScratchMetrics.of(status, config, environment, description, epochs);
    metrics.write(context.runFolder());
    return metrics;
  }

  private Tensor normalized(byte[] pixels) {
    ImageSet set = data.train();
    return Pixels.normalize(pixels, set.height(), set.width(), normalization.mean(), normalization.std(), images);
  }

  private static Score score(double loss, Tensor logits, int[] labels) {
    return new Score(loss * labels.length, SoftmaxCrossEntropy.correct(logits, labels), labels.length);
  }
}
