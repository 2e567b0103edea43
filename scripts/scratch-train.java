//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//MAIN scratch_train
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.Suggestion;
import tensorbang.cli.ConsoleProgress;
import tensorbang.cli.DataOptions;
import tensorbang.cli.HelpOption;
import tensorbang.cli.Interruption;
import tensorbang.cli.Main;
import tensorbang.cli.Workspace;
import tensorbang.data.Augmentation;
import tensorbang.data.Batch;
import tensorbang.data.Batches;
import tensorbang.data.Dataset;
import tensorbang.data.ImageSet;
import tensorbang.data.Normalization;
import tensorbang.random.RandomStreams;
import tensorbang.report.TrainingCurves;
import tensorbang.scratch.Adam;
import tensorbang.scratch.BatchNorm;
import tensorbang.scratch.Initializer;
import tensorbang.scratch.Layer;
import tensorbang.scratch.Network;
import tensorbang.scratch.Networks;
import tensorbang.scratch.Optimizer;
import tensorbang.scratch.Parallel;
import tensorbang.scratch.Parameter;
import tensorbang.scratch.Pixels;
import tensorbang.scratch.Sgd;
import tensorbang.scratch.Tensor;
import tensorbang.scratch.Training;
import tensorbang.tf.Environment;
import tensorbang.train.Epoch;
import tensorbang.train.Metrics;
import tensorbang.train.Progress;
import tensorbang.train.Schedule;
import tensorbang.train.TrainingTime;
import tensorbang.weights.FloatArray;
import tensorbang.weights.Safetensors;

@Command(
    name = "scratch-train.java",
    sortOptions = false,
    defaultValueProvider = scratch_train.Defaults.class,
    description = {
      "Trains a network in plain Java, without TensorFlow: layers, gradients and updates written by hand.",
      "Alone, it lets a small network learn 50 images by heart, the first test of any training. All of CIFAR-10, in"
          + " about a quarter of an hour on two cores:",
      "",
      "  scratch-train.java --net light --limit 0 --epochs 10 --batch-size 128 --lr 0.05 --schedule one-cycle"
          + " --weight-decay 5e-4 --augment crop,flip",
      ""
    })
class scratch_train implements Callable<Integer> {
  @Option(names = "--net", paramLabel = "NAME", defaultValue = "simplenn",
      description = "Network: simplenn, light, vanillacnn or twolayer (default: ${DEFAULT-VALUE}).")
  String net;

  @Option(names = "--epochs", paramLabel = "N", defaultValue = "40",
      description = "Passes over the training set (default: ${DEFAULT-VALUE}).")
  int epochs;

  @Option(names = "--batch-size", paramLabel = "N", defaultValue = "10",
      description = "Images a step (default: ${DEFAULT-VALUE}).")
  int batchSize;

  @Option(names = "--optimizer", paramLabel = "NAME", defaultValue = "sgd",
      description = "sgd, nesterov or adam (default: ${DEFAULT-VALUE}).")
  String optimizer;

  @Option(names = "--lr", paramLabel = "RATE", defaultValue = "0.01",
      description = "Base learning rate (default: ${DEFAULT-VALUE}).")
  double lr;

  @Option(names = "--momentum", paramLabel = "M", defaultValue = "0.9",
      description = "In [0, 1); of adam, the decay of the mean (default: ${DEFAULT-VALUE}).")
  double momentum;

  @Option(names = "--weight-decay", paramLabel = "L2", defaultValue = "0",
      description = "Times the weight goes into each kernel's gradient (default: ${DEFAULT-VALUE}).")
  double weightDecay;

  @Option(names = "--schedule", paramLabel = "NAME", defaultValue = "constant",
      description = "constant, step, cosine or one-cycle (default: ${DEFAULT-VALUE}).")
  String schedule;

