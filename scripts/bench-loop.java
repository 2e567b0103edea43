//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//MAIN bench_loop
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.StatUtils;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.DeviceStepStats;
import org.tensorflow.proto.NodeExecStats;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tensorbang.InputException;
import tensorbang.cli.DataOptions;
import tensorbang.cli.HelpOption;
import tensorbang.cli.MachineOptions;
import tensorbang.cli.Main;
import tensorbang.cli.TrainOptions;
import tensorbang.data.Dataset;
import tensorbang.data.ImageSet;
import tensorbang.data.Normalization;
import tensorbang.nn.Net;
import tensorbang.nn.NetGraph;
import tensorbang.tf.NativeStderr;
import tensorbang.tf.TensorFlowRuntime;
import tensorbang.train.Epoch;
import tensorbang.train.Progress;
import tensorbang.train.RunContext;
import tensorbang.train.TrainConfig;
import tensorbang.train.TrainGraph;
import tensorbang.train.Trainer;

@Command(
    name = "bench-loop.java",
    sortOptions = false,
    description = {
      "What the training loop costs beyond TensorFlow: images a second of real training epochs (shuffle, augmentation, "
          + "feeding, sums, progress) against bare session runs of the same step on one batch that never changes.",
      "They take turns, an epoch each; the first turn is a warm-up. Bare runs that fetch nothing take turns, too: on a "
          + "GPU they show what waiting for loss and accuracy costs."
    })
class bench_loop implements Callable<Integer> {
  private static final int MOST_TURNS = 10_000;
  private static final int TRACED_STEPS = 5;
  private static final Pattern LABEL = Pattern.compile(" = (\\w+)\\(");

  @Option(
      names = "--turns",
      paramLabel = "N",
      defaultValue = "7",
      description = "Epochs of each that count (default: ${DEFAULT-VALUE}).")
  int turns;

  @Option(
      names = "--operations",
      paramLabel = "N",
      defaultValue = "0",
      description = "Also list the N kinds of operations that take the longest in a step, by TensorFlow's trace, for "
          + "each device (default: ${DEFAULT-VALUE}).")
  int operations;

  @Mixin
  TrainOptions options;

  @Mixin
  DataOptions data;

  @Mixin
  MachineOptions machine;

  @Mixin
  HelpOption help;

  public static void main(String... arguments) {
    Main.run(new bench_loop(), arguments);
  }

