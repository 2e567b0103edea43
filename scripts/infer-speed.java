//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//MAIN infer_speed
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java
//DEPS com.microsoft.onnxruntime:onnxruntime:1.28.0

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.cli.Destination;
import tensorbang.cli.HelpOption;
import tensorbang.cli.MachineOptions;
import tensorbang.cli.Main;
import tensorbang.cli.ModelOptions;
import tensorbang.cli.NetworkOptions;
import tensorbang.cli.RunPaths;
import tensorbang.cli.Workspace;
import tensorbang.cost.NetCost;
import tensorbang.data.Normalization;
import tensorbang.data.pictures.ImageFile;
import tensorbang.interop.onnx.ImageLayout;
import tensorbang.interop.onnx.LogitDifference;
import tensorbang.interop.onnx.OnnxModel;
import tensorbang.model.FrozenClassifier;
import tensorbang.model.Latency;
import tensorbang.model.ModelCard;
import tensorbang.model.ModelFolder;
import tensorbang.nets.Nets;
import tensorbang.nn.InferenceGraph;
import tensorbang.nn.NetGraph;
import tensorbang.report.Histogram;
import tensorbang.report.TextTable;
import tensorbang.tf.Device;
import tensorbang.tf.Environment;
import tensorbang.tf.Precision;
import tensorbang.train.TrainConfig;
import tensorbang.weights.FloatArray;

@Command(
    name = "infer-speed.java",
    sortOptions = false,
    description = {
      "How long a network takes to classify one image. What is timed is one Session.run, host to host: from the pixels"
          + " in Java's memory to the logits there. The graph is frozen: weights are constants, batch norm is folded"
          + " into the convolutions, nothing of training is left. With --engine onnxruntime, ONNX Runtime classifies"
          + " the same pixels with the same network, the two take turns, and their outputs are compared. Without"
          + " --threads, each takes one thread or all, whichever is faster.",
      ""
    })
class infer_speed implements Callable<Integer> {
  private static final int SIDE = 32;
  private static final int CHANNELS = 3;
  private static final int CLASSES = 10;
  private static final long SEED = 42;
  private static final String TENSORFLOW = "tensorflow";
  private static final String ONNX_RUNTIME = "onnxruntime";

  /** How many runs an engine has before it is the next one's turn. */
  private static final int TURN = 50;

  /** How many runs decide between one thread and all. */
  private static final int TRIAL = 50;

  @Mixin
  NetworkOptions network = new NetworkOptions("convnet,resnet20", true);

  @Mixin
  ModelOptions model;

  @Option(
      names = "--engine",
      paramLabel = "tensorflow|onnxruntime",
      defaultValue = TENSORFLOW,
      description = "What computes; onnxruntime is measured beside tensorflow (default: ${DEFAULT-VALUE}).")
  String engine;

  @Option(names = "--image", paramLabel = "PICTURE", description = "What to classify (default: noise).")
  Path picture;

  @Option(
      names = "--warmup",
      paramLabel = "N",
      defaultValue = "100",
      description = "Runs before those that count (default: ${DEFAULT-VALUE}).")
  int warmup;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Runs that count (default: ${DEFAULT-VALUE}).")
  int iterations;

  @Option(
      names = "--precision",
      paramLabel = "NAME",
      defaultValue = "float32",
      description = {
        "float32, or bfloat16 for processors with AVX512-BF16 or AMX and for GPUs (default: ${DEFAULT-VALUE})."
      })
  String precision;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder for the figures and the chart (default: a new one under results/infer-speed, named after the"
              + " networks).")
  Path out;

  @Mixin
  MachineOptions machine;

  @Mixin
  HelpOption help;

  private Precision arithmetic;

  public static void main(String... arguments) {
    Main.run(new infer_speed(), arguments);
  }

  /** What {@code latency.json} holds. */
  record Figures(
      int schema,
      String timed,
      String image,
      int warmup,
      int iterations,
      String precision,
      Environment environment,
      List<Row> networks) {}

  /**
   * One network's latency in one engine, in milliseconds.
   *
   * @param ratio TensorFlow's median over this engine's, or 1
   * @param logitDifference of this engine's outputs from TensorFlow's: {@link LogitDifference}, or 0
   */
  record Row(
      String name,
      String engine,
      int threads,
      NetCost cost,
      int foldedBatchNorms,
      Latency latency,
      double ratio,
      double logitDifference) {}

