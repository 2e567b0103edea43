//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tensorbang.AtomicFile;
import tensorbang.Json;
import tensorbang.cli.DataOptions;
import tensorbang.cli.Destination;
import tensorbang.cli.HelpOption;
import tensorbang.cli.MachineOptions;
import tensorbang.cli.Main;
import tensorbang.cli.ModelOptions;
import tensorbang.cli.Workspace;
import tensorbang.cost.NetCost;
import tensorbang.data.Dataset;
import tensorbang.data.TestViews;
import tensorbang.data.cifar.Superclasses;
import tensorbang.model.Classifier;
import tensorbang.model.Evaluation;
import tensorbang.model.ModelFolder;
import tensorbang.report.ConfusionMatrix;
import tensorbang.report.Gallery;
import tensorbang.report.TextTable;
import tensorbang.tf.Environment;

@Command(
    name = "resnet20.java",
    sortOptions = false,
    description = {
      "Tests the pretrained ResNet-20, or another model, on all test images: accuracy, top-5 accuracy where there are"
          + " more than ten classes, accuracy of each class and their mean, a confusion matrix, the most confident"
          + " mistakes as pictures, images a second, parameters and multiply-accumulates. For CIFAR-100 a second matrix"
          + " has the 20 superclasses.",
      ""
    })
class resnet20 implements Callable<Integer> {
  @Mixin
  ModelOptions model = new ModelOptions("resnet20");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the figures and charts (default: one under results, named after the model).")
  Path out;

  @Option(
      names = "--test-views",
      paramLabel = "NAME",
      defaultValue = "one",
      description = "Views of each image to average over: one, mirrored, or mirrored-shifted, six with one pixel up and"
          + " left and down and right (default: ${DEFAULT-VALUE}).")
  String testViews;

  @Mixin
  DataOptions data;

  @Mixin
  MachineOptions machine;

  @Mixin
  HelpOption help;

  public static void main(String... arguments) {
    Main.run(new resnet20(), arguments);
  }

  /** Top-5 accuracy says little where there are fewer classes than this. */
  private static final int FEW_CLASSES = 10;

  private static final int MOST_MISTAKES = 40;

  /**
   * What {@code evaluation.json} holds; accuracies are fractions.
   *
   * @param testViews null for one view of each image
   * @param top5Accuracy null where there are few classes
   */
  record Figures(
      int schema,
      String model,
      String weights,
      String dataset,
      @JsonInclude(JsonInclude.Include.NON_NULL) String testViews,
      int images,
      int correct,
      double accuracy,
      @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("top5_accuracy") Double top5Accuracy,
      double meanClassAccuracy,
      Map<String, Double> classAccuracy,
      int[][] confusion,
      double imagesPerSecond,
      NetCost cost,
      Environment environment) {}

  @Override
  public Integer call() {
    data.request();
    machine.threads();
    TestViews views = TestViews.parse(testViews);
    Path folder = model.folder();
    String name = ModelFolder.open(folder).name();
    Path results = out == null ? Workspace.results().resolve(name + "-test") : out;
    Destination.checkFolder("out", results);
    Dataset dataset = data.load();
    try (Classifier classifier = Classifier.load(folder, model.weights(), machine.device(), machine.threads())) {
      Evaluation evaluation = Evaluation.of(classifier, dataset, views);
      NetCost cost = classifier.cost();
      print(evaluation, cost, dataset);
      Path json = results.resolve("evaluation.json");
      AtomicFile.writeText(json, Json.write(figures(name, dataset, evaluation, cost)));
      String title = String.format(Locale.ROOT, "%s on %s, %.2f %%", name, dataset.name(), 100 * evaluation.accuracy());
      List<Path> charts = new ArrayList<>();
      charts.add(confusion(results, "confusion", title, evaluation.classes(), evaluation.confusion()));
      if (Superclasses.know(evaluation.classes())) charts.add(superclasses(results, name, dataset, evaluation));
      charts.add(mistakes(results, name, dataset, evaluation));
      System.out.println("model    " + folder + " (" + model.weights() + ")");
      System.out.println("figures  " + json);
      System.out.println("charts   " + charts.stream().map(Path::toString).collect(Collectors.joining(", ")));
    }
    return 0;
  }

