//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//MAIN gradient_check
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.Suggestion;
import tensorbang.cli.Destination;
import tensorbang.cli.HelpOption;
import tensorbang.cli.Main;
import tensorbang.report.TextTable;
import tensorbang.scratch.check.GradientCheck;
import tensorbang.scratch.check.GradientCheck.Row;
import tensorbang.scratch.check.OptimizerCheck;

@Command(
    name = "gradient-check.java",
    sortOptions = false,
    description = {
      "Checks the layers in plain Java: forward and backward pass of every layer, and of a network of all of them, "
          + "against TensorFlow's own operation and its gradient in float32, and against central differences in "
          + "float64, at random sizes. The float64 layers are the same source, translated. Several steps of every "
          + "optimizer are compared with TensorFlow's update operations.",
      "Exit code: 0 all passed, 1 some failed.",
      ""
    })
class gradient_check implements Callable<Integer> {
  private static final String ALL = "all";

  @Option(
      names = {"--seeds", "--seed"},
      paramLabel = "N,N,…",
      split = ",",
      hideParamSyntax = true,
      defaultValue = "1,2,3,4,5",
      description = "Each decides a size and the numbers of every layer (default: ${DEFAULT-VALUE}).")
  List<Long> seeds;

  @Option(
      names = {"--faulty", "--spoil"},
      paramLabel = "LAYER",
      description = "Make the gradients of this layer wrong by 1 %%, or of all: the check has to fail.")
  String faulty;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there, too.")
  Path json;

  @Mixin
  HelpOption help;

  public static void main(String... arguments) {
    Main.run(new gradient_check(), arguments);
  }

  /** What {@code --json} holds; relative differences are of whole tensors, largest difference over largest number. */
  record Figures(
      int schema,
      List<Long> seeds,
      double float32Limit,
      double float64Limit,
      boolean passed,
      List<Row> rows,
      List<OptimizerCheck.Row> optimizers) {}

  @Override
  public Integer call() {
    Set<String> faultyLayers = faultyLayers();
    Destination.checkFile("json", json);
    List<Row> rows = GradientCheck.run(seeds, faultyLayers);
    List<OptimizerCheck.Row> optimizers = OptimizerCheck.run(seeds);
    long failed = rows.stream().filter(row -> !row.passed()).count()
        + optimizers.stream().filter(row -> !row.passed()).count();
    System.out.println(table(rows));
    System.out.println(optimizerTable(optimizers));
    System.out.println(
        failed == 0 ? "all passed" : failed + " of " + (rows.size() + optimizers.size()) + " rows failed");
    if (json != null) {
      AtomicFile.writeText(
          json,
          Json.write(new Figures(
              1, seeds, GradientCheck.SINGLE_LIMIT, GradientCheck.DOUBLE_LIMIT, failed == 0, rows, optimizers)));
      System.out.println("figures  " + json);
    }
    return failed == 0 ? 0 : 1;
  }

  private Set<String> faultyLayers() {
    List<String> names = GradientCheck.names();
    if (faulty == null) return Set.of();
    if (faulty.equals(ALL)) return Set.copyOf(names);
    if (!names.contains(faulty))
      throw InputException.of(
          "faulty",
          faulty,
          "expected all or one of \"" + String.join("\", \"", names) + "\"" + Suggestion.didYouMean(faulty, names));
    return Set.of(faulty);
  }

  private static TextTable table(List<Row> rows) {
    TextTable table = new TextTable(
        TextTable.left("layer"),
        TextTable.left("reference"),
        TextTable.right("forward", "%.1e"),
        TextTable.right("gradient", "%.1e"),
        TextTable.right("count"),
        TextTable.right("kinks"),
        TextTable.left("result"));
    for (Row row : rows)
      table.row(
          row.layer(),
          row.reference().title(),
          row.forward() == null ? null : row.forward().relative(),
          row.gradient().relative(),
          row.numbers(),
          row.kinks(),
          result(row.passed()));
    return table.footer(String.format(
        Locale.ROOT,
        "Largest difference over all seeds, relative to the largest number of its tensor; at most %.0e passes"
            + " for TensorFlow (float32), %.0e for central differences (float64). count: gradients compared."
            + " kinks: gradients left out, because the function has a kink there and finite differences are"
            + " no derivative.",
        GradientCheck.SINGLE_LIMIT,
        GradientCheck.DOUBLE_LIMIT));
  }

  private static TextTable optimizerTable(List<OptimizerCheck.Row> rows) {
    TextTable table = new TextTable(
        TextTable.left("optimizer"),
        TextTable.left("reference"),
        TextTable.right("weights", "%.1e"),
        TextTable.right("count"),
        TextTable.left("result"));
    for (OptimizerCheck.Row row : rows)
      table.row(
          row.optimizer(),
          GradientCheck.Reference.TENSORFLOW.title(),
          row.weights().relative(),
          row.numbers(),
          result(row.passed()));
    return table.footer(
        "Largest difference of a weight over " + OptimizerCheck.STEPS + " steps, relative to the largest weight.");
  }

  private static String result(boolean passed) {
    return passed ? "passed" : "FAILED";
  }
}
