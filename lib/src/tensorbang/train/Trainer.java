package tensorbang.train;

import tensorbang.InputException;
import tensorbang.data.Batches;
import tensorbang.data.Dataset;
import tensorbang.data.Normalization;
import tensorbang.nn.Net;
import tensorbang.nn.NetGraph;

/**
 * A training as {@code scripts/train.java} spells it out, for those who need not see it: the same loop, the same files
 * and the same bits. Same configuration, machine and thread count: same bits, stopped and resumed or not.
 */
public final class Trainer {
  private Trainer() {}

  /**
   * Trains the network that {@code config} names.
   *
   * @param data what {@link TrainConfig#data} asks for
   * @throws InputException if the checkpoint is of another configuration, or a folder cannot be written
   */
  public static Metrics train(TrainConfig config, Dataset data, RunContext context) {
    return train(config, config.network(data.classes().size()), data, context);
  }

  /** Trains {@code net}; see {@link #train(TrainConfig, Dataset, RunContext)}. */
  public static Metrics train(TrainConfig config, Net net, Dataset data, RunContext context) {
    Normalization normalization = Normalization.of(data.train());
    Schedule schedule = config.createSchedule();
    try (NetGraph graph = new NetGraph(net, data.train().height(), data.train().width(), normalization);
        TrainGraph model = TrainGraph.of(net, graph, config, data.classCounts(), context.device(), context.threads());
        Batches batches = new Batches(
            data.train(),
            config.batchSize(),
            config.seed(),
            config.augment(),
            normalization.meanColour(),
            config.dropLast(),
            config.progressiveSize());
        TrainingRun run = new TrainingRun(config, data, normalization, net, graph, model, batches, context)) {
      while (run.nextEpoch()) {
        while (run.nextBatch()) {
          double rate = config.lr() * schedule.factor(run.time());
          run.add(model.train(run.batch(), rate, config.seed(), run.time()));
        }
        if (run.epochIsComplete()) run.save(model.test(data.validation()), model.test(data.test()));
      }
      return run.end();
    }
  }
}
