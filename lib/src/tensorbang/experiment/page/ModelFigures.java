package tensorbang.experiment.page;

import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.summary;

import com.fasterxml.jackson.databind.JsonNode;
import j2html.tags.DomContent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import tensorbang.InputException;
import tensorbang.cost.Thop;
import tensorbang.data.Dataset;
import tensorbang.model.Classifier;
import tensorbang.model.Evaluation;
import tensorbang.nn.LayerInfo;
import tensorbang.report.html.Axis;
import tensorbang.report.html.Matrix;
import tensorbang.report.html.Pictures;
import tensorbang.report.html.Plot;
import tensorbang.report.html.SmallHistogram;
import tensorbang.report.html.Table;
import tensorbang.tf.Device;
import tensorbang.train.MeanStd;
import tensorbang.weights.FloatArray;
import tensorbang.weights.Safetensors;

/** What a trained network does with the test images, its weights and its layers. */
public final class ModelFigures {
  private static final int MISTAKES = 24;
  private static final int MOST_GROUPS = 8;
  private static final int BINS = 100;
  private static final int THREADS = Math.min(4, Runtime.getRuntime().availableProcessors());
  private static final double BAR = 7;
  private static final String KERNEL = "/kernel";

  private ModelFigures() {}

  /**
   * Confusion matrix and worst mistakes of a run's last weights: from the file that an experiment left, or by testing
   * the model where it and its data are here.
   *
   * @return null where neither is
   */
  public static DomContent mistakes(Unit.Group group, LocalData data) {
    FoundRun run = group.first();
    Optional<JsonNode> kept = run.beside("confusion.json");
    if (kept.isPresent() && kept.get().path("confusion").isArray())
      return confusion(title(group, run), classes(kept.get()), counts(kept.get().path("confusion")));
    Optional<Path> model = run.model();
    Optional<Dataset> images =
        model.isEmpty() ? Optional.empty() : data.of(run.metrics().config());
    if (images.isEmpty()) return null;
    try (Classifier classifier = Classifier.load(model.get(), "last", Device.CPU, THREADS)) {
      Evaluation evaluation = Evaluation.of(classifier, images.get());
      return div(
          confusion(title(group, run), evaluation.classes(), evaluation.confusion()), worst(evaluation, images.get()));
    } catch (InputException damaged) {
      return p(run.name() + ": its model cannot be tested: " + damaged.getMessage())
          .withClass("note");
    }
  }

  private static String title(Unit.Group group, FoundRun run) {
    return group.label() + ", seed " + run.seed() + ", last epoch";
  }

  /** A confusion matrix under its title; null where it has other classes than counts. */
  public static DomContent confusion(String title, List<String> classes, int[][] counts) {
    if (counts.length != classes.size()) return null;
    int correct = IntStream.range(0, counts.length).map(k -> counts[k][k]).sum();
    int images = Arrays.stream(counts).flatMapToInt(Arrays::stream).sum();
    return div(
        h3(title),
        Matrix.of(
            String.format(Locale.ROOT, "Confusion matrix: %,d of %,d test images right", correct, images),
            classes,
            counts));
  }

  private static List<String> classes(JsonNode file) {
    List<String> names = new ArrayList<>();
    file.path("classes").forEach(name -> names.add(name.asText()));
    return names;
  }

  /** An array of arrays of whole numbers. */
  static int[][] counts(JsonNode rows) {
    int[][] counts = new int[rows.size()][rows.size()];
    for (int i = 0; i < counts.length; i++)
      for (int j = 0; j < counts.length; j++)
        counts[i][j] = rows.path(i).path(j).asInt();
    return counts;
  }

  private static DomContent worst(Evaluation evaluation, Dataset data) {
    List<Evaluation.Mistake> worst =
        evaluation.mistakes().stream().limit(MISTAKES).toList();
    if (worst.isEmpty()) return null;
    Pictures pictures = new Pictures();
    for (Evaluation.Mistake mistake : worst)
      pictures.add(
          data.test().image(mistake.image()),
          String.format(
              Locale.ROOT, "%s %.1f %%", data.classes().get(mistake.predicted()), 100 * mistake.probability()),
          "is " + data.classes().get(mistake.actual()) + " (" + mistake.image() + ")");
    return div(
        h3(String.format(
            Locale.ROOT,
            "The %d most confident of %,d mistakes",
            worst.size(),
            evaluation.mistakes().size())),
        p("Predicted class and its probability; below the actual class and the number of the test image.")
            .withClass("note"),
        pictures.html());
  }

  /** Test accuracy of each class after the last epoch: a column for each configuration; null where it is not known. */
  public static DomContent classAccuracy(Unit unit, LocalData data) {
    List<Unit.Group> groups = unit.best(MOST_GROUPS).stream()
        .filter(group ->
            group.measured().stream().anyMatch(run -> run.metrics().last().classAccuracy() != null))
        .toList();
    if (groups.isEmpty()) return null;
    int count = perClass(groups.get(0)).size();
    List<String> names = data.classes(groups.get(0).first().metrics().config())
        .filter(known -> known.size() == count)
        .orElseGet(() -> IntStream.range(0, count).mapToObj(k -> "class " + k).toList());
    List<String> headings = new ArrayList<>(List.of("class"));
    groups.forEach(group -> headings.add(groups.size() == 1 ? "test accuracy" : group.label()));
    Table table = new Table(headings);
    for (int k = 0; k < count; k++) {
      List<Table.Cell> cells = new ArrayList<>(List.of(Table.Cell.of(names.get(k))));
      for (Unit.Group group : groups) {
        List<MeanStd> all = perClass(group);
        cells.add(k < all.size() ? cell(all.get(k)) : Table.Cell.NONE);
      }
      table.row(cells);
    }
    DomContent shown = table.html();
    if (count <= 20) return div(h3("Test accuracy of each class, after the last epoch"), shown);
    return details(summary("Test accuracy of each of " + count + " classes, after the last epoch"), shown);
  }

