//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//MAIN bench_loop
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.StatUtils;
import org.tensorflow.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tensorbang.InputException;
import tensorbang.cli.DataOptions;
import tensorbang.cli.HelpOption;
import tensorbang.cli.MachineOptions;
import tensorbang.cli.Main;
import tensorbang.cli.TrainOptions;
import tensorbang.data.Dataset;
import tensorbang.train.Epoch;
import tensorbang.train.Progress;
import tensorbang.train.RepeatedStep;
import tensorbang.train.RunContext;
import tensorbang.train.TrainConfig;
import tensorbang.train.Trainer;

@Command(
    name = "bench-loop.java",
    sortOptions = false,
    description = {
      "What the training loop costs beyond TensorFlow: images a second of real training epochs (shuffle, augmentation, "
          + "feeding, sums, progress) against bare session runs of the same step on one batch that never changes.",
      "They take turns, an epoch each; the first turn is a warm-up. Bare runs that fetch nothing take turns, too: on a "
          + "GPU they show what waiting for loss and accuracy costs."
    })
class bench_loop implements Callable<Integer> {
  private static final int MOST_TURNS = 10_000;

  @Option(
      names = "--turns",
      paramLabel = "N",
      defaultValue = "7",
      description = "Epochs of each that count (default: ${DEFAULT-VALUE}).")
  int turns;

  @Mixin
  TrainOptions options;

  @Mixin
  DataOptions data;

  @Mixin
  MachineOptions machine;

  @Mixin
  HelpOption help;

  public static void main(String... arguments) {
    Main.run(new bench_loop(), arguments);
  }

  @Override
  public Integer call() {
    if (turns < 1 || turns > MOST_TURNS) throw InputException.of("turns", turns, "must be 1 to " + MOST_TURNS);
    options.config(
        options.dataset(), options.seeds().get(0)); // what is out of range is refused before anything is loaded
    data.request();
    machine.threads();
    options
        .config(options.dataset(), options.seeds().get(0))
        .precision()
        .check(machine.device().resolve());
    Dataset dataset = data.load().limit(data.limit() > 0 ? data.limit() : 12_800);
    TrainConfig config = options.config(dataset.name(), options.seeds().get(0)).with("epochs", turns + 1);
    List<Double> loops = new ArrayList<>();
    List<Double> bares = new ArrayList<>();
    List<Double> unfetched = new ArrayList<>();
    Path folder = temporaryFolder();
    try (RepeatedStep bare =
        new RepeatedStep(config, dataset.train(), dataset.classes().size(), machine.device(), machine.threads())) {
      Progress turn = new Progress() {
        @Override
        public void epoch(Epoch epoch, int epochs, double secondsLeft) {
          double other = imagesPerSecond(bare, dataset.train().size(), true);
          double without = imagesPerSecond(bare, dataset.train().size(), false);
          if (epoch.epoch() == 1) return;
          loops.add(epoch.imagesPerSecond());
          bares.add(other);
          unfetched.add(without);
          System.err.printf(
              Locale.ROOT,
              "turn %d: loop %,.0f images/s, bare %,.0f images/s%n",
              loops.size(),
              epoch.imagesPerSecond(),
              other);
        }
      };
      Trainer.train(
          config,
          dataset,
          new RunContext(
              folder.resolve("run"), folder.resolve("model"), machine.device(), machine.threads(), turn, () -> false));
    } finally {
      delete(folder);
    }
    if (loops.isEmpty())
      throw new InputException("the training diverged before a turn had ended: give it a lower --lr");
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < loops.size(); i++) ratios.add(bares.get(i) / loops.get(i));
    System.out.printf(
        Locale.ROOT,
        "%s, batch %d, augmentation %s, %s: loop %,.0f images/s, bare Session.run %,.0f images/s%n",
        config.net(),
        config.batchSize(),
        config.augment(),
        config.precision(),
        median(loops),
        median(bares));
    System.out.printf(
        Locale.ROOT,
        "time of the loop over bare Session.run: %.3f (median of %d turns, %.3f to %.3f)%n",
        median(ratios),
        ratios.size(),
        ratios.stream().min(Comparator.naturalOrder()).get(),
        ratios.stream().max(Comparator.naturalOrder()).get());
    System.out.printf(Locale.ROOT, "bare Session.run without fetching: %,.0f images/s%n", median(unfetched));
    return 0;
  }

  private static double imagesPerSecond(RepeatedStep step, int images, boolean fetching) {
    int runs = (images + step.batch() - 1) / step.batch();
    long begin = System.nanoTime();
    for (int i = 0; i < runs; i++) {
      Session.Runner runner = fetching ? step.runner() : step.runnerWithoutResults();
      runner.run().close();
    }
    return (double) runs * step.batch() / ((System.nanoTime() - begin) / 1e9);
  }

  private static double median(List<Double> values) {
    return StatUtils.percentile(values.stream().mapToDouble(Double::doubleValue).toArray(), 50);
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("bench-loop");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path p : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(p);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
