//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//MAIN loss_surface
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tensorbang.InputException;
import tensorbang.cli.DataOptions;
import tensorbang.cli.Destination;
import tensorbang.cli.HelpOption;
import tensorbang.cli.Interruption;
import tensorbang.cli.MachineOptions;
import tensorbang.cli.Main;
import tensorbang.cli.ModelOptions;
import tensorbang.cli.Workspace;
import tensorbang.data.Dataset;
import tensorbang.data.ImageSet;
import tensorbang.landscape.Direction;
import tensorbang.landscape.FixedImages;
import tensorbang.landscape.Landscape;
import tensorbang.landscape.LandscapeFiles;
import tensorbang.landscape.LandscapeRecord;
import tensorbang.landscape.LossFunction;
import tensorbang.landscape.Roughness;
import tensorbang.landscape.Scan;
import tensorbang.landscape.Survey;
import tensorbang.landscape.WeightSpace;
import tensorbang.model.ModelFolder;
import tensorbang.nn.InferenceGraph;
import tensorbang.report.LossContours;
import tensorbang.report.LossLines;
import tensorbang.report.LossPanel;
import tensorbang.report.LossSurfaces;
import tensorbang.report.TextTable;
import tensorbang.tf.Device;
import tensorbang.tf.Environment;
import tensorbang.weights.FloatArray;

@Command(
    name = "loss-surface.java",
    sortOptions = false,
    description = {
      "Draws the loss of trained networks as a function of their weights (Li et al. 2018, \"Visualizing the Loss"
          + " Landscape of Neural Nets\"): along random lines through the weights, and on the plane of the first two"
          + " of these lines. Directions are filter-normalised: each filter of a random direction has the norm of the"
          + " same filter of the weights; biases, batch norms and their statistics stay as trained. The loss is that"
          + " of fixed training images without augmentation, in inference mode.",
      "Several models are drawn on one colour scale. A call that was interrupted goes on where it stopped. Each thread"
          + " measures a point by itself, so that their number makes no difference to any figure.",
      ""
    })
class loss_surface implements Callable<Integer> {
  private static final int QUICK_POINTS = 7;
  private static final int QUICK_IMAGES = 100;

  /** Options of directions around one model. */
  private static final List<String> NOT_BETWEEN = List.of("model", "lines", "grid", "range", "seed");

  /** A model with its weights, and where the scan leads. */
  private record Subject(
      String name, ModelFolder folder, InferenceGraph net, Map<String, FloatArray> weights, WeightSpace space) {}

  /** A subject's scan, done. */
  private record Result(Subject subject, LandscapeFiles files, Landscape landscape) {}

  @Option(
      names = "--model",
      paramLabel = "DIR",
      arity = "1..*",
      description = "Folders of trained models, or their names under models (default: the newest under models).")
  List<Path> models = List.of();

  @Option(
      names = "--between",
      paramLabel = "DIR",
      arity = "2",
      description = "Instead: the straight line from one model to another one of the same network, all variables"
          + " interpolated.")
  List<Path> between = List.of();