  private Figures figures(String name, Dataset dataset, Evaluation evaluation, NetCost cost) {
    List<String> classes = evaluation.classes();
    Map<String, Double> each = new LinkedHashMap<>();
    for (int k = 0; k < classes.size(); k++) each.put(classes.get(k), evaluation.accuracy(k));
    return new Figures(
        1,
        name,
        model.weights(),
        dataset.name(),
        testViews.equals("one") ? null : testViews,
        evaluation.images(),
        evaluation.correct(),
        evaluation.accuracy(),
        classes.size() > FEW_CLASSES ? evaluation.topFiveAccuracy() : null,
        evaluation.meanClassAccuracy(),
        each,
        evaluation.confusion(),
        evaluation.imagesPerSecond(),
        cost.summary(),
        Environment.now(machine.device().resolve(), machine.threads()));
  }

  private static Path confusion(Path folder, String file, String title, List<String> classes, int[][] counts) {
    Path png = folder.resolve(file + ".png");
    new ConfusionMatrix(title, classes, counts).write(png, folder.resolve(file + ".svg"));
    return png;
  }

  private static Path superclasses(Path folder, String name, Dataset dataset, Evaluation evaluation) {
    int groups = Superclasses.NAMES.size();
    int[][] counts = evaluation.confusionOfGroups(Superclasses.of(evaluation.classes()), groups);
    double correct = IntStream.range(0, groups).map(k -> counts[k][k]).sum();
    String title = String.format(
        Locale.ROOT,
        "%s on %s, %d superclasses, %.2f %%",
        name,
        dataset.name(),
        groups,
        100 * correct / evaluation.images());
    return confusion(folder, "confusion-superclasses", title, Superclasses.NAMES, counts);
  }

  private static Path mistakes(Path folder, String name, Dataset dataset, Evaluation evaluation) {
    List<Evaluation.Mistake> worst =
        evaluation.mistakes().stream().limit(MOST_MISTAKES).toList();
    String all = String.format(Locale.ROOT, "%,d", evaluation.mistakes().size());
    String title =
        worst.isEmpty() ? "No mistake of " : "The " + worst.size() + " most confident of the " + all + " mistakes of ";
    Gallery gallery = new Gallery(title + name + " on " + dataset.name());
    for (Evaluation.Mistake mistake : worst)
      gallery.add(
          dataset.test().image(mistake.image()),
          String.format(
              Locale.ROOT, "%s %.2f %%", dataset.classes().get(mistake.predicted()), 100 * mistake.probability()),
          "actually " + dataset.classes().get(mistake.actual()),
          "test image " + mistake.image());
    Path png = folder.resolve("mistakes.png");
    gallery.write(png);
    return png;
  }

  private static void print(Evaluation evaluation, NetCost cost, Dataset dataset) {
    TextTable table = new TextTable(
        TextTable.left("class"),
        TextTable.right("images"),
        TextTable.right("accuracy"),
        TextTable.left("most often mistaken for"));
    List<String> classes = evaluation.classes();
    for (int k = 0; k < classes.size(); k++) {
      int other = evaluation.mostMistakenFor(k);
      String mistaken = other < 0 ? "" : classes.get(other) + " (" + evaluation.confusion()[k][other] + ")";
      table.row(classes.get(k), evaluation.images(k), percent(evaluation.accuracy(k)), mistaken);
    }
    table.total("all", evaluation.images(), percent(evaluation.accuracy()), "");
    System.out.println(table);
    System.out.printf(
        Locale.ROOT,
        "%s on %s: %s, %,d of %,d test images right%n",
        cost.net(),
        dataset.name(),
        percent(evaluation.accuracy()),
        evaluation.correct(),
        evaluation.images());
    if (classes.size() > FEW_CLASSES)
      System.out.printf("among the five most probable classes: %s%n", percent(evaluation.topFiveAccuracy()));
    System.out.printf("mean of the accuracies of the classes: %s%n", percent(evaluation.meanClassAccuracy()));
    System.out.printf(
        Locale.ROOT,
        "%,.0f images/s; %,d parameters; %,d multiply-accumulates an image, %,d as THOP counts%n",
        evaluation.imagesPerSecond(),
        cost.parameters(),
        cost.macs(),
        cost.thopMacs());
  }

  private static String percent(double accuracy) {
    return Double.isNaN(accuracy) ? "" : String.format(Locale.ROOT, "%.2f %%", 100 * accuracy);
  }
}
