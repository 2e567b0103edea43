//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.apache.commons.math3.stat.StatUtils;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TUint8;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.cli.DataOptions;
import tensorbang.cli.Destination;
import tensorbang.cli.HelpOption;
import tensorbang.cli.MachineOptions;
import tensorbang.cli.Main;
import tensorbang.cli.RunPaths;
import tensorbang.cli.TrainOptions;
import tensorbang.cli.Workspace;
import tensorbang.cost.MatrixProductSpeed;
import tensorbang.data.Dataset;
import tensorbang.data.ImageSet;
import tensorbang.data.Normalization;
import tensorbang.nn.FrozenGraph;
import tensorbang.nn.InferenceGraph;
import tensorbang.nn.LayerInfo;
import tensorbang.nn.Net;
import tensorbang.nn.NetGraph;
import tensorbang.report.BarChart;
import tensorbang.report.TextTable;
import tensorbang.tf.ChromeTrace;
import tensorbang.tf.Device;
import tensorbang.tf.NativeStderr;
import tensorbang.tf.Precision;
import tensorbang.tf.StepTrace;
import tensorbang.tf.StepTrace.Operation;
import tensorbang.tf.StepTrace.Total;
import tensorbang.tf.TensorFlowRuntime;
import tensorbang.train.RepeatedStep;
import tensorbang.train.TrainConfig;

@Command(
    name = "profile.java",
    sortOptions = false,
    description = {
      "Where the time of a step goes, operation by operation, by TensorFlow's own trace: of a training step, or with "
          + "--inference of a prediction. Writes a table of all operations, a chart, and a trace that "
          + "chrome://tracing and ui.perfetto.dev show. Operations whose names begin with _Mkl are those of oneDNN.",
      "",
      "  profile.java --net resnet20 --precision bfloat16",
      "  profile.java --net convnet --inference --batch-size 1 --threads 1",
      ""
    })