  /** Computes the logits of one image. */
  private interface Engine extends AutoCloseable {
    float[] logits(byte[] pixels);

    @Override
    void close();
  }

  /** An engine with as many threads as it runs with. */
  private record Threaded(Engine engine, int threads) {}

  @Override
  public Integer call() {
    if (warmup < 1) throw new InputException("--warmup " + warmup + ": must be at least 1");
    if (iterations < 1 || iterations > 10_000_000)
      throw new InputException("--iterations " + iterations + ": must be 1 to 10000000");
    arithmetic = TrainConfig.DEFAULTS.with("precision", precision).precision();
    if (network.isGiven() && model.isGiven()) throw new InputException("--net and --model: give one of them");
    Map<String, Object> choices = network.choices().values();
    if (model.isGiven() && !choices.isEmpty())
      throw InputException.of(choices.keySet().iterator().next(), "", "has no meaning with --model");
    if (!model.isGiven() && model.weightsGiven()) throw new InputException("--weights: has no meaning without --model");
    int threads = machine.threads();
    checkEngine();
    List<String> names = List.of(network.net().split(",", -1));
    if (!model.isGiven()) for (String net : names) Nets.options(net, choices);
    Destination.checkFolder("out", out);
    ModelFolder folder = model.isGiven() ? ModelFolder.open(model.folder()) : null;
    byte[] pixels = folder == null
        ? pixels(SIDE, SIDE, CHANNELS)
        : pixels(folder.card().height(), folder.card().width(), folder.card().mean().length);
    Device device = machine.device().resolve();

    List<Row> rows = new ArrayList<>();
    if (folder != null) rows.addAll(measureModel(folder, pixels, device, threads));
    else for (String net : names) rows.addAll(measureNet(net, choices, pixels, device, threads));
    Environment environment = Environment.now(device, threads);
    print(rows, environment);
    write(rows, environment);
    return 0;
  }

  private byte[] pixels(int height, int width, int channels) {
    if (picture != null) return ImageFile.read(picture, height, width, channels);
    byte[] noise = new byte[height * width * channels];
    new Random(SEED).nextBytes(noise);
    return noise;
  }

  private void checkEngine() {
    if (engine.equals(TENSORFLOW)) return;
    if (!engine.equals(ONNX_RUNTIME))
      throw new InputException("--engine " + engine + ": expected " + TENSORFLOW + " or " + ONNX_RUNTIME);
    if (arithmetic != Precision.FLOAT32)
      throw new InputException("--engine " + engine + ": computes in float32, leave out --precision");
    if (machine.device() == Device.GPU)
      throw new InputException("--engine " + engine + ": computes on the CPU, leave out --device");
  }

  private List<Row> measureModel(ModelFolder folder, byte[] pixels, Device device, int threads) {
    ModelCard card = folder.card();
    InferenceGraph graph = folder.graph();
    NetCost cost = NetCost.of(card.net(), card.netOptions(), card.classes().size(), graph.layers());
    return measure(folder.name(), cost, card, graph, folder.weights(model.weights(), graph), pixels, device, threads);
  }

  private List<Row> measureNet(String name, Map<String, Object> choices, byte[] pixels, Device device, int threads) {
    Normalization usual = new Normalization(new float[] {0.49f, 0.48f, 0.45f}, new float[] {0.25f, 0.24f, 0.26f});
    Map<String, Object> options = Nets.options(name, choices);
    List<String> classes =
        IntStream.range(0, CLASSES).mapToObj(k -> "class " + k).toList();
    ModelCard card = ModelCard.imported(name, options, classes, SIDE, SIDE, usual, Map.of());
    try (NetGraph net = new NetGraph(Nets.create(name, options, CLASSES), SIDE, SIDE, usual)) {
      NetCost cost = NetCost.of(name, options, CLASSES, net.rows());
      Map<String, FloatArray> weights = net.variables().initial(SEED);
      return measure(name, cost, card, InferenceGraph.of(net), weights, pixels, device, threads);
    }
  }