  @Option(names = "--augment", paramLabel = "LIST", defaultValue = "none",
      description = "Any of crop, flip, cutout, separated by commas, or none (default: ${DEFAULT-VALUE}).")
  String augment;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "42",
      description = "Decides initial weights, order and augmentation (default: ${DEFAULT-VALUE}).")
  long seed;

  @Mixin DataOptions data;

  @Option(names = "--threads", paramLabel = "N",
      description = "Threads at work, which do not change the result (default: the processors there are, at most 16).")
  Integer threads;

  @Option(names = "--out", paramLabel = "DIR",
      description = "Folder for metrics, curves and weights (default: a new one under results, named after network,"
          + " data and seed).")
  Path out;

  @Option(names = "--quiet", description = "No progress, only the result.")
  boolean quiet;

  @Mixin HelpOption help;

  /** The one default that is not that of the other scripts. */
  static final class Defaults implements IDefaultValueProvider {
    @Override
    public String defaultValue(ArgSpec argument) {
      return argument instanceof OptionSpec option && option.longestName().equals("--limit") ? "50" : null;
    }
  }

  public static void main(String... arguments) {
    Main.run(new scratch_train(), arguments);
  }

  /** All that decides what the run comes to. */
  record Config(
      String net, String dataset, int limit, long seed, int epochs, int batchSize, String optimizer, double lr,
      double momentum, double weightDecay, String schedule, String augment) {}

  /** What is written as metrics.json, like that of train.java. */
  record Story(
      int schema, Metrics.Status status, Config config, Environment environment, Metrics.Model model,
      List<Epoch> epochs, @JsonProperty("final") Metrics.Final last) {}

  /** A run and the folder where its story is told, anew after every epoch. */
  record Run(Path folder, Config config, Environment environment, Metrics.Model model) {
    void write(Metrics.Status status, List<Epoch> epochs) {
      Story story = new Story(1, status, config, environment, model, epochs, epochs.isEmpty() ? null : last(epochs));
      AtomicFile.writeText(folder.resolve(Metrics.FILE), Json.write(story));
    }

    private static Metrics.Final last(List<Epoch> epochs) {
      Epoch last = epochs.get(epochs.size() - 1);
      Epoch best = epochs.stream().reduce((a, b) -> b.testAccuracy() > a.testAccuracy() ? b : a).get();
      double seconds = epochs.stream().mapToDouble(Epoch::seconds).sum();
      return new Metrics.Final(
          last.testAccuracy(), last.testLoss(), last.trainAccuracy(), best.testAccuracy(), best.epoch(), seconds);
    }
  }

  private Schedule rates;
  private Augmentation augmentation;
  private Dataset dataset;
  private Normalization normalization;
  private Training training;
  private Metrics.Status status = Metrics.Status.RUNNING;

  @Override
  public Integer call() {
    check();
    dataset = data.load().limit(data.limit());
    normalization = Normalization.of(dataset.train());
    Network network = Networks.create(net, dataset.classes().size());
    network.initialize(Initializer.he(RandomStreams.of(seed, "scratch/weights", 0)));
    training = new Training(network, optimizer(network.parameters()));
    network.forward(input(dataset.train().pixels(0), null), false);
    Metrics.Model model = new Metrics.Model(net, network.parameterCount(), network.macs(), null);
    Config config =
        new Config(
            net, dataset.name(), data.limit(), seed, epochs, batchSize, optimizer, lr, momentum, weightDecay,
            rates.label(), augmentation.toString());
    Path folder = out != null ? out : fresh("scratch-" + net + "-" + dataset.name() + "-seed" + seed);
    AtomicFile.createFolder(folder);
    Run run = new Run(folder, config, Environment.ofPlainJava(Parallel.threads()), model);

    List<Epoch> done = new ArrayList<>();
    try (Interruption interruption = new Interruption();
        Batches batches = new Batches(dataset.train(), batchSize, seed, augmentation, normalization.meanColour())) {
      Progress progress = quiet ? Progress.NONE : new ConsoleProgress();
      while (status == Metrics.Status.RUNNING) {
        Epoch epoch = trainEpoch(done.size() + 1, batches, progress, interruption);
        if (epoch != null) {
          done.add(epoch);
          progress.epoch(epoch, epochs, epoch.seconds() * (epochs - done.size()));
        }
        run.write(status, done);
      }
      if (status == Metrics.Status.INTERRUPTED) return Main.INTERRUPTED;
    }
    if (status == Metrics.Status.DIVERGED) {
      System.err.println("the loss is no longer a number: try a lower --lr, or a --schedule that warms up");
      return 1;
    }
    Path weights = folder.resolve("weights.safetensors");
    Safetensors.write(weights, weights(network), Map.of());
    Path png = folder.resolve("curves.png");
    Path svg = folder.resolve("curves.svg");
    String images = (data.limit() == 0 ? "" : dataset.train().size() + " images of ") + dataset.name();
    TrainingCurves.write(net + " in plain Java on " + images, List.of(new TrainingCurves.Run(net, done)), png, svg);
    Epoch last = done.get(done.size() - 1);
    System.out.printf(
        Locale.ROOT, "training accuracy %.2f %%, test accuracy %.2f %% after epoch %d%n", 100 * last.trainAccuracy(),
        100 * last.testAccuracy(), last.epoch());
    System.out.println("weights  " + weights);
    System.out.println("metrics  " + folder.resolve(Metrics.FILE));
    System.out.println("curves   " + png + ", " + svg);
    return 0;
  }

  /** Trains and tests; null where the epoch was not finished, and {@code status} says why. */
  private Epoch trainEpoch(int number, Batches batches, Progress progress, Interruption interruption) {
    int perEpoch = batches.perEpoch();
    double lossSum = 0;
    int correct = 0;
    int seen = 0;
    double rate = 0;
    Tensor x = null;
    long begin = System.nanoTime();
    batches.start(number, 0);
    for (int step = 0; step < perEpoch; step++) {
      Batch batch = batches.next();
      x = input(batch.pixels(), x);
      rate = lr * rates.factor(new TrainingTime((number - 1L) * perEpoch + step, perEpoch, epochs));
      Training.Result result = training.step(x, batch.labels(), rate);
      lossSum += result.lossSum();
      correct += result.correct();
      seen += batch.size();
      progress.step(number, step + 1, perEpoch, lossSum / seen, correct / (double) seen);
      if (!Double.isFinite(lossSum)) status = Metrics.Status.DIVERGED;
      else if (interruption.requested()) status = Metrics.Status.INTERRUPTED;
      if (status != Metrics.Status.RUNNING) return null;
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    Training.Result test = test(dataset.test());
    if (number == epochs) status = Metrics.Status.FINISHED;
    double tested = dataset.test().size();
    return new Epoch(
        number, lossSum / seen, correct / (double) seen, test.lossSum() / tested, test.correct() / tested, rate,
        seconds, seen / seconds);
  }

  private Training.Result test(ImageSet set) {
    double lossSum = 0;
    int correct = 0;
    Tensor x = null;
    for (int from = 0; from < set.size(); from += batchSize) {
      int to = Math.min(from + batchSize, set.size());
      x = input(Arrays.copyOfRange(set.pixels(), from * set.imageBytes(), to * set.imageBytes()), x);
      Training.Result result = training.test(x, Arrays.copyOfRange(set.labels(), from, to));
      lossSum += result.lossSum();
      correct += result.correct();
    }
    return new Training.Result(lossSum, correct);
  }

  private Tensor input(byte[] pixels, Tensor into) {
    ImageSet set = dataset.train();
    return Pixels.normalize(pixels, set.height(), set.width(), normalization.mean(), normalization.std(), into);
  }

  /** Whatever is out of range is told before anything is loaded. */
  private void check() {
    if (!Networks.names().contains(net))
      throw new InputException(
          "--net " + net + ": expected one of " + String.join(", ", Networks.names())
              + Suggestion.didYouMean(net, Networks.names()));
    require(epochs >= 1, "--epochs", epochs, "must be at least 1");
    require(batchSize >= 1, "--batch-size", batchSize, "must be at least 1");
    require(data.limit() >= 0, "--limit", data.limit(), "must be at least 0");
    require(lr > 0 && Double.isFinite(lr), "--lr", lr, "must be a positive number");
    require(momentum >= 0 && momentum < 1, "--momentum", momentum, "must be at least 0 and below 1");
    require(weightDecay >= 0 && Double.isFinite(weightDecay), "--weight-decay", weightDecay, "must be at least 0");
    require(
        List.of("sgd", "nesterov", "adam").contains(optimizer), "--optimizer", optimizer,
        "expected sgd, nesterov or adam");
    if (threads != null) {
      require(threads >= 1 && threads <= 1024, "--threads", threads, "must be 1 to 1024");
      Parallel.setThreads(threads);
    }
    rates = Schedule.parse(schedule);
    augmentation = Augmentation.parse(augment);
    require(!augmentation.mixesLabels(), "--augment", augment, "mixed labels are not supported here; leave mixup out");
    if (out != null && Files.exists(out.resolve(Metrics.FILE)))
      throw new InputException("--out " + out + ": holds a run already; choose another folder");
  }

  private static void require(boolean right, String option, Object value, String rule) {
    if (!right) throw new InputException(option + " " + value + ": " + rule);
  }

  private Optimizer optimizer(List<Parameter> parameters) {
    return optimizer.equals("adam")
        ? new Adam(parameters, momentum, 0.999, 1e-8, weightDecay)
        : new Sgd(parameters, momentum, weightDecay, optimizer.equals("nesterov"));
  }

  /** Parameters and running statistics, by the names that a model of train.java gives them. */
  private static Map<String, FloatArray> weights(Network network) {
    Map<String, FloatArray> weights = new LinkedHashMap<>();
    for (Parameter p : network.parameters())
      weights.put(p.name(), new FloatArray(p.value().shape(), p.value().data()));
    for (Map.Entry<String, Layer> layer : network.layers().entrySet()) {
      if (!(layer.getValue() instanceof BatchNorm norm)) continue;
      weights.put(layer.getKey() + "/moving_mean", FloatArray.vector(norm.runningMean()));
      weights.put(layer.getKey() + "/moving_variance", FloatArray.vector(norm.runningVariance()));
    }
    return weights;
  }

  private static Path fresh(String name) {
    for (int n = 1; ; n++) {
      Path folder = Workspace.results().resolve(n == 1 ? name : name + "-" + n);
      if (!Files.exists(folder)) return folder;
    }
  }
}
