//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//MAIN scratch_speed
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.cli.HelpOption;
import tensorbang.cli.Main;
import tensorbang.data.ImageSet;
import tensorbang.data.Normalization;
import tensorbang.data.shapes.Shapes10;
import tensorbang.nets.Nets;
import tensorbang.nn.Conv;
import tensorbang.nn.Layers;
import tensorbang.nn.Net;
import tensorbang.nn.NetGraph;
import tensorbang.nn.Padding;
import tensorbang.nn.Variables;
import tensorbang.report.TextTable;
import tensorbang.scratch.Network;
import tensorbang.scratch.Networks;
import tensorbang.scratch.Parallel;
import tensorbang.scratch.Parameter;
import tensorbang.scratch.Pixels;
import tensorbang.scratch.Sgd;
import tensorbang.scratch.Tensor;
import tensorbang.scratch.Training;
import tensorbang.tf.Device;
import tensorbang.tf.Environment;
import tensorbang.tf.NativeStderr;
import tensorbang.tf.TensorFlowRuntime;
import tensorbang.train.TrainConfig;
import tensorbang.train.TrainGraph;
import tensorbang.weights.FloatArray;

@Command(
    name = "scratch-speed.java",
    sortOptions = false,
    description = {
      "How fast the layers in plain Java are: images a second of the same network, with the same weights, here and in "
          + "TensorFlow, from bytes to logits (forward) and from bytes to updated weights (training step: forward, "
          + "backward, momentum).",
      "The two take turns; the first turn is a warm-up, and the medians of the others count.",
      ""
    })
class scratch_speed implements Callable<Integer> {
  private static final String LIGHT = "light";
  private static final float LEARNING_RATE = 0.01f;

  @Option(
      names = "--net", paramLabel = "NAME", defaultValue = "simplenn",
      description = "Network: simplenn or light (default: ${DEFAULT-VALUE}).")
  String net;

  @Option(
      names = "--batch-size", paramLabel = "N", defaultValue = "128",
      description = "Images a step (default: ${DEFAULT-VALUE}).")
  int batchSize;

  @Option(
      names = "--turns", paramLabel = "N", defaultValue = "7",
      description = "Turns that count (default: ${DEFAULT-VALUE}).")
  int turns;

  @Option(
      names = "--seconds", paramLabel = "S", defaultValue = "1",
      description = "How long each side takes for each of the two works in a turn (default: ${DEFAULT-VALUE}).")
  double seconds;

  @Option(
      names = "--threads", paramLabel = "N",
      description = "Threads of each side (default: the processors there are, at most 16).")
  Integer threads;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there, too.")
  Path json;

  @Mixin HelpOption help;

  public static void main(String... arguments) {
    Main.run(new scratch_speed(), arguments);
  }

  /** Images a second in every turn that counts; the median of each, and the ratio of the medians. */
  record Work(
      List<Double> plainJava, List<Double> tensorflow, double plainJavaMedian, double tensorflowMedian, double ratio) {
    static Work of(List<Double> plainJava, List<Double> tensorflow) {
      double own = median(plainJava);
      double other = median(tensorflow);
      return new Work(plainJava, tensorflow, own, other, own / other);
    }
  }

  /** What {@code --json} holds. */
  record Figures(int schema, String net, int batchSize, Environment environment, Work forward, Work trainingStep) {}

  @Override
  public Integer call() {
    check();
    TensorFlowRuntime.start();
    Environment environment = Environment.now(Device.CPU, Parallel.threads());
    ImageSet images = Shapes10.dataset(batchSize, 1, 1).train();
    Normalization normalization = Normalization.of(images);
    try (TensorFlowSide tensorflow = new TensorFlowSide(images, normalization)) {
      PlainSide plain = new PlainSide(images, normalization, tensorflow.weights());
      System.err.printf(
          Locale.ROOT, "loss of the first step: %.6f in plain Java, %.6f in TensorFlow%n", plain.step(),
          tensorflow.step());
      List<List<Double>> speeds = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      List<Runnable> works = List.of(plain::forward, tensorflow::forward, plain::step, tensorflow::step);
      for (int turn = 0; turn <= turns; turn++) {
        for (int work = 0; work < works.size(); work++) {
          double speed = imagesPerSecond(works.get(work));
          if (turn > 0) speeds.get(work).add(speed);
        }
      }
      Figures figures =
          new Figures(
              1, net, batchSize, environment, Work.of(speeds.get(0), speeds.get(1)),
              Work.of(speeds.get(2), speeds.get(3)));
      System.out.println(table(figures));
      if (json != null) {
        AtomicFile.writeText(json, Json.write(figures));
        System.out.println("figures  " + json);
      }
    }
    return 0;
  }