  private static Table.Cell cell(MeanStd accuracy) {
    if (!Double.isFinite(accuracy.mean())) return Table.Cell.NONE;
    return Table.Cell.of(
        span(
                span(span()
                    .withClass("bar")
                    .withStyle(String.format(Locale.ROOT, "width:%.2frem", BAR * accuracy.mean()))),
                span(accuracy.percent()))
            .withClass("track"),
        accuracy.mean());
  }

  private static List<MeanStd> perClass(Unit.Group group) {
    List<List<Double>> runs = group.measured().stream()
        .map(run -> run.metrics().last().classAccuracy())
        .filter(Objects::nonNull)
        .toList();
    if (runs.isEmpty()) return List.of();
    return IntStream.range(0, runs.get(0).size())
        .mapToObj(k -> MeanStd.of(
            runs.stream().filter(run -> k < run.size()).map(run -> run.get(k)).toList()))
        .toList();
  }

  /** The kernels of a configuration's first run, layer by layer; of several configurations all kernels together. */
  public static DomContent weights(Unit unit) {
    Map<Unit.Group, Map<String, FloatArray>> byGroup = new LinkedHashMap<>();
    for (Unit.Group group : unit.best(MOST_GROUPS))
      group.first().model().ifPresent(model -> kernels(model).ifPresent(kernels -> byGroup.put(group, kernels)));
    if (byGroup.isEmpty()) return null;
    if (byGroup.size() > 1) return together(byGroup);
    List<DomContent> small = byGroup.values().iterator().next().entrySet().stream()
        .map(kernel -> SmallHistogram.of(kernel.getKey(), kernel.getValue().values()))
        .filter(Objects::nonNull)
        .toList();
    return div(
        p("The weights of each kernel after the last epoch: how many there are of each size.")
            .withClass("note"),
        div(each(small, s -> s)).withClass("smalls"));
  }

  private static Optional<Map<String, FloatArray>> kernels(Path model) {
    try {
      Map<String, FloatArray> kernels = new LinkedHashMap<>();
      Safetensors.read(model.resolve("last.safetensors")).arrays().forEach((name, array) -> {
        if (name.endsWith(KERNEL)) kernels.put(name.substring(0, name.length() - KERNEL.length()), array);
      });
      return kernels.isEmpty() ? Optional.empty() : Optional.of(kernels);
    } catch (InputException damaged) {
      return Optional.empty();
    }
  }

  private static DomContent together(Map<Unit.Group, Map<String, FloatArray>> byGroup) {
    double largest = byGroup.values().stream()
        .flatMap(kernels -> kernels.values().stream())
        .mapToDouble(array -> largest(array.values()))
        .max()
        .orElse(1);
    Plot plot = new Plot(
        "Weights of all kernels after the last epoch",
        Axis.of("weight"),
        Axis.of("weights a bin").logarithmic());
    int colour = 0;
    for (Map.Entry<Unit.Group, Map<String, FloatArray>> group : byGroup.entrySet()) {
      double[] counts = new double[BINS];
      for (FloatArray kernel : group.getValue().values())
        for (float value : kernel.values())
          if (Float.isFinite(value)) counts[Math.min(BINS - 1, (int) ((value / largest + 1) / 2 * BINS))]++;
      double[] edges = IntStream.range(0, BINS)
          .mapToDouble(i -> largest * (2.0 * i / BINS - 1))
          .toArray();
      double[] shown =
          Arrays.stream(counts).map(count -> count == 0 ? Double.NaN : count).toArray();
      plot.add(new Plot.Series(group.getKey().label(), colour, colour / 7, Plot.Mark.STEPS, edges, shown, null));
      colour++;
    }
    return plot.html();
  }

  private static double largest(float[] values) {
    double largest = 0;
    for (float value : values) if (Float.isFinite(value)) largest = Math.max(largest, Math.abs(value));
    return largest == 0 ? 1 : largest;
  }

  /** A row for each layer, and the totals; null where the run does not say. */
  public static DomContent layers(FoundRun run) {
    List<LayerInfo> layers = run.metrics().model().layers();
    if (layers == null || layers.isEmpty()) return null;
    long macs = run.metrics().model().macs();
    Table table =
        new Table("layer", "kind", "output", "parameters", "MACs", "% of MACs", "activations", "MACs by THOP");
    for (LayerInfo layer : layers)
      table.row(
          Table.Cell.of(layer.name()),
          Table.Cell.of(layer.kind()),
          Table.Cell.of(String.join(
              " x ",
              Arrays.stream(layer.outputShape()).mapToObj(String::valueOf).toList())),
          whole(layer.parameters()),
          whole(layer.macs()),
          layer.macs() == 0
              ? Table.Cell.NONE
              : Table.Cell.of(layer.macs(), String.format(Locale.ROOT, "%.1f", 100.0 * layer.macs() / macs)),
          whole(layer.activations()),
          whole(Thop.macs(layer)));
    return div(
        p(String.format(
            Locale.ROOT,
            "%s: %,d trainable parameters; %,d multiply-accumulates of one image in convolutions and dense layers,"
                + " %,d as the Python package THOP counts them; %,d activations.",
            run.metrics().model().name(),
            run.metrics().model().parameters(),
            macs,
            Thop.macs(layers),
            layers.stream().mapToLong(LayerInfo::activations).sum())),
        table.html());
  }

  private static Table.Cell whole(long number) {
    return Table.Cell.of(number, String.format(Locale.ROOT, "%,d", number));
  }
}
