package tensorbang.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tensorbang.AtomicFile;
import tensorbang.FolderLock;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.data.Batch;
import tensorbang.data.Batches;
import tensorbang.data.Dataset;
import tensorbang.data.Normalization;
import tensorbang.data.TestViews;
import tensorbang.model.ModelCard;
import tensorbang.model.ModelFolder;
import tensorbang.nn.Net;
import tensorbang.nn.NetGraph;
import tensorbang.nn.Variables;
import tensorbang.tf.Device;
import tensorbang.tf.Environment;

/**
 * The state of one training, and its files: epochs and steps, sums, metrics, model and checkpoint. It has the run folder
 * for itself until it is closed. The loop over it is the caller's:
 *
 * <pre>{@code
 * while (run.nextEpoch()) {
 *   while (run.nextBatch()) run.add(model.train(run.batch(), rate, seed, run.time()));
 *   if (run.epochIsComplete()) run.save(model.test(data.validation()), model.test(data.test()));
 * }
 * return run.end();
 * }</pre>
 */
public final class TrainingRun implements AutoCloseable {
  private final TrainConfig config;
  private final Schedule schedule;
  private final Dataset data;
  private final NetGraph graph;
  private final TrainGraph model;
  private final Batches batches;
  private final Normalization normalization;
  private final RunContext context;
  private Environment environment;
  private final Metrics.Model description;
  private final FolderLock lock;
  private final List<Epoch> epochs;
  private final GradientNorms norms;
  private final TensorBoardRecord events;

  /** The last epoch as the views of {@link TrainConfig#testViews} show it, once that is measured. */
  private Epoch inViews;

  private List<Double> classAccuracy;
  private int epoch;
  private int step;
  private Score sum = Score.NONE;
  private double secondsBefore;

  /** Of the epoch's training pass, once it is complete. */
  private double passSeconds;

  private long epochBegan;
  private Batch batch;
  private Metrics.Status status = Metrics.Status.RUNNING;

