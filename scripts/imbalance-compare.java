//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//MAIN imbalance_compare
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tensorbang.AtomicFile;
import tensorbang.Json;
import tensorbang.cli.HelpOption;
import tensorbang.cli.Main;
import tensorbang.data.Dataset;
import tensorbang.experiment.ExperimentOptions;
import tensorbang.experiment.settings.Experiment;
import tensorbang.experiment.settings.RunFolder;
import tensorbang.experiment.summary.Comparison;
import tensorbang.model.Classifier;
import tensorbang.model.Evaluation;
import tensorbang.report.ClassAccuracyChart;
import tensorbang.report.ConfusionMatrix;
import tensorbang.report.TextTable;
import tensorbang.settings.Settings;
import tensorbang.train.MeanStd;
import tensorbang.train.loss.LogitAdjustment;

@Command(
    name = "imbalance-compare.java",
    sortOptions = false,
    description = {
      "ResNet-32 on long-tailed data (Cui et al. 2019) with losses that make up for the imbalance: accuracy of each"
          + " class and of classes with many, a medium number of and few images, and confusion matrices.",
      "Each seed has a long-tailed subset of its own."
    })
class imbalance_compare implements Callable<Integer> {
  /** The recipe of Cui et al. 2019, section 5.2, in 60 epochs instead of 200. Full length: --epochs 200 --schedule step:160,180 */
  static final Settings RECIPE = Settings.NONE
      .set("net", "resnet32")
      .set("imbalance", 100) // the largest class has 100 times the images of the smallest: 5000 and 50 in CIFAR-10
      .set("epochs", 60)
      .set("batch_size", 128)
      .set("lr", 0.1)
      .set("warmup_epochs", 5)
      .set("schedule", "step:48,54") // after 80 and after 90 % of the epochs ...
      .set("decay", 0.01) // ... a hundredth of the rate before
      .set("momentum", 0.9)
      .set("nesterov", false)
      .set("weight_decay", 2e-4)
      .set("label_smoothing", 0)
      .set("augment", "crop,flip");

  private static final String CROSS_ENTROPY = "cross-entropy";
  private static final String POST_HOC = "cross-entropy, logits adjusted";

  /** beta = 0.9999 and gamma = 1 are what Cui et al. found best here (table 2); LDAM-DRW is as in Cao et al. 2019. */
  static final Experiment EXPERIMENT = Experiment.of("imbalance-compare", "Losses for long-tailed data", RECIPE)
      .vary(CROSS_ENTROPY, loss("cross-entropy", "none", false))
      .vary("balanced cross-entropy", loss("cross-entropy", "balanced:0.9999", false))
      .vary("focal", loss("focal:1", "none", false))
      .vary("balanced focal, softmax", loss("focal:1", "balanced:0.9999", false))
      .vary("balanced focal, sigmoid", loss("sigmoid-focal:1", "balanced:0.9999", false))
      .vary("LDAM-DRW", loss("ldam", "deferred:0.9999,0.8", true))
      .vary("balanced softmax", loss("balanced-softmax", "none", false))
      .seeding("imbalance_seed");

  private static Map<String, Object> loss(String name, String classWeights, boolean cosineLogits) {
    return Map.of("loss", name, "class_weights", classWeights, "cosine_logits", cosineLogits);
  }

  /** What a finished run's network predicts on the test images; kept in its folder. */
  record Tested(int[] images, List<String> classes, int[][] confusion) {
    Evaluation evaluation() {
      return new Evaluation(classes, confusion, 0, List.of(), Double.NaN);
    }
  }

  /**
   * Classes by their training images, relative to the largest class: the bounds are a fifth and a 25th. In long-tailed
   * CIFAR-100 these are the 100 and 20 images of Liu et al. 2019 (section 5); in CIFAR-10 they are 1000 and 200.
   */
  enum Group {
    MANY,
    MEDIUM,
    FEW;

    static Group of(int images, int[] all) {
      int largest = Arrays.stream(all).max().orElseThrow();
      return 5 * images > largest ? MANY : 25 * images >= largest ? MEDIUM : FEW;
    }

    double accuracy(Tested run) {
      return IntStream.range(0, run.images.length)
          .filter(c -> of(run.images[c], run.images) == this)
          .mapToDouble(c -> run.evaluation().accuracy(c))
          .average()
          .orElse(Double.NaN);
    }
  }

  @Mixin
  ExperimentOptions options = new ExperimentOptions(EXPERIMENT.base());

  @Mixin
  HelpOption help;

  public static void main(String... arguments) {
    Main.run(new imbalance_compare(), arguments);
  }

  @Override
  public Integer call() {
    return options.run(EXPERIMENT, List.of(), this::compareClasses);
  }

