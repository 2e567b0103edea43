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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.cli.HelpOption;
import tensorbang.cli.MachineOptions;
import tensorbang.cli.Main;
import tensorbang.cli.NetworkChoices;
import tensorbang.cli.NetworkOptions;
import tensorbang.cli.Workspace;
import tensorbang.cost.NetCost;
import tensorbang.data.Normalization;
import tensorbang.data.pictures.ImageFile;
import tensorbang.model.FrozenClassifier;
import tensorbang.model.Latency;
import tensorbang.model.ModelCard;
import tensorbang.nets.NetOptions;
import tensorbang.nets.Nets;
import tensorbang.report.Histogram;
import tensorbang.report.TextTable;
import tensorbang.tf.Device;
import tensorbang.tf.Environment;
import tensorbang.tf.Precision;
import tensorbang.tf.TensorFlowRuntime;
import tensorbang.weights.FloatArray;

@Command(
    name = "infer-speed.java",
    sortOptions = false,
    description = {
      "How long a network takes to classify one image. What is timed is one Session.run, host to host: from the pixels "
          + "in Java's memory to the logits there. The graph is frozen: weights are constants, batch norm is folded into "
          + "the convolutions, nothing of training is left.",
      ""
    })
class infer_speed implements Callable<Integer> {
  private static final int SIDE = 32;
  private static final int CLASSES = 10;
  private static final long SEED = 42;

  @Option(
      names = "--net", paramLabel = "NAME,…", split = ",", hideParamSyntax = true,
      completionCandidates = NetworkOptions.Names.class,
      description = "Networks with random weights: ${COMPLETION-CANDIDATES} (default: convnet,resnet20).")
  List<String> nets;

  @Mixin NetworkChoices choices;

  @Option(names = "--model", paramLabel = "DIR", description = "Instead, the folder of a trained model.")
  Path model;

  @Option(
      names = "--weights", paramLabel = "last|best", defaultValue = "last",
      description = "The model's, after the last epoch or after the one that tested best (default: ${DEFAULT-VALUE}).")
  String weights;

  @Option(names = "--image", paramLabel = "PICTURE", description = "What to classify (default: noise).")
  Path picture;

  @Option(
      names = "--warmup", paramLabel = "N", defaultValue = "100",
      description = "Runs before those that count (default: ${DEFAULT-VALUE}).")
  int warmup;

  @Option(
      names = "--iterations", paramLabel = "N", defaultValue = "1000",
      description = "Runs that count (default: ${DEFAULT-VALUE}).")
  int iterations;

  @Option(
      names = "--precision", paramLabel = "NAME", defaultValue = "float32",
      description = {
        "float32, or bfloat16 for processors with AVX512-BF16 or AMX and for GPUs (default: ${DEFAULT-VALUE})."
      })
  String precision;

  @Option(
      names = "--out", paramLabel = "DIR",
      description = "Folder for the figures and the chart (default: results/infer-speed in the checkout).")
  Path out;

  @Mixin MachineOptions machine;
  @Mixin HelpOption help;

  public static void main(String... arguments) {
    Main.run(new infer_speed(), arguments);
  }

  /** What {@code latency.json} holds. */
  record Figures(
      int schema, String timed, String image, int warmup, int iterations, String precision, Environment environment,
      List<Row> networks) {}

  /** One network's latency, in milliseconds. */
  record Row(String name, NetCost cost, int foldedBatchNorms, Latency latency) {}

  @Override
  public Integer call() {
    if (warmup < 1) throw new InputException("--warmup " + warmup + ": must be at least 1");
    if (iterations < 1 || iterations > 10_000_000)
      throw new InputException("--iterations " + iterations + ": must be 1 to 10000000");
    if (nets != null && model != null) throw new InputException("--net and --model: give one of them");
    Precision arithmetic = Precision.parse(precision);
    int threads = machine.threads();
    List<String> names = nets == null ? List.of("convnet", "resnet20") : nets;
    if (model == null) for (String net : names) Nets.options(net, choices.options());
    ModelCard card = model == null ? null : ModelCard.read(model);
    byte[] pixels = pixels(card == null ? SIDE : card.height(), card == null ? SIDE : card.width());
    TensorFlowRuntime.start();
    Device device = machine.device().resolve();

    List<Row> rows = new ArrayList<>();
    if (card != null) rows.add(measureModel(card, pixels, device, threads, arithmetic));
    else for (String net : names) rows.add(measureNet(net, pixels, device, threads, arithmetic));
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

  private Row measureModel(ModelCard card, byte[] pixels, Device device, int threads, Precision arithmetic) {
    Map<String, FloatArray> trained = card.readWeights(model, weights);
    Normalization normalization = new Normalization(card.mean(), card.std());
    NetCost cost = NetCost.of(card.net(), card.netOptions(), card.classes().size(), card.height());
    String name = model.toAbsolutePath().normalize().getFileName().toString();
    try (FrozenClassifier frozen =
        new FrozenClassifier(
            card.createNet(), card.height(), card.width(), normalization, trained,
            ModelCard.weightsFile(model, weights), SEED, device, threads, arithmetic)) {
      return new Row(name, cost.summary(), frozen.foldedBatchNorms(), measure(frozen, pixels));
    }
  }

  private Row measureNet(String net, byte[] pixels, Device device, int threads, Precision arithmetic) {
    NetOptions options = choices.options();
    Normalization usual =
        new Normalization(new float[] {0.49f, 0.48f, 0.45f}, new float[] {0.25f, 0.24f, 0.26f});
    try (FrozenClassifier frozen =
        new FrozenClassifier(
            Nets.create(net, options, CLASSES), SIDE, SIDE, usual, null, net, SEED, device, threads, arithmetic)) {
      NetCost cost = NetCost.of(net, options, CLASSES, SIDE);
      return new Row(net, cost.summary(), frozen.foldedBatchNorms(), measure(frozen, pixels));
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
    TextTable table =
        new TextTable(
            TextTable.left("network"), TextTable.right("MACs"), TextTable.right("mean ms"), TextTable.right("median"),
            TextTable.right("p95"), TextTable.right("p99"), TextTable.right("std"), TextTable.right("images/s"));
    for (Row row : rows) {
      Latency l = row.latency();
      table.row(
          row.name(), row.cost().macs(), ms(l.mean()), ms(l.median()), ms(l.p95()), ms(l.p99()), ms(l.std()),
          String.format(Locale.ROOT, "%,.0f", l.imagesPerSecond()));
    }
    System.out.println(table);
    System.out.println("timed: " + timed());
    System.out.printf(
        Locale.ROOT, "%s, %s, %d threads, %s; %,d runs after %,d that do not count%n", environment.processor(),
        environment.device(), environment.threads(), precision.toLowerCase(Locale.ROOT), iterations, warmup);
  }

  private static String timed() {
    return "one image, one Session.run of the frozen graph, from the pixels in Java's memory to the logits there";
  }

  private void write(List<Row> rows, Environment environment) {
    Path folder = out == null ? Workspace.results().resolve("infer-speed") : out;
    Path json = folder.resolve("latency.json");
    Path png = folder.resolve("latency.png");
    Path svg = folder.resolve("latency.svg");
    String image = picture == null ? "noise" : picture.getFileName().toString();
    AtomicFile.writeText(
        json,
        Json.write(
            new Figures(
                1, timed(), image, warmup, iterations, precision.toLowerCase(Locale.ROOT), environment, rows)));
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
