//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//MAIN scratch_train
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java
//RUNTIME_OPTIONS -XX:MaxVectorSize=32 -XX:-PrintWarnings
// Registers of 32 bytes: short loops waste less time in them than in wider ones. Other processors take their own.

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import tensorbang.cli.HelpOption;
import tensorbang.cli.Main;
import tensorbang.cli.ScratchOptions;
import tensorbang.data.Batches;
import tensorbang.data.Dataset;
import tensorbang.data.Normalization;
import tensorbang.random.RandomStreams;
import tensorbang.scratch.Initializer;
import tensorbang.scratch.Network;
import tensorbang.scratch.Networks;
import tensorbang.scratch.Optimizer;
import tensorbang.scratch.SoftmaxCrossEntropy;
import tensorbang.scratch.Tensor;
import tensorbang.scratch.run.ScratchConfig;
import tensorbang.scratch.run.ScratchMetrics;
import tensorbang.scratch.run.ScratchRun;
import tensorbang.train.RunContext;
import tensorbang.train.Schedule;

@Command(
    name = "scratch-train.java",
    sortOptions = false,
    defaultValueProvider = scratch_train.Defaults.class,
    description = {
      "Trains a network in plain Java, without TensorFlow: layers, gradients and updates written by hand.",
      "Without options it lets a small network overfit 50 images, the first test of any training. All of CIFAR-10, in"
          + " about a quarter of an hour on two cores:",
      "",
      "  scratch-train.java --net light --limit 0 --epochs 10 --batch-size 128 --lr 0.05 --schedule one-cycle"
          + " --weight-decay 5e-4 --augment crop,flip",
      ""
    })
class scratch_train implements Callable<Integer> {
  /** The one default that is not that of the other scripts. */
  static final class Defaults implements IDefaultValueProvider {
    @Override
    public String defaultValue(ArgSpec argument) {
      return argument instanceof OptionSpec option && option.longestName().equals("--limit") ? "50" : null;
    }
  }

  @Mixin
  ScratchOptions options;

  @Mixin
  HelpOption help;

  public static void main(String... arguments) {
    Main.run(new scratch_train(), arguments);
  }

  /** The library finds the data and the folders, and draws the curves at the end. */
  @Override
  public Integer call() {
    return options.run(scratch_train::train);
  }

  static ScratchMetrics train(ScratchConfig config, Dataset data, RunContext context) {
    // Data: bytes in memory. Every epoch has an order and an augmentation of its own, made ahead on another thread.
    Normalization normalization = Normalization.of(data.train());
    Batches batches =
        new Batches(data.train(), config.batchSize(), config.seed(), config.augmentation(), normalization.meanColour());

    // Network: a list of modules, such as
    //   new Network(new Conv2D(3, 8, 5), new ReLU(), new MaxPool(2), …, new Flatten(), new Dense(576, 120), …)
    Network network = Networks.create(config.net(), data.classes().size());
    network.initialize(Initializer.he(RandomStreams.of(config.seed(), "scratch/weights", 0)));

    // Loss: the mean over a batch. Optimizer: how a gradient changes a weight; SGD with momentum β does
    // v ← βv − η·∂L/∂w, w ← w + v. Schedule: the factor on the base learning rate at each step.
    SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();
    Optimizer optimizer = config.createOptimizer(network.parameters());
    Schedule schedule = config.schedule();

    try (batches) {
      ScratchRun run = new ScratchRun(config, data, normalization, network, batches, context);
      while (run.nextEpoch()) {
        while (run.nextBatch()) {
          Tensor logits = network.forward(run.images(), true); // forward
          double value = loss.loss(logits, run.labels()); // loss
          network.backwardToParameters(loss.gradient()); // backward
          optimizer.step(config.lr() * schedule.factor(run.time())); // update
          run.add(value, logits);
        }
        if (run.epochIsComplete()) run.save(run.test()); // metrics.json and model
      }
      return run.end();
    }
  }
}
