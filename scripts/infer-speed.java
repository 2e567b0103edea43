//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//MAIN infer_speed
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
import tensorbang.tf.TensorFlowRuntime;
import tensorbang.train.TrainConfig;

@Command(
    name = "infer-speed.java",
    sortOptions = false,
    description = {
      "How long a network takes to classify one image. What is timed is one Session.run, host to host: from the pixels"
          + " in Java's memory to the logits there. The graph is frozen: weights are constants, batch norm is folded"
          + " into the convolutions, nothing of training is left.",
      ""
    })
class infer_speed implements Callable<Integer> {
  private static final int SIDE = 32;
  private static final int CLASSES = 10;
  private static final long SEED = 42;

  @Mixin
  NetworkOptions network = new NetworkOptions("convnet,resnet20", true);

  @Mixin
  ModelOptions model;

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
      description = "Folder for the figures and the chart (default: a new one under results/infer-speed, named after the"
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

  /** One network's latency, in milliseconds. */
  record Row(String name, NetCost cost, int foldedBatchNorms, Latency latency) {}

  @Override
  public Integer call() {
    if (warmup < 1) throw new InputException("--warmup " + warmup + ": must be at least 1");
    if (iterations < 1 || iterations > 10_000_000)
      throw new InputException("--iterations " + iterations + ": must be 1 to 10000000");
    arithmetic = TrainConfig.DEFAULTS.with("precision", precision).precision();
    if (network.isGiven() && model.isGiven()) throw new InputException("--net and --model: give one of them");
    int threads = machine.threads();
    List<String> names = List.of(network.net().split(",", -1));
    Map<String, Object> choices = network.choices().values();
    if (!model.isGiven()) for (String net : names) Nets.options(net, choices);
    Destination.checkFolder("out", out);
    ModelFolder folder = model.isGiven() ? ModelFolder.open(model.folder()) : null;
    byte[] pixels = folder == null
        ? pixels(SIDE, SIDE)
        : pixels(folder.card().height(), folder.card().width());
    TensorFlowRuntime.start();
    Device device = machine.device().resolve();

    List<Row> rows = new ArrayList<>();
    if (folder != null) rows.add(measureModel(folder, pixels, device, threads));
    else for (String net : names) rows.add(measureNet(net, choices, pixels, device, threads));
    Environment environment = Environment.now(device, threads);
    print(rows, environment);
    write(rows, environment);
    return 0;
  }

  private byte[] pixels(int height, int width) {
    if (picture != null) return ImageFile.read(picture, height, width);
    byte[] noise = new byte[height * width * 3];
    new Random(SEED).nextBytes(noise);
    return noise;
  }

  private Row measureModel(ModelFolder folder, byte[] pixels, Device device, int threads) {
    ModelCard card = folder.card();
    InferenceGraph graph = folder.graph();
    int classes = card.classes().size();
    NetCost cost = NetCost.of(card.net(), card.netOptions(), classes, graph.layers());
    try (FrozenClassifier frozen = new FrozenClassifier(
        graph,
        folder.weights(model.weights(), graph),
        card.height(),
        card.width(),
        card.mean().length,
        classes,
        device,
        threads,
        arithmetic)) {
      return new Row(folder.name(), cost.summary(), frozen.foldedBatchNorms(), measure(frozen, pixels));
    }
  }

  private Row measureNet(String name, Map<String, Object> choices, byte[] pixels, Device device, int threads) {
    Normalization usual = new Normalization(new float[] {0.49f, 0.48f, 0.45f}, new float[] {0.25f, 0.24f, 0.26f});
    Map<String, Object> options = Nets.options(name, choices);
    try (NetGraph net = new NetGraph(Nets.create(name, options, CLASSES), SIDE, SIDE, usual);
        FrozenClassifier frozen = new FrozenClassifier(
            InferenceGraph.of(net),
            net.variables().initial(SEED),
            SIDE,
            SIDE,
            3,
            CLASSES,
            device,
            threads,
            arithmetic)) {
      NetCost cost = NetCost.of(name, options, CLASSES, net.rows());
      return new Row(name, cost.summary(), frozen.foldedBatchNorms(), measure(frozen, pixels));
    }
  }

  private Latency measure(FrozenClassifier frozen, byte[] pixels) {
    for (int i = 0; i < warmup; i++) frozen.logits(pixels);
    long[] nanos = new long[iterations];
    for (int i = 0; i < iterations; i++) {
      long begin = System.nanoTime();
      frozen.logits(pixels);
      nanos[i] = System.nanoTime() - begin;
    }
    return Latency.of(nanos);
  }

  private void print(List<Row> rows, Environment environment) {
    TextTable table = new TextTable(
        TextTable.left("network"),
        TextTable.right("MACs"),
        TextTable.right("mean ms"),
        TextTable.right("median"),
        TextTable.right("p95"),
        TextTable.right("p99"),
        TextTable.right("std"),
        TextTable.right("images/s"));
    for (Row row : rows) {
      Latency l = row.latency();
      table.row(
          row.name(),
          row.cost().macs(),
          ms(l.mean()),
          ms(l.median()),
          ms(l.p95()),
          ms(l.p99()),
          ms(l.std()),
          String.format(Locale.ROOT, "%,.0f", l.imagesPerSecond()));
    }
    System.out.println(table);
    System.out.println("timed: " + timed());
    System.out.printf(
        Locale.ROOT,
        "%s, %s, %d threads, %s; %,d runs after %,d that do not count%n",
        environment.processor(),
        environment.device(),
        environment.threads(),
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
      histogram.add(row.name(), times);
    }
    histogram.write(png, svg);
    System.out.println("figures  " + json);
    System.out.println("chart    " + png + ", " + svg);
  }

  private static String ms(double milliseconds) {
    return String.format(Locale.ROOT, "%.3f", milliseconds);
  }
}