  private void check() {
    if (!List.of("simplenn", LIGHT).contains(net))
      throw new InputException("--net " + net + ": expected simplenn or " + LIGHT);
    if (batchSize < 2 || batchSize > 50_000)
      throw new InputException("--batch-size " + batchSize + ": must be 2 to 50000");
    if (turns < 1) throw new InputException("--turns " + turns + ": must be at least 1");
    if (!(seconds > 0 && seconds <= 3600))
      throw new InputException("--seconds " + seconds + ": must be above 0, up to 3600");
    if (threads == null) return;
    if (threads < 1 || threads > Parallel.SLICES)
      throw new InputException("--threads " + threads + ": must be 1 to " + Parallel.SLICES);
    Parallel.setThreads(threads);
  }

  private double imagesPerSecond(Runnable work) {
    int runs = 0;
    long begin = System.nanoTime();
    long end = begin + (long) (seconds * 1e9);
    do {
      work.run();
      runs++;
    } while (System.nanoTime() < end);
    return (double) runs * batchSize / ((System.nanoTime() - begin) / 1e9);
  }

  /** The layers of {@code tensorbang.scratch}. */
  private final class PlainSide {
    private final ImageSet images;
    private final Normalization normalization;
    private final Network network = Networks.create(net, 10);
    private final Training training;
    private Tensor x;

    PlainSide(ImageSet images, Normalization normalization, Map<String, FloatArray> weights) {
      this.images = images;
      this.normalization = normalization;
      for (Parameter p : network.parameters())
        System.arraycopy(weights.get(p.name()).values(), 0, p.value().data(), 0, p.value().size());
      training = new Training(network, new Sgd(network.parameters(), 0.9, 0, false));
    }

    private Tensor input() {
      x =
          Pixels.normalize(
              images.pixels(), images.height(), images.width(), normalization.mean(), normalization.std(), x);
      return x;
    }

    void forward() {
      network.forward(input(), false);
    }

    double step() {
      return training.step(input(), images.labels(), LEARNING_RATE).lossSum() / batchSize;
    }
  }

  /** The graph that train.java makes of the same network. */
  private final class TensorFlowSide implements AutoCloseable {
    private final NetGraph graph;
    private final TrainGraph steps;
    private final TUint8 pixels;
    private final TInt32 labels;
    private final TFloat32 rate = TFloat32.scalarOf(LEARNING_RATE);
    private final TInt32 random = TInt32.vectorOf(1, 1);

    TensorFlowSide(ImageSet images, Normalization normalization) {
      TrainConfig config =
          TrainConfig.DEFAULTS.with("nesterov", false).with("weight_decay", 0).with("label_smoothing", 0);
      Net told = net.equals(LIGHT) ? scratch_speed::light : Nets.create(net, Map.of(), 10);
      graph = new NetGraph(told, images.height(), images.width(), normalization);
      steps = TrainGraph.of(told, graph, config, new int[10], Device.CPU, Parallel.threads());
      graph.variables().initialize(steps.session(), 1);
      pixels =
          TUint8.tensorOf(
              Shape.of(batchSize, images.height(), images.width(), 3), DataBuffers.of(images.pixels(), true, false));
      labels = TInt32.vectorOf(images.labels());
      // The first run of a combination of feeds and fetches is slow and talks to standard error.
      NativeStderr.silenced(inference()::run).close();
      NativeStderr.silenced(steps.step(pixels, labels, rate, random)::run).close();
      graph.variables().initialize(steps.session(), 1);
    }

    Map<String, FloatArray> weights() {
      return Variables.read(steps.session(), graph.variables().trainable());
    }

    private Session.Runner inference() {
      return steps.session().runner().feed(graph.images(), pixels).fetch(graph.logits());
    }

    void forward() {
      inference().run().close();
    }

    double step() {
      try (var result = steps.step(pixels, labels, rate, random).run()) {
        return ((TFloat32) result.get(0)).getFloat() / batchSize;
      }
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

  /** The network {@code light} of {@link Networks}, told to TensorFlow. */
  private static Operand<TFloat32> light(Layers l, Operand<TFloat32> x) {
    for (int filters : new int[] {32, 64, 128})
      x = l.maxPool(l.relu(l.batchNorm(l.conv(x, Conv.of(filters, 3).same().noBias()))), 2);
    return l.dense(l.flatten(x), 10);
  }

  private TextTable table(Figures f) {
    return new TextTable(
            TextTable.left("images/s"), TextTable.right("plain Java"), TextTable.right("TensorFlow"),
            TextTable.right("ratio"))
        .row(cells("forward", f.forward()))
        .row(cells("training step", f.trainingStep()))
        .footer(
            String.format(
                Locale.ROOT, "%s, batch %d, %d threads each, %s; medians of %d turns", net, batchSize,
                Parallel.threads(), f.environment().java(), turns));
  }

  private static Object[] cells(String work, Work speeds) {
    return new Object[] {
      work, Math.round(speeds.plainJavaMedian()), Math.round(speeds.tensorflowMedian()),
      String.format(Locale.ROOT, "%.2f", speeds.ratio())
    };
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