class profile implements Callable<Integer> {
  private static final int MOST_STEPS = 1000;
  private static final int BARS = 14;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "10",
      description = "Steps to trace, and as many to time without a trace (default: ${DEFAULT-VALUE}).")
  int steps;

  @Option(names = "--inference", description = "Predict instead, with the frozen network and random weights.")
  boolean inference;

  @Option(names = "--by-shape", description = "Tell apart operations of one kind by the shape of their output.")
  boolean byShape;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder for table, chart and trace (default: a new one in results/profile, named after the " + "network).")
  Path out;

  @Mixin
  TrainOptions options;

  @Mixin
  DataOptions data;

  @Mixin
  MachineOptions machine;

  @Mixin
  HelpOption help;

  public static void main(String... arguments) {
    Main.run(new profile(), arguments);
  }

  @Override
  public Integer call() {
    if (steps < 1 || steps > MOST_STEPS) throw InputException.of("steps", steps, "must be 1 to " + MOST_STEPS);
    Destination.checkFolder("out", out);
    options.config(options.dataset(), options.seeds().get(0)); // refuses what is out of range before data is loaded
    data.request();
    machine.threads();
    Device device = machine.device().resolve();
    options.config(options.dataset(), options.seeds().get(0)).precision().check(device);
    Dataset dataset = data.load();
    TrainConfig config = options.config(dataset.name(), options.seeds().get(0));
    if (inference) predict(config, dataset, device);
    else train(config, dataset, device);
    return 0;
  }

  private void train(TrainConfig config, Dataset dataset, Device device) {
    try (RepeatedStep step =
        new RepeatedStep(config, dataset.train(), dataset.classes().size(), device, machine.threads())) {
      double operations = operations(step.graph().rows(), step.batch(), true);
      report(config, device, step.batch(), step::runner, operations);
    }
  }

  private void predict(TrainConfig config, Dataset dataset, Device device) {
    boolean casts = device == Device.GPU && config.precision() == Precision.BFLOAT16;
    ImageSet batch =
        dataset.train().first(Math.min(config.batchSize(), dataset.train().size()));
    Shape shape = Shape.of(batch.size(), batch.height(), batch.width(), batch.channels());
    Net network = config.network(dataset.classes().size());
    try (NetGraph net = new NetGraph(network, batch.height(), batch.width(), Normalization.of(dataset.train()));
        FrozenGraph frozen =
            new FrozenGraph(InferenceGraph.of(net), net.variables().initial(config.seed()), casts);
        Session session = TensorFlowRuntime.open(
            frozen.graph(), device, machine.threads(), casts ? Precision.FLOAT32 : config.precision());
        TUint8 images = TUint8.tensorOf(shape, DataBuffers.of(batch.pixels(), true, false))) {
      Supplier<Session.Runner> runner =
          () -> session.runner().feed(frozen.images(), images).fetch(frozen.logits());
      report(config, device, batch.size(), runner, operations(net.rows(), batch.size(), false));
    }
  }

  /** Two for each multiply-accumulate; a backward pass has two more products a layer, but one in the first. */
  private static double operations(List<LayerInfo> layers, int batch, boolean training) {
    long macs = layers.stream().mapToLong(LayerInfo::macs).sum();
    long first = layers.stream()
        .mapToLong(LayerInfo::macs)
        .filter(m -> m > 0)
        .findFirst()
        .orElse(0);
    return 2.0 * batch * (training ? 3 * macs - first : macs);
  }

  private void report(
      TrainConfig config, Device device, int batch, Supplier<Session.Runner> step, double productOperations) {
    double[] untraced = new double[steps];
    NativeStderr.silenced(step.get()::run).close();
    for (int i = 0; i < steps; i++) {
      long begin = System.nanoTime();
      step.get().run().close();
      untraced[i] = (System.nanoTime() - begin) / 1e6;
    }
    StepTrace trace = StepTrace.of(step, steps);
    String what = (inference ? "Prediction" : "Training step") + " of " + config.net() + ", batch " + batch + ", "
        + config.precision();
    String where = device == Device.CPU
        ? machine.threads() + (machine.threads() == 1 ? " thread" : " threads")
        : device.toString();
    System.out.printf(
        Locale.ROOT,
        "%s, %s: %.2f ms (median of %d, %.2f to %.2f), %,.0f images/s%n%n",
        what,
        where,
        StatUtils.percentile(untraced, 50),
        steps,
        StatUtils.min(untraced),
        StatUtils.max(untraced),
        1e3 * batch / StatUtils.percentile(untraced, 50));
    for (String name : trace.devices()) System.out.println(table(trace, name));
    String mainDevice = trace.devices().stream()
        .max((a, b) -> Double.compare(trace.millis(a), trace.millis(b)))
        .orElseThrow();
    double products = trace.totals(mainDevice, o -> isProduct(o) ? "product" : "other").stream()
        .filter(t -> t.key().equals("product"))
        .mapToDouble(Total::millis)
        .sum();
    if (device == Device.CPU && products > 0)
      System.out.printf(
          Locale.ROOT,
          "convolutions and matrix products: %.2f ms, %.0f %% of the operations, %,.0f GFLOP/s; a product of large"
              + " matrices reaches %,.0f GFLOP/s here%n",
          products,
          100 * products / trace.millis(mainDevice),
          productOperations / products / 1e6,
          MatrixProductSpeed.gflops(device, machine.threads(), config.precision()));
    write(what + ", " + where, config.net(), trace, mainDevice);
  }

  private String key(Operation operation) {
    return byShape ? (operation.kind() + " " + operation.output()).strip() : operation.kind();
  }

  private String table(StepTrace trace, String device) {
    TextTable table = new TextTable(
        TextTable.left("operation"),
        TextTable.right("calls", "%.1f"),
        TextTable.right("ms a step", "%.3f"),
        TextTable.right("share, %", "%.1f"));
    List<Total> totals = trace.totals(device, this::key);
    double all = trace.millis(device);
    double shown = 0;
    for (Total t : totals.subList(0, Math.min(BARS, totals.size()))) {
      table.row(t.key(), t.calls(), t.millis(), 100 * t.share());
      shown += t.millis();
    }
    if (totals.size() > BARS) table.row("others", null, all - shown, 100 * (all - shown) / all);
    return device + "\n" + table.total("traced operations", null, all, 100.0);
  }

  private static boolean isProduct(Operation operation) {
    return operation.kind().contains("Conv2D")
        || operation.kind().contains("MatMul")
        || operation.kind().contains("DepthwiseConv");
  }

  private void write(String title, String net, StepTrace trace, String device) {
    Path folder = out == null ? RunPaths.fresh(Workspace.results().resolve("profile"), net) : out;
    AtomicFile.createFolder(folder);
    Path csv = folder.resolve("operations.csv");
    Path png = folder.resolve("operations.png");
    Path svg = folder.resolve("operations.svg");
    Path json = folder.resolve("trace.json");
    TextTable operations = new TextTable(
        TextTable.left("device"),
        TextTable.left("operation"),
        TextTable.right("calls"),
        TextTable.right("milliseconds"),
        TextTable.right("share"));
    for (String name : trace.devices())
      for (Total t : trace.totals(name, this::key)) operations.row(name, t.key(), t.calls(), t.millis(), t.share());
    operations.writeCsv(csv);
    AtomicFile.writeText(json, ChromeTrace.json(trace));
    List<Total> totals = trace.totals(device, this::key);
    List<Total> longest = totals.subList(0, Math.min(BARS, totals.size()));
    new BarChart(title, "ms a step", longest.stream().map(Total::key).toList())
        .decimals(2)
        .add("ms", longest.stream().mapToDouble(Total::millis).toArray())
        .write(png, svg);
    System.out.println("table    " + csv);
    System.out.println("chart    " + png + ", " + svg);
    System.out.println("trace    " + json);
  }
}
