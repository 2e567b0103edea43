//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//MAIN depthwise_compare
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.cli.HelpOption;
import tensorbang.cli.Main;
import tensorbang.cost.ConvolutionTimes;
import tensorbang.cost.SeparableConvolution;
import tensorbang.data.sets.DatasetCache;
import tensorbang.experiment.ExperimentOptions;
import tensorbang.experiment.settings.Experiment;
import tensorbang.experiment.settings.Networks18;
import tensorbang.experiment.summary.Comparison;
import tensorbang.experiment.summary.Conclusions;
import tensorbang.experiment.summary.Difference;
import tensorbang.experiment.summary.TrainedCost;
import tensorbang.report.ScatterChart;
import tensorbang.report.TextTable;
import tensorbang.settings.Settings;
import tensorbang.tf.Device;
import tensorbang.tf.Precision;
import tensorbang.train.MeanStd;

@Command(
    name = "depthwise-compare.java",
    sortOptions = false,
    description = {
      "PlainNet18 against MobileNet18 and ResNet18 on CIFAR-100: accuracy and training loss, and what each network"
          + " costs: parameters, multiply-accumulates (MACs), bytes, images a second in training, latency of one"
          + " image. Then every size of convolution that PlainNet18 has, standard and depthwise separable, in MACs and"
          + " in time.",
      ""
    })
class depthwise_compare implements Callable<Integer> {
  /** Filters and side of the feature maps in the four stages. */
  private static final int[][] STAGES = {{64, 32}, {128, 16}, {256, 8}, {512, 4}};

  @Option(
      names = "--layer-batch",
      paramLabel = "N",
      defaultValue = "32",
      description = "Images a batch where single layers are timed (default: ${DEFAULT-VALUE}).")
  int layerBatch;

  @Option(
      names = "--layer-rounds",
      paramLabel = "N",
      defaultValue = "15",
      description = "How often each layer is timed; 0 is not at all (default: ${DEFAULT-VALUE}).")
  int layerRounds;

  @Mixin
  ExperimentOptions options = new ExperimentOptions(Networks18.RECIPE);

  @Mixin
  HelpOption help;

  public static void main(String... arguments) {
    Main.run(new depthwise_compare(), arguments);
  }

  @Override
  public Integer call() {
    if (layerBatch < 1) throw new InputException("--layer-batch " + layerBatch + ": must be at least 1");
    if (layerRounds < 0) throw new InputException("--layer-rounds " + layerRounds + ": must be at least 0");
    // A quarter of the filters is enough for a quick look.
    Settings base = options.isQuick() ? Networks18.RECIPE.set("width", 0.25) : Networks18.RECIPE;
    Experiment experiment = Experiment.of("depthwise-compare", "Standard and separable convolutions in 18 layers", base)
        .vary("PlainNet18", Map.of("net", "plainnet18"))
        .vary("MobileNet18", Map.of("net", "mobilenet18"))
        .vary("ResNet18", Map.of("net", "resnet18"))
        .onDataset(options.isQuick() ? DatasetCache.AUTO : Networks18.DATASET);
    return options.run(experiment, List.of(), this::conclude);
  }

  private List<Path> conclude(Comparison comparison, Path folder) {
    Device device = options.machine().device();
    int threads = options.machine().threads();
    List<TrainedCost> costs = comparison.rows().stream()
        .map(row -> TrainedCost.of(row, options::dataset, device, threads))
        .filter(Objects::nonNull)
        .toList();
    Conclusions conclusions = new Conclusions();
    for (int i = 1; i < comparison.rows().size(); i++)
      conclusions.add(
          Difference.of(comparison.rows().get(i), comparison.rows().get(0)).sentence());
    List<Path> charts = new ArrayList<>();
    if (!costs.isEmpty()) {
      printCosts(costs, folder);
      charts.add(scatter(comparison, costs, folder, "accuracy-macs", "multiply-accumulates of one image"));
      charts.add(scatter(comparison, costs, folder, "accuracy-parameters", "parameters"));
      for (TrainedCost cost : costs.subList(1, costs.size())) conclusions.add(compared(cost, costs.get(0)));
    }
    if (layerRounds > 0) printLayers(conclusions, folder, device, threads);
    conclusions.write(folder);
    return charts;
  }

  private static void printCosts(List<TrainedCost> costs, Path folder) {
    TextTable table = new TextTable(
        TextTable.left("network"),
        TextTable.right("top-1"),
        TextTable.right("top-5"),
        TextTable.right("parameters"),
        TextTable.right("MACs"),
        TextTable.right("FLOPs"),
        TextTable.right("THOP's MACs"),
        TextTable.right("bytes"),
        TextTable.right("images/s", "%.0f"),
        TextTable.right("latency ms", "%.2f"));
    for (TrainedCost c : costs)
      table.row(
          c.variation(),
          c.testAccuracy().percent(),
          c.topFiveAccuracy().percent(),
          c.parameters(),
          c.macs(),
          c.flops(),
          c.thopMacs(),
          c.bytes(),
          c.imagesPerSecond(),
          c.latencyMs());
    table.footer("FLOPs are 2 x MACs; images/s in training; latency of one image, frozen graph, float32");
    System.out.println(table);
    table.writeCsv(folder.resolve("costs.csv"));
    AtomicFile.writeText(folder.resolve("costs.json"), Json.write(costs));
  }

