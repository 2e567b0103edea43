//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java
//CDS
//RUNTIME_OPTIONS -XX:TieredStopAtLevel=1 -Xlog:cds=off -Xlog:cds+dynamic=off

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.cli.Destination;
import tensorbang.cli.HelpOption;
import tensorbang.cli.Main;
import tensorbang.cli.NetworkOptions;
import tensorbang.cost.NetCost;
import tensorbang.cost.SeparableConvolution;
import tensorbang.experiment.settings.SettingText;
import tensorbang.nets.Nets;
import tensorbang.report.LayerTable;
import tensorbang.report.TextTable;

@Command(
    name = "costs.java",
    sortOptions = false,
    description = {
      "What a network costs for one 32x32 RGB image, layer by layer, and how it compares with the others: trainable "
          + "parameters, multiply-accumulates (MACs) of convolutions and dense layers, the same as the Python package "
          + "THOP counts them (with batch norm and global pooling, by its own rules), and activations, the values that "
          + "the layers compute.",
      ""
    })
class costs implements Callable<Integer> {
  private static final int SIDE = 32;
  private static final long MOST = 1024;

  @Mixin
  NetworkOptions network;

  @Option(
      names = "--classes",
      paramLabel = "N",
      defaultValue = "10",
      description = "Number of classes (default: ${DEFAULT-VALUE}).")
  int classes;

  @Option(
      names = "--formula",
      paramLabel = "N,M,Dk,Df",
      arity = "0..1",
      fallbackValue = "128,64,3,16",
      description = "Instead, the closed forms of a standard and of a depthwise separable convolution with N filters, M"
          + " input channels, a kernel of Dk x Dk and maps of Df x Df (alone: ${FALLBACK-VALUE}).")
  String formula;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures to this file.")
  Path json;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Also write the network's layers to this file, a line for each layer.")
  Path csv;

  @Mixin
  HelpOption help;

  public static void main(String... arguments) {
    Main.run(new costs(), arguments);
  }

  /** What {@code --json} holds: one network with its layers, and all of them without. */
  record Costs(int schema, int side, NetCost network, List<NetCost> networks) {}

  /** What {@code --formula --json} holds. */
  record Forms(
      int schema,
      SeparableConvolution convolution,
      long standardParameters,
      long standardMacs,
      long separableParameters,
      long separableMacs,
      double ratio) {}

  @Override
  public Integer call() {
    if (classes < 1 || classes > 1_000_000) throw new InputException("--classes " + classes + ": must be 1 to 1000000");
    if (formula != null && csv != null) throw new InputException("--csv: --formula has no layers to write");
    Destination.checkFile("json", json);
    Destination.checkFile("csv", csv);
    Object figures = formula == null ? networks() : forms();
    if (json != null) {
      AtomicFile.writeText(json, Json.write(figures));
      System.out.println("figures  " + json);
    }
    if (csv != null) System.out.println("layers   " + csv);
    return 0;
  }

  private Costs networks() {
    Map<String, Object> options = Nets.options(network.net(), network.choices().values());
    NetCost chosen = cost(network.net(), options);
    System.out.println(LayerTable.of(chosen));
    if (csv != null) LayerTable.table(chosen).writeCsv(csv);

    TextTable table = new TextTable(
        TextTable.left("network"),
        TextTable.left("options"),
        TextTable.right("parameters"),
        TextTable.right("activations"),
        TextTable.right("MACs"),
        TextTable.right("THOP's MACs"));
    List<NetCost> all = new ArrayList<>();
    for (String name : Nets.names()) {
      boolean isChosen = name.equals(network.net());
      NetCost cost = isChosen ? chosen : cost(name, Nets.options(name, Map.of()));
      Object[] cells = {
        name, options(cost.options()), cost.parameters(), cost.activations(), cost.macs(), cost.thopMacs()
      };
      if (isChosen) table.marked(cells);
      else table.row(cells);
      all.add(cost.summary());
    }
    System.out.println(table.footer("* layer by layer above; " + classes + " classes, one 32x32 RGB image"));
    return new Costs(1, SIDE, chosen, all);
  }

  private NetCost cost(String name, Map<String, Object> options) {
    return NetCost.of(name, options, classes, Nets.create(name, options, classes), SIDE);
  }

  private static String options(Map<String, Object> options) {
    return options.entrySet().stream()
        .map(o -> SettingText.describe(o.getKey(), Json.tree(o.getValue())))
        .collect(Collectors.joining(", "));
  }

  private Forms forms() {
    SeparableConvolution c = convolution();
    TextTable table = new TextTable(
        TextTable.left("convolution"),
        TextTable.left("parameters"),
        TextTable.right(""),
        TextTable.left("MACs"),
        TextTable.right(""));
    table.row(
        "standard",
        SeparableConvolution.STANDARD_PARAMETERS,
        c.standardParameters(),
        SeparableConvolution.STANDARD_MACS,
        c.standardMacs());
    table.row(
        "depthwise separable",
        SeparableConvolution.SEPARABLE_PARAMETERS,
        c.separableParameters(),
        SeparableConvolution.SEPARABLE_MACS,
        c.separableMacs());
    String ratio = String.format(Locale.ROOT, "%.4f", c.ratio());
    table.total("separable / standard", SeparableConvolution.RATIO, ratio, SeparableConvolution.RATIO, ratio);
    table.footer(String.format(
        Locale.ROOT,
        "N = %d filters, M = %d input channels, kernel Dk = %d, map Df = %d; stride 1, padded, no bias",
        c.n(),
        c.m(),
        c.dk(),
        c.df()));
    System.out.println(table);
    return new Forms(
        1, c, c.standardParameters(), c.standardMacs(), c.separableParameters(), c.separableMacs(), c.ratio());
  }

  private SeparableConvolution convolution() {
    if (formula.matches("\\d{1,4}(,\\d{1,4}){3}")) {
      long[] v = Stream.of(formula.split(",")).mapToLong(Long::parseLong).toArray();
      if (LongStream.of(v).allMatch(x -> x >= 1 && x <= MOST)) return new SeparableConvolution(v[0], v[1], v[2], v[3]);
    }
    throw new InputException("--formula " + formula + ": expected N,M,Dk,Df, four whole numbers from 1 to " + MOST);
  }
}