  private List<Row> measure(
      String name,
      NetCost cost,
      ModelCard card,
      InferenceGraph graph,
      Map<String, FloatArray> weights,
      byte[] pixels,
      Device device,
      int threads) {
    Threaded tensorFlow = fastest(count -> tensorFlow(card, graph, weights, device, count), threads, pixels);
    Threaded onnx = engine.equals(TENSORFLOW)
        ? null
        : fastest(count -> new OnnxEngine(card, graph, weights, count), threads, pixels);
    Map<String, Threaded> engines = new LinkedHashMap<>();
    engines.put(TENSORFLOW, tensorFlow);
    if (onnx != null) engines.put(ONNX_RUNTIME, onnx);
    try {
      Map<String, Latency> latencies = measure(engines, pixels);
      double difference = onnx == null
          ? 0
          : LogitDifference.of(
              name, tensorFlow.engine().logits(pixels), onnx.engine().logits(pixels));
      double standard = latencies.get(TENSORFLOW).median();
      int folded = ((TensorFlowEngine) tensorFlow.engine()).classifier().foldedBatchNorms();
      List<Row> rows = new ArrayList<>();
      latencies.forEach((of, latency) -> rows.add(new Row(
          name,
          of,
          engines.get(of).threads(),
          cost.summary(),
          folded,
          latency,
          standard / latency.median(),
          of.equals(TENSORFLOW) ? 0 : difference)));
      return rows;
    } finally {
      engines.values().forEach(each -> each.engine().close());
    }
  }

  /** With the threads asked for; else with one or all, whichever is faster: a small network gains nothing by two. */
  private Threaded fastest(IntFunction<Engine> make, int threads, byte[] pixels) {
    Threaded all = new Threaded(make.apply(threads), threads);
    if (machine.threadsGiven() || threads == 1) return all;
    Threaded one = new Threaded(make.apply(1), 1);
    double[] medians = new double[2];
    for (int i = 0; i < 2; i++) {
      Engine each = i == 0 ? one.engine() : all.engine();
      long[] nanos = new long[TRIAL];
      for (int k = 0; k < TRIAL; k++) each.logits(pixels);
      for (int k = 0; k < TRIAL; k++) nanos[k] = time(each, pixels);
      medians[i] = Latency.of(nanos).median();
    }
    Threaded slower = medians[0] <= medians[1] ? all : one;
    slower.engine().close();
    return slower == all ? one : all;
  }

  private Engine tensorFlow(
      ModelCard card, InferenceGraph graph, Map<String, FloatArray> weights, Device device, int threads) {
    int channels = card.mean().length;
    int classes = card.classes().size();
    return new TensorFlowEngine(new FrozenClassifier(
        graph, weights, card.height(), card.width(), channels, classes, device, threads, arithmetic));
  }

  private static long time(Engine engine, byte[] pixels) {
    long begin = System.nanoTime();
    engine.logits(pixels);
    return System.nanoTime() - begin;
  }

  /** The engines take turns, so that both have the machine as busy. */
  private Map<String, Latency> measure(Map<String, Threaded> engines, byte[] pixels) {
    Map<String, long[]> nanos = new LinkedHashMap<>();
    for (String name : engines.keySet()) nanos.put(name, new long[iterations]);
    for (Threaded each : engines.values())
      for (int i = 0; i < warmup; i++) each.engine().logits(pixels);
    for (int from = 0; from < iterations; from += TURN)
      for (String name : engines.keySet())
        for (int i = from; i < Math.min(from + TURN, iterations); i++)
          nanos.get(name)[i] = time(engines.get(name).engine(), pixels);
    Map<String, Latency> latencies = new LinkedHashMap<>();
    nanos.forEach((name, all) -> latencies.put(name, Latency.of(all)));
    return latencies;
  }

  /** The frozen graph in TensorFlow. */
  private record TensorFlowEngine(FrozenClassifier classifier) implements Engine {
    @Override
    public float[] logits(byte[] pixels) {
      return classifier.logits(pixels);
    }

    @Override
    public void close() {
      classifier.close();
    }
  }

  /** The same network in ONNX Runtime, for the same pixels. Its tensors are made once, over memory of Java's. */
  private static final class OnnxEngine implements Engine {
    private final OrtSession session;
    private final ByteBuffer pixels;
    private final FloatBuffer results;
    private final OnnxTensor images;
    private final OnnxTensor outputs;

