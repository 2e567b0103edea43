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
import tensorbang.cli.HelpOption;
import tensorbang.cli.Main;
import tensorbang.report.TextTable;
import tensorbang.scratch.check.GradientCheck;
import tensorbang.scratch.check.GradientCheck.Difference;
import tensorbang.scratch.check.GradientCheck.Row;
import tensorbang.tf.TensorFlowRuntime;

@Command(
    name = "gradient-check.java",
    sortOptions = false,
    description = {
      "Proves the layers in plain Java right: forward and backward pass of every layer, and of a network of all of "
          + "them, against TensorFlow's own operation and its gradient in float32, and against central differences in "
          + "float64, at random sizes. The float64 layers are the same source, translated.",
      "Exit code: 0 all passed, 1 some failed.",
      ""
    })
class gradient_check implements Callable<Integer> {
  private static final String ALL = "all";

  @Option(
      names = {"--seeds", "--seed"}, paramLabel = "N,N,…", split = ",", hideParamSyntax = true,
      defaultValue = "1,2,3,4,5",
      description = "Each decides a size and the numbers of every layer (default: ${DEFAULT-VALUE}).")
  List<Long> seeds;

  @Option(
      names = "--spoil", paramLabel = "LAYER",
      description = "Make the gradients of this layer wrong by 1 %%, or of all: the check has to fail.")
  String spoiled;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there, too.")
  Path json;

  @Mixin HelpOption help;

  public static void main(String... arguments) {
    Main.run(new gradient_check(), arguments);
  }

  /** What {@code --json} holds; relative differences are of whole tensors, largest difference over largest number. */
  record Figures(
      int schema, List<Long> seeds, double float32Limit, double float64Limit, boolean passed, List<Row> rows) {}

  @Override
  public Integer call() {
    Set<String> wrong = wrong();
    TensorFlowRuntime.start();
    List<Row> rows = GradientCheck.run(seeds, wrong);
    long failed = rows.stream().filter(row -> !row.passed()).count();
    System.out.println(table(rows));
    System.out.println(failed == 0 ? "all passed" : failed + " of " + rows.size() + " rows failed");
    if (json != null) {
      AtomicFile.writeText(
          json,
          Json.write(
              new Figures(1, seeds, GradientCheck.SINGLE_LIMIT, GradientCheck.DOUBLE_LIMIT, failed == 0, rows)));
      System.out.println("figures  " + json);
    }
    return failed == 0 ? 0 : 1;
  }

  private Set<String> wrong() {
    List<String> names = GradientCheck.names();
    if (spoiled == null) return Set.of();
    if (spoiled.equals(ALL)) return Set.copyOf(names);
    if (!names.contains(spoiled))
      throw new InputException(
          "--spoil " + spoiled + ": expected all or one of \"" + String.join("\", \"", names) + "\""
              + Suggestion.didYouMean(spoiled, names));
    return Set.of(spoiled);
  }

  private static TextTable table(List<Row> rows) {
    TextTable table =
        new TextTable(
            TextTable.left("layer"), TextTable.left("compared with"), TextTable.right("forward abs"),
            TextTable.right("rel"), TextTable.right("gradient abs"), TextTable.right("rel"),
            TextTable.right("gradients"), TextTable.right("kinks"), TextTable.left("result"));
    for (Row row : rows)
      table.row(
          row.layer(), row.witness().title(), absolute(row.forward()), relative(row.forward()),
          absolute(row.gradient()), relative(row.gradient()), row.numbers(), row.kinks(),
          row.passed() ? "passed" : "FAILED");
    return table
        .footer("Largest differences over all seeds. rel: over the largest number of the tensor;")
        .footer(
            String.format(
                Locale.ROOT, "at most %.0e passes in float32, %.0e in float64. kinks: gradients left out, because",
                GradientCheck.SINGLE_LIMIT, GradientCheck.DOUBLE_LIMIT))
        .footer("the function has a kink there and finite differences say nothing.");
  }

  private static String absolute(Difference d) {
    return d == null ? null : String.format(Locale.ROOT, "%.1e", d.absolute());
  }

  private static String relative(Difference d) {
    return d == null ? null : String.format(Locale.ROOT, "%.1e", d.relative());
  }
}
