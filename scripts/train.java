//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tensorbang.AtomicFile;
import tensorbang.Json;
import tensorbang.cli.ConsoleProgress;
import tensorbang.cli.DataOptions;
import tensorbang.cli.HelpOption;
import tensorbang.cli.Interruption;
import tensorbang.cli.MachineOptions;
import tensorbang.cli.Main;
import tensorbang.cli.OutputOptions;
import tensorbang.cli.TrainOptions;
import tensorbang.cost.NetCost;
import tensorbang.data.Dataset;
import tensorbang.report.LayerTable;
import tensorbang.report.TrainingCurves;
import tensorbang.tf.TensorFlowRuntime;
import tensorbang.train.Epoch;
import tensorbang.train.MeanStd;
import tensorbang.train.Metrics;
import tensorbang.train.Progress;
import tensorbang.train.TrainConfig;
import tensorbang.train.Trainer;

@Command(
    name = "train.java",
    sortOptions = false,
    description = "Trains a network; writes the model, metrics.json and curves, and says where.")
class train implements Callable<Integer> {
  @Mixin TrainOptions options;
  @Mixin DataOptions data;
  @Mixin MachineOptions machine;
  @Mixin OutputOptions output;
  @Mixin HelpOption help;

  public static void main(String... arguments) {
    Main.run(new train(), arguments);
  }

  /** What the runs of several seeds come to; accuracies are fractions, deviations those of the population. */
  record Summary(int schema, List<TrainConfig> configs, MeanStd testAccuracy, MeanStd bestTestAccuracy) {}

  record Run(TrainConfig config, Metrics metrics) {}

  @Override
  public Integer call() {
    List<Long> seeds = options.seeds();
    options.config("auto", data.limit(), seeds.get(0)); // what is out of range is told before anything is loaded
    TensorFlowRuntime.start();
    machine.device().resolve();
    Dataset dataset = data.load();

    List<Run> runs = new ArrayList<>();
    for (long seed : seeds) {
      TrainConfig config = options.config(dataset.name(), data.limit(), seed);
      Metrics metrics = train(config, dataset, seeds.size() > 1);
      if (metrics.status() == Metrics.Status.INTERRUPTED) return Main.INTERRUPTED;
      if (metrics.status() == Metrics.Status.DIVERGED) return 1;
      runs.add(new Run(config, metrics));
    }
    if (runs.size() > 1) summarize(runs);
    return 0;
  }

  private Metrics train(TrainConfig config, Dataset dataset, boolean oneOfMany) {
    String name = config.net() + "-" + config.dataset() + "-seed" + config.seed();
    OutputOptions.Place place = output.place(config, name, oneOfMany);
    Metrics metrics = place.finished();
    if (metrics == null) {
      Progress progress = output.quiet() ? Progress.NONE : new ConsoleProgress();
      if (!output.quiet() && config.seed() == options.seeds().get(0)) System.err.println(summary(config, dataset));
      try (Interruption interruption = new Interruption()) {
        metrics =
            new Trainer(config, dataset, place.run(), place.model(), machine.device(), machine.threads(), progress)
                .run(interruption::requested);
        if (metrics.status() == Metrics.Status.INTERRUPTED)
          System.err.println("interrupted; go on with the same command and --resume");
      }
    }
    if (metrics.status() == Metrics.Status.DIVERGED)
      System.err.println("the loss is no longer a number: try a lower --lr, or a --schedule that warms up");
    if (metrics.epochs().isEmpty()) return metrics;

    Path png = place.run().resolve("curves.png");
    Path svg = place.run().resolve("curves.svg");
    var curves = new TrainingCurves.Run(config.net(), metrics.epochs());
    TrainingCurves.write(title(config, ", seed " + config.seed()), List.of(curves), png, svg);
    System.out.printf(
        Locale.ROOT, "test accuracy %.2f %% after epoch %d (best %.2f %% after epoch %d)%n",
        100 * metrics.last().testAccuracy(), metrics.epochs().size(), 100 * metrics.last().bestTestAccuracy(),
        metrics.last().bestEpoch());
    System.out.println("model    " + place.model());
    System.out.println("metrics  " + place.run().resolve(Metrics.FILE));
    System.out.println("curves   " + png + ", " + svg);
    return metrics;
  }

  private void summarize(List<Run> runs) {
    TrainConfig first = runs.get(0).config();
    String seeds = runs.stream().map(r -> String.valueOf(r.config().seed())).collect(Collectors.joining("-"));
    Path folder = output.summary(first.net() + "-" + first.dataset() + "-seeds" + seeds);
    MeanStd last = MeanStd.of(runs.stream().map(r -> r.metrics().last().testAccuracy()).toList());
    MeanStd best = MeanStd.of(runs.stream().map(r -> r.metrics().last().bestTestAccuracy()).toList());
    AtomicFile.writeText(
        folder.resolve("summary.json"), Json.write(new Summary(1, runs.stream().map(Run::config).toList(), last, best)));
    List<List<Epoch>> epochs = runs.stream().map(r -> r.metrics().epochs()).toList();
    var curves = new TrainingCurves.Seeds(first.net(), epochs);
    Path png = folder.resolve("curves.png");
    Path svg = folder.resolve("curves.svg");
    TrainingCurves.write(title(first, ", " + runs.size() + " seeds"), List.of(curves), png, svg);
    System.out.println(
        "seeds " + seeds.replace("-", ", ") + ": test accuracy " + last.percent() + " (best epochs " + best.percent()
            + ")");
    System.out.println("summary  " + folder.resolve("summary.json"));
    System.out.println("curves   " + png + ", " + svg);
  }

  /** The network layer by layer. */
  private static String summary(TrainConfig config, Dataset dataset) {
    return LayerTable.of(
        NetCost.of(config.net(), config.netOptions(), dataset.classes().size(), dataset.train().height()));
  }

  private static String title(TrainConfig config, String tail) {
    return config.net() + " on " + config.dataset() + tail;
  }
}