  /**
   * Begins a training with initial weights, or goes on from the run folder's checkpoint where there is one.
   *
   * @throws InputException if {@code config} does not fit the data, the checkpoint is damaged or of another
   *     configuration or network, another program has the run folder, or a folder cannot be written
   */
  public TrainingRun(
      TrainConfig config,
      Dataset data,
      Normalization normalization,
      Net net,
      NetGraph graph,
      TrainGraph model,
      Batches batches,
      RunContext context) {
    this.config = config;
    this.schedule = config.createSchedule();
    this.data = data;
    this.normalization = normalization;
    this.graph = graph;
    this.model = model;
    this.batches = batches;
    this.context = context;
    config.check(data);
    model.stopTests(context.stop());
    long outputs = graph.logits().shape().get(1);
    if (outputs != data.classes().size())
      throw new InputException(
          "the network " + config.net() + " has " + outputs + " outputs, the data set " + data.name() + " "
              + data.classes().size() + " classes: give its last layer as many units as there are classes");
    environment = Environment.now(context.device().resolve(), context.threads());
    description = Metrics.Model.of(config.net(), graph.rows());
    lock = FolderLock.acquire(context.runFolder());
    try {
      AtomicFile.createFolder(context.modelFolder());
      graph.variables().initialize(model.session(), config.seed());
      graph.variables().load(model.session(), model.initialValues());
      graph.variables().load(model.session(), net.dataDependentValues(data.train(), normalization));
      if (context.device().resolve() == Device.GPU) model.warmUp(batchSizes());
      Checkpoint.Position from =
          Checkpoint.existsIn(context.runFolder()) ? resume() : Checkpoint.Position.start(config);
      epochs = new ArrayList<>(from.epochs());
      classAccuracy = from.classAccuracy();
      epoch = from.epoch() - 1;
      step = from.step();
      sum = new Score(
          from.lossSum(),
          from.correct(),
          Math.min(step * config.batchSize(), data.train().size()));
      secondsBefore = from.seconds();
      ConfigFile.write(config, context.runFolder().resolve(ConfigFile.NAME));
      write();
      norms = config.gradientNorms()
          ? new GradientNorms(context.runFolder(), config, graph, model, data.train(), epochs.size(), step)
          : null;
      events = context.tensorBoard()
          ? new TensorBoardRecord(context.runFolder(), config, graph, model, data.train(), epochs.size())
          : null;
      context.progress().computesOn(environment);
      if (from.epoch() <= config.epochs()) context.progress().started(description, from.epoch());
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** Of the batches of an epoch: the last one may be smaller. */
  private int[] batchSizes() {
    int images = data.train().size();
    int batch = Math.min(config.batchSize(), images);
    int rest = images % batch;
    return rest == 0 ? new int[] {batch} : new int[] {batch, rest};
  }

  /** Whether {@code folder} holds a run, finished or not. */
  public static boolean existsIn(Path folder) {
    return Metrics.existIn(folder) || Checkpoint.existsIn(folder);
  }

  private Checkpoint.Position resume() {
    Checkpoint checkpoint = Checkpoint.read(context.runFolder());
    checkpoint.check(
        context.runFolder(),
        config,
        graph.variables().all(),
        batches.perEpoch(),
        data.train().size());
    if (ModelFolder.existsIn(context.modelFolder())
        && !ModelFolder.open(context.modelFolder()).isOf(graph))
      throw new InputException(context.runFolder() + " holds a run of another network " + config.net()
          + ": its source has changed since, or it is of another version of TensorBang; start a new run");
    graph.variables().load(model.session(), checkpoint.variables());
    return checkpoint.position();
  }

  /** Goes to the next epoch; false after the last one, and where the training was stopped or diverged. */
  public boolean nextEpoch() {
    if (status != Metrics.Status.RUNNING || epoch == config.epochs() || stoppedEarly() != null) return false;
    epoch++;
    batches.start(epoch, step);
    epochBegan = System.nanoTime();
    return true;
  }

  /**
   * Goes to the next batch of the epoch; false at its end, and where the user asks to stop or the loss is not a number
   * any more.
   */
  public boolean nextBatch() {
    if (!Double.isFinite(sum.lossSum())) status = Metrics.Status.DIVERGED;
    else if (step < batches.perEpoch() && context.stop().getAsBoolean()) interrupt(seconds());
    if (status == Metrics.Status.RUNNING && step < batches.perEpoch()) {
      batch = batches.next();
      if (events != null) events.step(batch, epoch, step == batches.perEpoch() - 1);
      return true;
    }
    passSeconds = seconds();
    return false;
  }

  /** @param seconds that the epoch's training pass has taken so far */
  private void interrupt(double seconds) {
    status = Metrics.Status.INTERRUPTED;
    checkpoint(new Checkpoint.Position(
        config, epoch, step, sum.lossSum(), sum.correct(), seconds, List.copyOf(epochs), classAccuracy));
  }

  /** The batch that {@link #nextBatch} went to. */
  public Batch batch() {
    return batch;
  }

  /** How far the training has come, before the step under way. */
  public TrainingTime time() {
    return new TrainingTime((long) (epoch - 1) * batches.perEpoch() + step, batches.perEpoch(), config.epochs());
  }

  /** Counts a step that was taken. */
  public void add(Score result) {
    sum = sum.plus(result);
    step++;
    context.progress().step(epoch, step, batches.perEpoch(), sum.loss(), sum.accuracy());
  }

  /** Whether all batches of the epoch were trained on, and the loss is a number. */
  public boolean epochIsComplete() {
    return status == Metrics.Status.RUNNING;
  }

  /**
   * Ends an epoch: writes metrics, model and checkpoint. Where a test was stopped, the checkpoint is that of an
   * epoch that is still to be tested.
   *
   * @param validation of no images where the data set has no validation part
   */
  public void save(TestResult validation, TestResult test) {
    if (validation == TestResult.STOPPED || test == TestResult.STOPPED) {
      interrupt(passSeconds);
      return;
    }
    boolean isFinite = Double.isFinite(test.loss()) && Double.isFinite(validation.lossSum());
    if (!isFinite) {
      status = Metrics.Status.DIVERGED;
      return;
    }
    TrainingTime lastStep =
        new TrainingTime((long) epoch * batches.perEpoch() - 1, batches.perEpoch(), config.epochs());
    Epoch done = new Epoch(
        epoch,
        sum.loss(),
        sum.accuracy(),
        test.loss(),
        test.accuracy(),
        test.topFiveAccuracy(),
        validation.loss(),
        validation.accuracy(),
        config.lr() * schedule.factor(lastStep),
        passSeconds,
        sum.images() / passSeconds);
    epochs.add(done);
    classAccuracy = test.classAccuracy();
    if (norms != null) norms.measure(epoch);
    if (events != null) events.epoch(done);
    saveModel(Metrics.choice(epochs) == done ? List.of("best", "last") : List.of("last"));
    boolean isLast = epoch == config.epochs() || stoppedEarly() != null;
    if (isLast && config.testViews() == TestViews.ONE) status = Metrics.Status.FINISHED;
    // Before the metrics: a run that they call finished is not touched again.
    checkpoint(new Checkpoint.Position(config, epoch + 1, 0, 0, 0, 0, List.copyOf(epochs), classAccuracy));
    write();
    context.progress().epoch(done, config.epochs(), secondsLeft());
    step = 0;
    sum = Score.NONE;
    secondsBefore = 0;
  }

  /** Ends the training with its test in several views, where it has one; writes its final state, and returns it. */
  public Metrics end() {
    if (status == Metrics.Status.RUNNING) status = testInViews() ? Metrics.Status.FINISHED : Metrics.Status.INTERRUPTED;
    environment = environment.measured();
    context.progress().ended(environment);
    if (events != null) events.end(epochs.size(), status == Metrics.Status.FINISHED);
    return write();
  }

  /** Whether the test was made, or there is none to make; false where it was stopped. */
  private boolean testInViews() {
    if (config.testViews() == TestViews.ONE || epochs.isEmpty()) return true;
    TestResult validation = model.test(data.validation(), config.testViews());
    TestResult test = model.test(data.test(), config.testViews());
    if (validation == TestResult.STOPPED || test == TestResult.STOPPED) return false;
    inViews = epochs.get(epochs.size() - 1).with(validation, test);
    classAccuracy = test.classAccuracy();
    saveModel(List.of());
    context.progress().seen(inViews, config.testViews());
    return true;
  }

  /** Why the training is over before its last epoch, or null. */
  private String stoppedEarly() {
    if (config.patience() == 0 || epochs.isEmpty() || epochs.size() == config.epochs()) return null;
    boolean isOver = epochs.size() - Metrics.choice(epochs).epoch() >= config.patience();
    return isOver ? "no higher validation accuracy in " + config.patience() + " epochs" : null;
  }

  /** Lets other programs have the run folder. */
  @Override
  public void close() {
    if (events != null) events.close();
    lock.close();
  }

  private double seconds() {
    return secondsBefore + (System.nanoTime() - epochBegan) / 1e9;
  }

  private double secondsLeft() {
    double passed = epochs.stream().mapToDouble(Epoch::seconds).sum();
    return passed / epochs.size() * (config.epochs() - epochs.size());
  }

  private void checkpoint(Checkpoint.Position position) {
    new Checkpoint(position, Variables.read(model.session(), graph.variables().all())).write(context.runFolder());
  }

  private Metrics write() {
    Metrics metrics =
        Metrics.of(status, config, environment, description, epochs, inViews, classAccuracy, stoppedEarly());
    metrics.write(context.runFolder());
    return metrics;
  }

  /** @param names of the files that get the weights as they are now */
  private void saveModel(List<String> names) {
    Map<String, ModelCard.Saved> weights = new LinkedHashMap<>();
    weights.put("last", saved(epochs.get(epochs.size() - 1)));
    weights.put("best", saved(Metrics.choice(epochs)));
    ModelCard card = new ModelCard(
        ModelCard.SCHEMA,
        config.net(),
        config.netOptions(),
        data.classes(),
        data.train().height(),
        data.train().width(),
        normalization.mean(),
        normalization.std(),
        weights,
        Json.tree(config));
    ModelFolder.write(context.modelFolder(), card, graph, model.weights(), names);
  }

  private ModelCard.Saved saved(Epoch epoch) {
    boolean isSeen = inViews != null && inViews.epoch() == epoch.epoch();
    return new ModelCard.Saved(epoch.epoch(), (isSeen ? inViews : epoch).testAccuracy());
  }
}