  private static Path scatter(Comparison comparison, List<TrainedCost> costs, Path folder, String name, String label) {
    ScatterChart chart = new ScatterChart(comparison.title(), label, "final test accuracy (%)").logX();
    for (TrainedCost c : costs) {
      MeanStd percent = new MeanStd(
          100 * c.testAccuracy().mean(),
          100 * c.testAccuracy().std(),
          c.testAccuracy().n());
      chart.add(c.variation(), name.endsWith("macs") ? c.macs() : c.parameters(), percent);
    }
    Path png = folder.resolve(name + ".png");
    chart.write(png, folder.resolve(name + ".svg"));
    return png;
  }

  private static String compared(TrainedCost one, TrainedCost base) {
    return String.format(
        Locale.ROOT,
        "%s has %.3g times the parameters of %s and %.3g times its MACs; it trained at %.3g times the images a second,"
            + " and one image takes %.3g times as long.",
        one.variation(),
        (double) one.parameters() / base.parameters(),
        base.variation(),
        (double) one.macs() / base.macs(),
        one.imagesPerSecond() / base.imagesPerSecond(),
        one.latencyMs() / base.latencyMs());
  }

  private void printLayers(Conclusions conclusions, Path folder, Device device, int threads) {
    List<ConvolutionTimes> all = new ArrayList<>();
    for (int[] stage : STAGES)
      all.add(ConvolutionTimes.measure(
          new SeparableConvolution(stage[0], stage[0], 3, stage[1]),
          layerBatch,
          layerRounds,
          device,
          threads,
          Precision.FLOAT32));
    TextTable table = new TextTable(
        TextTable.left("N = M, map"),
        TextTable.right("standard MACs"),
        TextTable.right("separable"),
        TextTable.right("1/N + 1/Dk^2", "%.4f"),
        TextTable.right("time ratio", "%.4f"),
        TextTable.right("with backward", "%.4f"),
        TextTable.right("standard ms", "%.2f"),
        TextTable.right("depthwise ms", "%.2f"),
        TextTable.right("pointwise ms", "%.2f"),
        TextTable.right("depthwise FLOP/byte", "%.1f"),
        TextTable.right("depthwise GFLOP/s", "%.1f"),
        TextTable.right("standard FLOP/byte", "%.1f"),
        TextTable.right("standard GFLOP/s", "%.1f"));
    for (ConvolutionTimes t : all) {
      SeparableConvolution s = t.shape();
      table.row(
          s.n() + ", " + s.df() + "x" + s.df(),
          s.standardMacs(),
          s.separableMacs(),
          s.ratio(),
          1 / t.speedUp(),
          1 / t.speedUpWithBackward(),
          t.standard(),
          t.depthwise(),
          t.pointwise(),
          t.depthwiseIntensity(),
          t.depthwiseGflops(),
          t.standardIntensity(),
          t.standardGflops());
      conclusions.add(String.format(
          Locale.ROOT,
          "A 3x3 convolution of %d channels at %dx%d: the separable form saves %.1f times the MACs, and is %.1f times"
              + " as fast (%.1f with the backward pass): its depthwise part does %.1f FLOP a byte (%.0f GFLOP/s, %.1f"
              + " GB/s), the standard one %.0f (%.0f GFLOP/s).",
          s.n(),
          s.df(),
          s.df(),
          1 / s.ratio(),
          t.speedUp(),
          t.speedUpWithBackward(),
          t.depthwiseIntensity(),
          t.depthwiseGflops(),
          t.depthwiseGigabytes(),
          t.standardIntensity(),
          t.standardGflops()));
    }
    table.footer("standard: parameters " + SeparableConvolution.STANDARD_PARAMETERS + ", MACs "
        + SeparableConvolution.STANDARD_MACS + "; separable: " + SeparableConvolution.SEPARABLE_PARAMETERS + ", "
        + SeparableConvolution.SEPARABLE_MACS + "; ratio " + SeparableConvolution.RATIO);
    table.footer("stride 1, batch " + layerBatch + ", float32, " + threads + " threads; medians of " + layerRounds
        + " rounds in turn; ratios are separable over standard; bytes: input, output and kernel once");
    System.out.println(table);
    table.writeCsv(folder.resolve("layers.csv"));
    AtomicFile.writeText(folder.resolve("layers.json"), Json.write(all));
  }
}