  @Option(
      names = "--weights",
      paramLabel = "last|best",
      defaultValue = "last",
      description = "After the last epoch, or after the best one (default: ${DEFAULT-VALUE}).")
  String weights;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "Training images to measure on: the same ones for every model and seed (default: ${DEFAULT-VALUE}).")
  int images;

  @Option(
      names = "--points",
      paramLabel = "N",
      defaultValue = "25",
      description = "Points on each side of the grid, odd; a line has 2 N - 1 (default: ${DEFAULT-VALUE}).")
  int points;

  @Option(
      names = "--lines",
      paramLabel = "N",
      defaultValue = "3",
      description = "Random lines through the weights (default: ${DEFAULT-VALUE}).")
  int lines;

  @Option(
      names = "--grid",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Whether to measure the plane, too (default: ${DEFAULT-VALUE}).")
  boolean grid;

  @Option(
      names = "--range",
      paramLabel = "R",
      defaultValue = "1",
      description = "How far to go on each side of the weights; at 1, each filter has moved by its own norm (default:"
          + " ${DEFAULT-VALUE}).")
  double range;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Determines the directions (default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--quick",
      description = "A look at how it goes: " + QUICK_POINTS + " points and " + QUICK_IMAGES
          + " images, where these are" + " not given.")
  boolean quick;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for points, figures and charts (default: one under results, named after the models).")
  Path out;

  @Option(names = "--quiet", description = "No progress, only the result.")
  boolean quiet;

  @Mixin
  DataOptions data;

  @Mixin
  MachineOptions machine;

  @Mixin
  HelpOption help;

  @Spec
  CommandSpec spec;

  public static void main(String... arguments) {
    Main.run(new loss_surface(), arguments);
  }

  @Override
  public Integer call() {
    Scan scan = scan();
    if (imagesWanted() < 1) throw InputException.of("images", images, "must be at least 1");
    data.request();
    int workers = machine.threads();
    if (machine.device().resolve() == Device.GPU) workers = 1; // one session has all of it
    List<Subject> subjects = subjects(scan);
    Path results = out == null ? Workspace.results().resolve("loss-surface-" + names(subjects, "-")) : out;
    Destination.checkFolder("out", results);
    Dataset set = data.load();
    ImageSet sample = FixedImages.of(set.train(), imagesWanted());
    for (Subject subject : subjects) FixedImages.check(subject.folder.card(), set);

    List<Result> done = new ArrayList<>();
    try (Interruption interruption = new Interruption()) {
      for (Subject subject : subjects) {
        LandscapeFiles files = files(results, subject, scan, set, sample);
        int classes = set.classes().size();
        Survey survey =
            new Survey(files, subject.space, () -> new LossFunction(subject.net, sample, classes, machine.device()));
        Landscape landscape = survey.run(workers, interruption::requested, progress(subject));
        if (!landscape.isComplete()) {
          System.err.println("interrupted; the same command goes on");
          return Main.INTERRUPTED;
        }
        done.add(new Result(subject, files, landscape));
      }
      print(done);
      String about = String.format(Locale.ROOT, "%,d training images of %s", sample.size(), set.name());
      List<Path> charts = scan.gridPoints() > 0 ? planes(done, results, about) : new ArrayList<>();
      charts.add(lines(done, results, about));
      for (Result result : done) System.out.println("figures  " + result.files.json() + ", " + result.files.csv());
      System.out.println("charts   " + charts.stream().map(Path::toString).collect(Collectors.joining(", ")));
    }
    return 0;
  }

  private Scan scan() {
    if (!between.isEmpty())
      for (String other : NOT_BETWEEN)
        if (isGiven("--" + other)) throw InputException.of(other, "", "has no meaning with --between");
    int side = quick && !isGiven("--points") ? QUICK_POINTS : points;
    return between.isEmpty() ? Scan.around(range, side, lines, grid) : Scan.between(side);
  }

  private boolean isGiven(String option) {
    return spec.commandLine().getParseResult().hasMatchedOption(option);
  }

  private int imagesWanted() {
    return quick && !isGiven("--images") ? QUICK_IMAGES : images;
  }

  private List<Subject> subjects(Scan scan) {
    if (!between.isEmpty()) return List.of(pair(between.get(0), between.get(1)));
    List<Path> folders = models.isEmpty() ? List.of(ModelFolder.newest(Workspace.models())) : models;
    List<Subject> subjects = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (Path named : folders) {
      ModelFolder folder = ModelFolder.open(ModelOptions.found(named));
      InferenceGraph net = folder.graph();
      Map<String, FloatArray> centre = folder.weights(weights, net);
      List<Direction> directions = IntStream.rangeClosed(1, Math.max(2, scan.lines()))
          .mapToObj(number -> Direction.random(net, centre, seed, number))
          .toList();
      String name = folder.name();
      for (int n = 2; !taken.add(name); n++) name = folder.name() + "-" + n;
      subjects.add(new Subject(name, folder, net, centre, WeightSpace.around(centre, directions)));
    }
    return subjects;
  }

  private Subject pair(Path first, Path second) {
    ModelFolder from = ModelFolder.open(ModelOptions.found(first));
    ModelFolder to = ModelFolder.open(ModelOptions.found(second));
    WeightSpace.checkEnds(from, to);
    InferenceGraph net = from.graph();
    Map<String, FloatArray> start = from.weights(weights, net);
    Map<String, FloatArray> end = to.weights(weights, net); // refuses those of another network
    String name = from.name() + "-to-" + to.name();
    return new Subject(name, from, net, start, WeightSpace.between(start, end));
  }

  private LandscapeFiles files(Path folder, Subject subject, Scan scan, Dataset set, ImageSet sample) {
    ModelFolder to = between.isEmpty() ? null : ModelFolder.open(ModelOptions.found(between.get(1)));
    LandscapeRecord.Origin origin = new LandscapeRecord.Origin(
        subject.folder.name(),
        weights,
        LandscapeRecord.fingerprint(subject.weights),
        to == null ? null : to.name(),
        to == null ? null : LandscapeRecord.fingerprint(to.weights(weights, subject.net)),
        set.name(),
        sample.size(),
        LandscapeRecord.fingerprint(sample),
        seed);
    Environment environment = Environment.now(machine.device().resolve(), 1);
    return new LandscapeFiles(folder, subject.name, origin, scan, environment);
  }

  private Survey.Progress progress(Subject subject) {
    if (quiet) return (measured, all) -> {};
    long began = System.nanoTime();
    int[] first = {-1};
    return (measured, all) -> {
      if (first[0] < 0) first[0] = measured - 1;
      if (measured % Math.max(1, all / 10) != 0 && measured != all) return;
      double seconds = (System.nanoTime() - began) / 1e9;
      double left = seconds / (measured - first[0]) * (all - measured);
      System.err.printf(Locale.ROOT, "%s: %,d of %,d points, %.0f s left%n", subject.name, measured, all, left);
    };
  }

  private void print(List<Result> done) {
    TextTable table = new TextTable(
        TextTable.left("model"),
        TextTable.right(between.isEmpty() ? "loss" : "loss in the middle"),
        TextTable.right("accuracy"),
        TextTable.right("largest curvature"),
        TextTable.right("non-convex on lines"),
        TextTable.right("on the plane"));
    for (Result result : done) {
      Roughness roughness = result.landscape.roughness();
      table.row(
          result.subject.name,
          String.format(Locale.ROOT, "%.4f", result.landscape.middle().loss()),
          percent(result.landscape.middle().accuracy()),
          String.format(Locale.ROOT, "%.3g", roughness.largestCurvature()),
          percent(roughness.nonConvexOnLines()),
          percent(roughness.nonConvexOnGrid()));
    }
    System.out.println(table);
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static List<Path> planes(List<Result> done, Path folder, String about) {
    List<LossPanel> panels = done.stream()
        .map(r -> new LossPanel(r.subject.name, r.landscape.scan().gridAxis(), r.landscape.grid()))
        .toList();
    Path contours = folder.resolve("contours.png");
    new LossContours("Loss on " + about, panels).write(contours, folder.resolve("contours.svg"));
    Path surfaces = folder.resolve("surfaces.png");
    new LossSurfaces("Loss on " + about, panels).write(surfaces, folder.resolve("surfaces.svg"));
    return new ArrayList<>(List.of(contours, surfaces));
  }

  private Path lines(List<Result> done, Path folder, String about) {
    LossLines chart = between.isEmpty()
        ? new LossLines("Loss along random lines, " + about, "distance from the weights, in norms of each filter")
        : new LossLines("Loss between two models, " + about, "share of the second model");
    for (Result result : done)
      chart.add(result.subject.name, result.landscape.scan().lineAxis(), result.landscape.lines());
    Path png = folder.resolve("lines.png");
    chart.write(png, folder.resolve("lines.svg"));
    return png;
  }

  private static String names(List<Subject> subjects, String separator) {
    return subjects.stream().map(Subject::name).collect(Collectors.joining(separator));
  }
}