    OnnxEngine(ModelCard card, InferenceGraph graph, Map<String, FloatArray> weights, int threads) {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      long[] shape = {1, card.height(), card.width(), card.mean().length};
      long[] logits = {1, card.classes().size()};
      pixels = ByteBuffer.allocateDirect(card.height() * card.width() * card.mean().length);
      results = ByteBuffer.allocateDirect(card.classes().size() * Float.BYTES)
          .order(ByteOrder.nativeOrder())
          .asFloatBuffer();
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        options.setIntraOpNumThreads(threads);
        session = environment.createSession(
            OnnxModel.of(card, graph, weights, ImageLayout.NHWC).bytes(), options);
        images = OnnxTensor.createTensor(environment, pixels, shape, OnnxJavaType.UINT8);
        outputs = OnnxTensor.createTensor(environment, results, logits);
      } catch (OrtException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public float[] logits(byte[] image) {
      pixels.clear().put(image);
      try (OrtSession.Result result =
          session.run(Map.of(OnnxModel.IMAGES, images), Map.of(OnnxModel.LOGITS, outputs))) {
        float[] logits = new float[results.capacity()];
        results.clear().get(logits);
        return logits;
      } catch (OrtException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      images.close();
      outputs.close();
      try {
        session.close();
      } catch (OrtException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void print(List<Row> rows, Environment environment) {
    TextTable table = new TextTable(
        TextTable.left("network"),
        TextTable.left("engine").unwrapped(),
        TextTable.right("threads"),
        TextTable.right("MACs").whereThereIsRoom(),
        TextTable.right("mean ms"),
        TextTable.right("median"),
        TextTable.right("p95"),
        TextTable.right("p99"),
        TextTable.right("std").whereThereIsRoom(),
        TextTable.right("images/s"));
    for (Row row : rows) {
      Latency l = row.latency();
      table.row(
          row.name(),
          row.engine(),
          row.threads(),
          row.cost().macs(),
          ms(l.mean()),
          ms(l.median()),
          ms(l.p95()),
          ms(l.p99()),
          ms(l.std()),
          String.format(Locale.ROOT, "%,.0f", l.imagesPerSecond()));
    }
    System.out.println(table);
    for (Row row : rows)
      if (row.engine().equals(ONNX_RUNTIME))
        System.out.printf(
            Locale.ROOT,
            "%s: TensorFlow takes %.2f times as long as ONNX Runtime (medians); the logits agree to %.1e%n",
            row.name(),
            row.ratio(),
            row.logitDifference());
    System.out.println("timed: " + timed());
    System.out.printf(
        Locale.ROOT,
        "%s, %s, %s; %,d runs after %,d that do not count%n",
        environment.processor(),
        environment.device(),
        arithmetic.toString(),
        iterations,
        warmup);
  }

  private static String timed() {
    return "one image, one Session.run of the frozen graph, from the pixels in Java's memory to the logits there";
  }

  private void write(List<Row> rows, Environment environment) {
    String names = rows.stream().map(Row::name).collect(Collectors.joining("-"));
    Path folder = out == null ? RunPaths.fresh(Workspace.results().resolve("infer-speed"), names) : out;
    Path json = folder.resolve("latency.json");
    Path png = folder.resolve("latency.png");
    Path svg = folder.resolve("latency.svg");
    String image = picture == null ? "noise" : picture.getFileName().toString();
    AtomicFile.writeText(
        json, Json.write(new Figures(1, timed(), image, warmup, iterations, arithmetic.toString(), environment, rows)));
    Histogram histogram =
        new Histogram("Time to classify one image, " + environment.device(), "milliseconds", "runs a bin");
    for (Row row : rows) {
      float[] times = new float[row.latency().all().length];
      for (int i = 0; i < times.length; i++) times[i] = (float) row.latency().all()[i];
      histogram.add(row.engine().equals(TENSORFLOW) ? row.name() : row.name() + ", " + row.engine(), times);
    }
    histogram.write(png, svg);
    System.out.println("figures  " + json);
    System.out.println("chart    " + png + ", " + svg);
  }

  private static String ms(double milliseconds) {
    return String.format(Locale.ROOT, "%.3f", milliseconds);
  }
}
