//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tensorbang.cli.HelpOption;
import tensorbang.cli.Main;
import tensorbang.cli.TrainingOptions;
import tensorbang.data.Batches;
import tensorbang.data.Dataset;
import tensorbang.data.Normalization;
import tensorbang.nn.Net;
import tensorbang.nn.NetGraph;
import tensorbang.settings.Settings;
import tensorbang.train.Metrics;
import tensorbang.train.RunContext;
import tensorbang.train.Schedule;
import tensorbang.train.TrainConfig;
import tensorbang.train.TrainGraph;
import tensorbang.train.TrainingRun;
import tensorbang.train.loss.Loss;
import tensorbang.train.optim.GradientDescent;
import tensorbang.train.optim.Optimizer;

@Command(
    name = "train.java",
    sortOptions = false,
    description = "Trains a network; writes the model, metrics.json and curves, and says where.")
class train implements Callable<Integer> {
  /** The settings, each the default of the option of its name. Another --net comes with settings of its own. */
  static final Settings RECIPE = Settings.NONE
      .set("net", "convnet") // first layer 32 filters 5x5, as the course asks; 90 % of CIFAR-10 in 15 epochs
      .set("epochs", 15) // 14 minutes on two cores, see results/reference/convnet
      .set("batch_size", 128) // He et al. 2016, section 4.2
      .set("optimizer", "sgd") // with momentum; see tensorbang.train.optim for others
      .set("lr", 0.15) // the peak of the one-cycle schedule; batch norm bears such rates
      .set("momentum", 0.9) // Krizhevsky et al. 2012, section 5
      .set("nesterov", true) // Sutskever et al. 2013, section 2
      .set("weight_decay", 5e-4) // kernels only; Zagoruyko and Komodakis 2016, section 3
      .set("l1", 0) // for the labs that compare it with L2
      .set("loss", "cross-entropy") // of the softmax
      .set("label_smoothing", 0.1) // Szegedy et al. 2016, section 7
      .set("schedule", "one-cycle") // up over a fifth of the steps, then down to 0: Smith 2018
      .set("augment", "crop,flip") // He et al. 2016, section 4.2
      .set("precision", "float32"); // bfloat16 is faster where the processor has it

  @Mixin
  TrainingOptions options = new TrainingOptions(RECIPE);

  @Mixin
  HelpOption help;

  public static void main(String... arguments) {
    Main.run(new train(), arguments);
  }

  /** Once for each seed. The library finds the data and the folders, and draws the curves at the end. */
  @Override
  public Integer call() {
    return options.run(train::train);
  }

  static Metrics train(TrainConfig config, Dataset data, RunContext context) {
    // Data: bytes in memory. Every epoch has an order and an augmentation of its own, made ahead on another thread.
    Normalization normalization = Normalization.of(data.train());
    Batches batches = new Batches(
        data.train(),
        config.batchSize(),
        config.seed(),
        config.augment(),
        normalization.meanColour(),
        config.dropLast(),
        config.progressiveSize());

    // Network: one definition builds the inference graph here and the training graph below; they share the weights.
    Net net = config.network(data.classes().size());
    NetGraph graph = new NetGraph(net, data.train().height(), data.train().width(), normalization);

    // Loss of each sample; a step follows the gradient of the batch's mean.
    Loss loss = config.createLoss(data.classCounts());

    // Optimizer: how a gradient changes a weight. The norm of the gradient may be limited, and the weights averaged.
    Optimizer optimizer = config.createOptimizer();
    GradientDescent descent = new GradientDescent(
        optimizer, config.clipNorm(), config.normRate(), config.decayBiases(), config.ema(), config.lookahead());

    // Schedule: the factor on the base learning rate at each step, a warm-up included.
    Schedule schedule = config.createSchedule();

    try (batches;
        graph;
        TrainGraph model = new TrainGraph(
            net,
            graph,
            loss,
            config.labelSmoothing(),
            config.augment().mixesLabels(),
            descent,
            config.reducedWork(),
            config.precision(),
            context.device(),
            context.threads());
        // Initial weights, or those of the checkpoint where an interrupted run goes on.
        TrainingRun run = new TrainingRun(config, data, normalization, net, graph, model, batches, context)) {
      while (run.nextEpoch()) {
        while (run.nextBatch()) {
          double rate = config.lr() * schedule.factor(run.time());
          run.add(model.train(run.batch(), rate, config.seed(), run.time())); // forward, loss, backward, update
        }
        if (run.epochIsComplete())
          run.save(model.test(data.validation()), model.test(data.test())); // metrics.json, weights and checkpoint
      }
      return run.end();
    }
  }
}
