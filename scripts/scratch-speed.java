//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//MAIN scratch_speed
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java
//RUNTIME_OPTIONS -XX:MaxVectorSize=32 -XX:-PrintWarnings
// Registers of 32 bytes: short loops waste less time in them than in wider ones. Other processors take their own.

import java.nio.file.Path;
import java.util.Locale;
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
import tensorbang.scratch.Networks;
import tensorbang.scratch.Parallel;
import tensorbang.scratch.check.SpeedComparison;
import tensorbang.tf.Device;
import tensorbang.tf.Environment;

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
  @Option(
      names = "--net",
      paramLabel = "NAME",
      defaultValue = "simplenn",
      description = "Network: simplenn, light, vanillacnn or twolayer (default: ${DEFAULT-VALUE}).")
  String net;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "128",
      description = "Images a step (default: ${DEFAULT-VALUE}).")
  int batchSize;

  @Option(
      names = "--turns",
      paramLabel = "N",
      defaultValue = "7",
      description = "Turns that count (default: ${DEFAULT-VALUE}).")
  int turns;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seconds of each measurement: every turn has four (default: ${DEFAULT-VALUE}).")
  double seconds;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of each side (default: the processors there are, at most 16).")
  Integer threads;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there, too.")
  Path json;

  @Mixin
  HelpOption help;

  public static void main(String... arguments) {
    Main.run(new scratch_speed(), arguments);
  }

  /** What {@code --json} holds. */
  record Figures(
      int schema,
      String net,
      int batchSize,
      Environment environment,
      SpeedComparison.Work forward,
      SpeedComparison.Work trainingStep) {}

  @Override
  public Integer call() {
    check();
    Destination.checkFile("json", json);
    Environment environment = Environment.now(Device.CPU, Parallel.threads());
    SpeedComparison measured = SpeedComparison.of(net, batchSize, turns, seconds);
    System.err.printf(
        Locale.ROOT,
        "loss of the first step: %.6f in plain Java, %.6f in TensorFlow%n",
        measured.lossInPlainJava(),
        measured.lossInTensorFlow());
    System.out.println(table(measured, environment));
    if (json != null) {
      AtomicFile.writeText(
          json, Json.write(new Figures(1, net, batchSize, environment, measured.forward(), measured.trainingStep())));
      System.out.println("figures  " + json);
    }
    return 0;
  }

  private void check() {
    if (!Networks.names().contains(net))
      throw InputException.of(
          "net",
          net,
          "expected one of " + String.join(", ", Networks.names()) + Suggestion.didYouMean(net, Networks.names()));
    if (batchSize < 2 || batchSize > 50_000) throw InputException.of("batch_size", batchSize, "must be 2 to 50000");
    if (turns < 1) throw InputException.of("turns", turns, "must be at least 1");
    if (!(seconds > 0 && seconds <= 3600)) throw InputException.of("seconds", seconds, "must be above 0, up to 3600");
    if (threads == null) return;
    if (threads < 1 || threads > Parallel.SLICES)
      throw InputException.of("threads", threads, "must be 1 to " + Parallel.SLICES);
    Parallel.setThreads(threads);
  }

  private TextTable table(SpeedComparison measured, Environment environment) {
    return new TextTable(
            TextTable.left("images/s"),
            TextTable.right("plain Java", "%,.0f"),
            TextTable.right("TensorFlow", "%,.0f"),
            TextTable.right("ratio", "%.2f"))
        .row(cells("forward", measured.forward()))
        .row(cells("training step", measured.trainingStep()))
        .footer(String.format(
            Locale.ROOT,
            "%s, batch %d, %d threads each, %s; medians of %d turns",
            net,
            batchSize,
            Parallel.threads(),
            environment.java(),
            turns));
  }

  private static Object[] cells(String work, SpeedComparison.Work speeds) {
    return new Object[] {work, speeds.plainJavaMedian(), speeds.tensorflowMedian(), speeds.ratio()};
  }
}