  @Override
  public Integer call() {
    if (turns < 1 || turns > MOST_TURNS) throw InputException.of("turns", turns, "must be 1 to " + MOST_TURNS);
    if (operations < 0) throw InputException.of("operations", operations, "must be at least 0");
    options.config(
        options.dataset(), options.seeds().get(0)); // what is out of range is refused before anything is loaded
    data.request();
    machine.threads();
    TensorFlowRuntime.start();
    options
        .config(options.dataset(), options.seeds().get(0))
        .precision()
        .check(machine.device().resolve());
    Dataset dataset = data.load().limit(data.limit() > 0 ? data.limit() : 12_800);
    TrainConfig config = options.config(dataset.name(), options.seeds().get(0)).with("epochs", turns + 1);
    List<Double> loops = new ArrayList<>();
    List<Double> bares = new ArrayList<>();
    List<Double> unfetched = new ArrayList<>();
    String trace = "";
    Path folder = temporaryFolder();
    try (Bare bare = new Bare(config, dataset.train())) {
      Progress turn = new Progress() {
        @Override
        public void epoch(Epoch epoch, int epochs, double secondsLeft) {
          double other = bare.imagesPerSecond(dataset.train().size(), true);
          double without = bare.imagesPerSecond(dataset.train().size(), false);
          if (epoch.epoch() == 1) return;
          loops.add(epoch.imagesPerSecond());
          bares.add(other);
          unfetched.add(without);
          System.err.printf(
              Locale.ROOT,
              "turn %d: loop %,.0f images/s, bare %,.0f images/s%n",
              loops.size(),
              epoch.imagesPerSecond(),
              other);
        }
      };
      Trainer.train(
          config,
          dataset,
          new RunContext(
              folder.resolve("run"), folder.resolve("model"), machine.device(), machine.threads(), turn, () -> false));
      if (operations > 0) trace = bare.trace();
    } finally {
      delete(folder);
    }
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < turns; i++) ratios.add(bares.get(i) / loops.get(i));
    System.out.printf(
        Locale.ROOT,
        "%s, batch %d, augmentation %s, %s: loop %,.0f images/s, bare Session.run %,.0f images/s%n",
        config.net(),
        config.batchSize(),
        config.augment(),
        config.precision(),
        median(loops),
        median(bares));
    System.out.printf(
        Locale.ROOT,
        "time of the loop over bare Session.run: %.3f (median of %d turns, %.3f to %.3f)%n",
        median(ratios),
        turns,
        ratios.stream().min(Comparator.naturalOrder()).get(),
        ratios.stream().max(Comparator.naturalOrder()).get());
    System.out.printf(Locale.ROOT, "bare Session.run without fetching: %,.0f images/s%n", median(unfetched));
    System.out.print(trace);
    return 0;
  }

  /** The same step on the same tensors, over and over. */
  private final class Bare implements AutoCloseable {
    private final NetGraph graph;
    private final TrainGraph steps;
    private final TUint8 pixels;
    private final TInt32 labels;
    private final TFloat32 rate = TFloat32.scalarOf(0.01f);
    private final TInt32 random = TInt32.vectorOf(1, 1);
    private final int batch;

    Bare(TrainConfig config, ImageSet set) {
      batch = Math.min(config.batchSize(), set.size());
      Net net = config.network(10);
      graph = new NetGraph(net, set.height(), set.width(), Normalization.of(set));
      steps = TrainGraph.of(net, graph, config, set.classCounts(), machine.device(), machine.threads());
      graph.variables().initialize(steps.session(), config.seed());
      ImageSet first = set.first(batch);
      pixels = TUint8.tensorOf(
          Shape.of(batch, set.height(), set.width(), set.channels()), DataBuffers.of(first.pixels(), true, false));
      labels = TInt32.vectorOf(first.labels());
    }

    double imagesPerSecond(int images, boolean fetching) {
      int runs = (images + batch - 1) / batch;
      long begin = System.nanoTime();
      for (int i = 0; i < runs; i++) {
        Session.Runner runner = fetching
            ? steps.step(pixels, labels, rate, random)
            : steps.stepWithoutResults(pixels, labels, rate, random);
        runner.run().close();
      }
      return (double) runs * batch / ((System.nanoTime() - begin) / 1e9);
    }

    /** A table for each device, of the mean of some traced steps; the first one is a warm-up. */
    String trace() {
      Map<String, Map<String, Double>> millis = new TreeMap<>();
      RunOptions options = RunOptions.newBuilder()
          .setTraceLevel(RunOptions.TraceLevel.FULL_TRACE)
          .build();
      for (int i = 0; i <= TRACED_STEPS; i++) {
        Session.Runner runner = steps.step(pixels, labels, rate, random).setOptions(options);
        try (Result result = NativeStderr.silenced(runner::runAndFetchMetadata)) {
          if (i == 0) continue;
          for (DeviceStepStats device :
              result.getMetadata().orElseThrow().getStepStats().getDevStatsList())
            for (NodeExecStats node : device.getNodeStatsList())
              millis
                  .computeIfAbsent(device.getDevice(), d -> new HashMap<>())
                  .merge(
                      kind(node),
                      (node.getOpEndRelMicros() - node.getOpStartRelMicros()) / 1e3 / TRACED_STEPS,
                      Double::sum);
        }
      }
      StringBuilder tables = new StringBuilder();
      millis.forEach((device, kinds) -> {
        double sum = kinds.values().stream().mapToDouble(Double::doubleValue).sum();
        tables.append(String.format(Locale.ROOT, "%s: %.3f ms of operations a step%n", device, sum));
        kinds.entrySet().stream()
            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
            .limit(operations)
            .forEach(e -> tables.append(String.format(Locale.ROOT, "%10.3f ms  %s%n", e.getValue(), e.getKey())));
      });
      return tables.toString();
    }

    /** Labels read {@code name = Kind(inputs)}; a GPU's streams have other names, of kernels. */
    private static String kind(NodeExecStats node) {
      Matcher label = LABEL.matcher(node.getTimelineLabel());
      return label.find() ? label.group(1) : node.getNodeName();
    }

    @Override
    public void close() {
      pixels.close();
      labels.close();
      rate.close();
      random.close();
      steps.close();
      graph.close();
    }
  }

  private static double median(List<Double> values) {
    return StatUtils.percentile(values.stream().mapToDouble(Double::doubleValue).toArray(), 50);
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("bench-loop");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path p : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(p);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
