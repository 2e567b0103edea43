//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tensorbang.AtomicFile;
import tensorbang.Json;
import tensorbang.cli.DataOptions;
import tensorbang.cli.HelpOption;
import tensorbang.cli.MachineOptions;
import tensorbang.cli.Main;
import tensorbang.cli.ModelOptions;
import tensorbang.cli.Workspace;
import tensorbang.cost.NetCost;
import tensorbang.data.Dataset;
import tensorbang.model.Classifier;
import tensorbang.model.Evaluation;
import tensorbang.model.ModelCard;
import tensorbang.report.ConfusionMatrix;
import tensorbang.report.TextTable;
import tensorbang.tf.Environment;
import tensorbang.tf.TensorFlowRuntime;

@Command(
    name = "resnet20.java",
    sortOptions = false,
    description = {
      "Tests the pretrained ResNet-20, or another model, on all test images: accuracy, in each class too, a confusion "
          + "matrix, parameters and multiply-accumulates.",
      ""
    })
class resnet20 implements Callable<Integer> {
  @Mixin ModelOptions model = new ModelOptions("resnet20");

  @Option(
      names = "--out", paramLabel = "DIR",
      description = "Folder for the figures and the chart (default: one under results, named after the model).")
  Path out;

  @Mixin DataOptions data;
  @Mixin MachineOptions machine;
  @Mixin HelpOption help;

  public static void main(String... arguments) {
    Main.run(new resnet20(), arguments);
  }

  /** What {@code evaluation.json} holds; accuracies are fractions. */
  record Figures(
      int schema, String model, String weights, String dataset, int images, int correct, double accuracy,
      Map<String, Double> classAccuracy, int[][] confusion, NetCost cost, Environment environment) {}

  @Override
  public Integer call() {
    Path folder = model.folder();
    ModelCard.read(folder);
    TensorFlowRuntime.start();
    Dataset dataset = data.load().limit(data.limit());
    String name = folder.toAbsolutePath().normalize().getFileName().toString();
    Path results = out == null ? Workspace.results().resolve(name + "-test") : out;
    try (Classifier classifier = Classifier.load(folder, model.weights(), machine.device(), machine.threads())) {
      Evaluation evaluation = Evaluation.of(classifier, dataset);
      NetCost cost = classifier.cost();
      print(evaluation, cost, dataset);
      Map<String, Double> each = new LinkedHashMap<>();
      List<String> classes = evaluation.classes();
      for (int k = 0; k < classes.size(); k++) each.put(classes.get(k), evaluation.accuracy(k));
      Figures figures =
          new Figures(
              1, name, model.weights(), dataset.name(), evaluation.images(), evaluation.correct(), evaluation.accuracy(), each,
              evaluation.confusion(), cost.summary(),
              Environment.now(machine.device().resolve(), machine.threads()));
      Path json = results.resolve("evaluation.json");
      AtomicFile.writeText(json, Json.write(figures));
      Path png = results.resolve("confusion.png");
      Path svg = results.resolve("confusion.svg");
      String title = String.format(Locale.ROOT, "%s on %s, %.2f %%", name, dataset.name(), 100 * evaluation.accuracy());
      new ConfusionMatrix(title, classes, evaluation.confusion()).write(png, svg);
      System.out.println("model    " + folder + " (" + model.weights() + ")");
      System.out.println("figures  " + json);
      System.out.println("chart    " + png + ", " + svg);
    }
    return 0;
  }

  private static void print(Evaluation evaluation, NetCost cost, Dataset dataset) {
    TextTable table =
        new TextTable(
            TextTable.left("class"), TextTable.right("images"), TextTable.right("accuracy"),
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
        Locale.ROOT, "%s on %s: %s, %,d of %,d test images right%n", cost.net(), dataset.name(),
        percent(evaluation.accuracy()), evaluation.correct(), evaluation.images());
    System.out.printf(
        Locale.ROOT, "%,d parameters; %,d multiply-accumulates an image, %,d as THOP counts%n", cost.parameters(),
        cost.macs(), cost.thopMacs());
  }

  private static String percent(double accuracy) {
    return Double.isNaN(accuracy) ? "" : String.format(Locale.ROOT, "%.2f %%", 100 * accuracy);
  }
}