  private List<Path> compareClasses(Comparison comparison, Path folder) {
    Map<String, List<Tested>> byVariation = new LinkedHashMap<>();
    for (Comparison.Row row : comparison.rows()) {
      List<RunFolder> runs = row.trials().stream()
          .filter(Comparison.Trial::isFinished)
          .map(Comparison.Trial::folder)
          .toList();
      if (runs.isEmpty()) continue;
      byVariation.put(row.label(), runs.stream().map(run -> tested(run, false)).toList());
      if (row.label().equals(CROSS_ENTROPY))
        byVariation.put(POST_HOC, runs.stream().map(run -> tested(run, true)).toList());
    }
    if (byVariation.isEmpty()) return List.of();
    print(byVariation);
    List<Path> written = new ArrayList<>(List.of(chart(comparison.title(), byVariation, folder)));
    byVariation.forEach((label, runs) -> written.add(confusion(label, runs.get(0), folder)));
    writeCsv(byVariation, folder.resolve("classes.csv"));
    return written;
  }

  private Tested tested(RunFolder run, boolean adjusted) {
    Path file = run.path().resolve(adjusted ? "confusion-adjusted.json" : "confusion.json");
    if (Files.exists(file)) return Json.read(file, Tested.class);
    Dataset data = options.dataset(run.config());
    int[] images = data.classCounts();
    LogitAdjustment adjustment = new LogitAdjustment(1);
    UnaryOperator<float[]> prediction =
        adjusted ? probabilities -> adjustment.postHoc(probabilities, images) : UnaryOperator.identity();
    try (Classifier classifier = options.classifier(run)) {
      Tested tested = new Tested(
          images, data.classes(), Evaluation.of(classifier, data, prediction).confusion());
      AtomicFile.writeText(file, Json.write(tested));
      return tested;
    }
  }

  private static void print(Map<String, List<Tested>> byVariation) {
    TextTable table = new TextTable(
        TextTable.left("accuracy of"),
        TextTable.right("all classes"),
        TextTable.right("many images"),
        TextTable.right("medium"),
        TextTable.right("few"));
    byVariation.forEach((label, runs) -> {
      List<Object> cells = new ArrayList<>(List.of(label, overall(runs).percent()));
      for (Group group : Group.values()) {
        MeanStd accuracy = MeanStd.of(runs.stream().map(group::accuracy).toList());
        cells.add(Double.isNaN(accuracy.mean()) ? "-" : accuracy.percent());
      }
      table.row(cells.toArray());
    });
    table.footer(
        "means over classes; many: more than a fifth of the largest class's training images; few: fewer than a 25th");
    System.out.println(table);
  }

  private static MeanStd overall(List<Tested> runs) {
    return MeanStd.of(
        runs.stream().map(run -> run.evaluation().meanClassAccuracy()).toList());
  }

  private static MeanStd ofClass(int c, List<Tested> runs) {
    return MeanStd.of(runs.stream().map(run -> run.evaluation().accuracy(c)).toList());
  }

  private static Path chart(String title, Map<String, List<Tested>> byVariation, Path folder) {
    Tested any = byVariation.values().iterator().next().get(0);
    ClassAccuracyChart chart = new ClassAccuracyChart(title, any.classes, any.images).byImages();
    byVariation.forEach((label, runs) -> chart.add(
        label,
        IntStream.range(0, any.images.length).mapToObj(c -> ofClass(c, runs)).toList()));
    Path png = folder.resolve("classes.png");
    chart.write(png, folder.resolve("classes.svg"));
    return png;
  }

  private static Path confusion(String label, Tested run, Path folder) {
    String name = "confusion-" + RunFolder.slug(label);
    Path png = folder.resolve(name + ".png");
    new ConfusionMatrix(label, run.classes, run.confusion).write(png, folder.resolve(name + ".svg"));
    return png;
  }

  /** A row for each class of each variation. */
  private static void writeCsv(Map<String, List<Tested>> byVariation, Path file) {
    TextTable table = new TextTable(
        TextTable.left("variation"),
        TextTable.left("class"),
        TextTable.right("training_images"),
        TextTable.left("group"),
        TextTable.right("runs"),
        TextTable.right("accuracy_mean"),
        TextTable.right("accuracy_std"));
    byVariation.forEach((label, runs) -> {
      Tested first = runs.get(0);
      for (int c = 0; c < first.images.length; c++) {
        MeanStd accuracy = ofClass(c, runs);
        Group group = Group.of(first.images[c], first.images);
        table.row(
            label,
            first.classes.get(c),
            first.images[c],
            group.name().toLowerCase(),
            runs.size(),
            accuracy.mean(),
            accuracy.std());
      }
    });
    table.writeCsv(file);
  }
}
