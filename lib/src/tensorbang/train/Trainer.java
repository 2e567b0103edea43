package tensorbang.train;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.data.Batch;
import tensorbang.data.Batches;
import tensorbang.data.Dataset;
import tensorbang.data.ImageSet;
import tensorbang.data.Normalization;
import tensorbang.model.ModelCard;
import tensorbang.nn.Net;
import tensorbang.nn.NetGraph;
import tensorbang.nn.Variables;
import tensorbang.tf.Device;
import tensorbang.tf.Environment;
import tensorbang.train.optim.MomentumSgd;
import tensorbang.weights.FloatArray;
import tensorbang.weights.Safetensors;

/**
 * One training run: epochs of steps, a test after each, a checkpoint, a model and metrics on disk all the while.
 *
 * <p>Same configuration, machine and thread count: same bits, stopped and resumed or not.
 */
public final class Trainer {
  private static final int TEST_BATCH = 500;

  private final TrainConfig config;
  private final Dataset data;
  private final Path runFolder;
  private final Path modelFolder;
  private final Device device;
  private final int threads;
  private final Progress progress;

  /**
   * @param data what {@code config.dataset()} names, whole; the limit is applied here
   * @param runFolder for metrics and checkpoint
   * @param modelFolder for the model
   * @param threads of TensorFlow's kernels
   */
  public Trainer(
      TrainConfig config, Dataset data, Path runFolder, Path modelFolder, Device device, int threads,
      Progress progress) {
    this.config = config;
    this.data = data.limit(config.limit());
    this.runFolder = runFolder;
    this.modelFolder = modelFolder;
    this.device = device;
    this.threads = threads;
    this.progress = progress;
  }

  /**
   * Trains, from the run folder's checkpoint where there is one.
   *
   * @param stop asked between steps; when true, a checkpoint is written and the run ends as interrupted
   * @throws InputException if the checkpoint is of another configuration, or a folder cannot be written
   */
  public Metrics run(BooleanSupplier stop) {
    AtomicFile.createFolder(runFolder);
    AtomicFile.createFolder(modelFolder);
    Normalization normalization = Normalization.of(data.train());
    Net net = config.createNet(data.classes().size());
    try (NetGraph graph = new NetGraph(net, data.train().height(), data.train().width(), normalization)) {
      Device resolved = device.resolve();
      try (TrainGraph steps = TrainGraph.of(net, graph, config, resolved, threads);
          Batches batches =
              new Batches(
                  data.train(), config.batchSize(), config.seed(), config.parsedAugment(),
                  normalization.meanColour())) {
        return new Run(net, graph, steps, batches, normalization, Environment.now(resolved, threads), stop).run();
      }
    }
  }

  /** The moving parts of a run. */
  private final class Run {
    private final Net net;
    private final NetGraph graph;
    private final TrainGraph steps;
    private final Batches batches;
    private final Normalization normalization;
    private final Environment environment;
    private final Metrics.Model model;
    private final BooleanSupplier stop;
    private final List<Epoch> epochs = new ArrayList<>();

    Run(
        Net net, NetGraph graph, TrainGraph steps, Batches batches, Normalization normalization,
        Environment environment, BooleanSupplier stop) {
      this.net = net;
      this.graph = graph;
      this.steps = steps;
      this.batches = batches;
      this.normalization = normalization;
      this.environment = environment;
      this.stop = stop;
      model = Metrics.Model.of(config.net(), graph.rows());
    }

    Metrics run() {
      Checkpoint.Position at = begin();
      epochs.addAll(at.epochs());
      progress.started(model, at.epoch());
      for (int epoch = at.epoch(); epoch <= config.epochs(); epoch++) {
        Checkpoint.Position reached = trainEpoch(epoch == at.epoch() ? at : fresh(epoch));
        if (!Double.isFinite(reached.lossSum())) return write(Metrics.Status.DIVERGED);
        if (reached.step() < batches.perEpoch()) {
          checkpoint(reached);
          return write(Metrics.Status.INTERRUPTED);
        }
        Epoch done = test(reached);
        if (!Double.isFinite(done.testLoss())) return write(Metrics.Status.DIVERGED);
        epochs.add(done);
        saveModel(done);
        write(epoch == config.epochs() ? Metrics.Status.FINISHED : Metrics.Status.RUNNING);
        checkpoint(fresh(epoch + 1));
        progress.epoch(done, config.epochs(), secondsLeft());
      }
      return write(Metrics.Status.FINISHED);
    }

    private Checkpoint.Position begin() {
      graph.variables().initialize(steps.session(), config.seed());
      graph.variables().load(steps.session(), net.fitted(data.train(), normalization));
      if (!Checkpoint.existsIn(runFolder)) {
        write(Metrics.Status.RUNNING);
        return Checkpoint.Position.start(config);
      }
      Checkpoint saved = Checkpoint.read(runFolder);
      if (!saved.position().config().equals(config))
        throw new InputException(runFolder + " holds a run with other settings: choose another --out");
      graph.variables().load(steps.session(), saved.variables());
      return saved.position();
    }

    private Checkpoint.Position fresh(int epoch) {
      return new Checkpoint.Position(config, epoch, 0, 0, 0, 0, List.copyOf(epochs));
    }

    /** Trains from {@code from} to the epoch's end, or until told to stop, or until the loss is not a number. */
    private Checkpoint.Position trainEpoch(Checkpoint.Position from) {
      int perEpoch = batches.perEpoch();
      long before = (long) (from.epoch() - 1) * perEpoch;
      double total = (double) config.epochs() * perEpoch;
      double lossSum = from.lossSum();
      int correct = from.correct();
      int step = from.step();
      long begin = System.nanoTime();
      if (step < perEpoch) batches.start(from.epoch(), step);
      while (step < perEpoch && Double.isFinite(lossSum) && !stop.getAsBoolean()) {
        var result = steps.train(batches.next(), rate((before + step) / total), config.seed(), before + step);
        lossSum += result.lossSum();
        correct += result.correct();
        step++;
        int seen = Math.min(step * config.batchSize(), data.train().size());
        progress.step(from.epoch(), step, perEpoch, lossSum / seen, correct / (double) seen);
      }
      double seconds = from.seconds() + (System.nanoTime() - begin) / 1e9;
      return new Checkpoint.Position(config, from.epoch(), step, lossSum, correct, seconds, from.epochs());
    }

    private double rate(double done) {
      return config.lr() * config.parsedSchedule().factor(done);
    }

    private Epoch test(Checkpoint.Position trained) {
      ImageSet set = data.test();
      double lossSum = 0;
      int correct = 0;
      for (int from = 0; from < set.size(); from += TEST_BATCH) {
        var result = steps.test(slice(set, from, Math.min(from + TEST_BATCH, set.size())));
        lossSum += result.lossSum();
        correct += result.correct();
      }
      double seen = data.train().size();
      double perEpoch = batches.perEpoch();
      return new Epoch(
          trained.epoch(), trained.lossSum() / seen, trained.correct() / seen, lossSum / set.size(),
          correct / (double) set.size(),
          rate((trained.epoch() * perEpoch - 1) / (config.epochs() * perEpoch)), trained.seconds(),
          seen / trained.seconds());
    }

    private Batch slice(ImageSet set, int from, int to) {
      int bytes = set.imageBytes();
      return new Batch(
          java.util.Arrays.copyOfRange(set.pixels(), from * bytes, to * bytes),
          java.util.Arrays.copyOfRange(set.labels(), from, to));
    }

    private double secondsLeft() {
      double passed = epochs.stream().mapToDouble(Epoch::seconds).sum();
      return passed / epochs.size() * (config.epochs() - epochs.size());
    }

    private void checkpoint(Checkpoint.Position position) {
      new Checkpoint(position, Variables.read(steps.session(), graph.variables().all())).write(runFolder);
    }

    private Metrics write(Metrics.Status status) {
      Metrics metrics = Metrics.of(status, config, environment, model, epochs);
      metrics.write(runFolder);
      return metrics;
    }

    private void saveModel(Epoch done) {
      List<Variables.Entry> own = graph.variables().all().stream().filter(v -> !MomentumSgd.owns(v)).toList();
      Map<String, FloatArray> weights = Variables.read(steps.session(), own);
      Map<String, ModelCard.Saved> saved = new LinkedHashMap<>();
      saved.put("last", new ModelCard.Saved(done.epoch(), done.testAccuracy()));
      Epoch best = Metrics.best(epochs);
      saved.put("best", new ModelCard.Saved(best.epoch(), best.testAccuracy()));
      if (best == done) Safetensors.write(ModelCard.weightsFile(modelFolder, "best"), weights, Map.of());
      Safetensors.write(ModelCard.weightsFile(modelFolder, "last"), weights, Map.of());
      new ModelCard(
              ModelCard.SCHEMA, config.net(), config.netOptions(), data.classes(), data.train().height(),
              data.train().width(), normalization.mean(), normalization.std(), saved,
              Json.read(Json.write(config), JsonNode.class, "config"))
          .write(modelFolder);
    }
  }
}
