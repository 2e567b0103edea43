package tensorbang.experiment.claims;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import tensorbang.data.Dataset;
import tensorbang.data.ImageSet;
import tensorbang.experiment.claims.Interval.Side;
import tensorbang.experiment.settings.Experiment;
import tensorbang.experiment.summary.Comparison.Row;
import tensorbang.experiment.summary.Comparison.Trial;
import tensorbang.landscape.Direction;
import tensorbang.landscape.FixedImages;
import tensorbang.landscape.Landscape;
import tensorbang.landscape.LandscapeFiles;
import tensorbang.landscape.LandscapeRecord;
import tensorbang.landscape.LossFunction;
import tensorbang.landscape.Scan;
import tensorbang.landscape.Survey;
import tensorbang.landscape.WeightSpace;
import tensorbang.model.ModelFolder;
import tensorbang.nn.InferenceGraph;
import tensorbang.report.LossContours;
import tensorbang.report.LossLines;
import tensorbang.report.LossPanel;
import tensorbang.report.LossSurfaces;
import tensorbang.report.ShortNumber;
import tensorbang.settings.Settings;
import tensorbang.tf.Environment;
import tensorbang.weights.FloatArray;

/** Statement 10: the loss around the weights of residual networks and of their plain twins. */
final class ShortcutSmoothness implements Claim {
  private static final String NAME = "shortcuts";
  private static final String WITH = "with shortcuts";
  private static final String WITHOUT = "without shortcuts";
  /** In filter norms on each side of the weights: there both networks guess about as well as by chance. */
  private static final double RANGE = 0.5;

  private static final long DIRECTIONS = 42;
  private static final int COMPARISONS = 2;

  /** Points on a side of the grid, lines, and images; the grid is measured for the first seed alone. */
  private record Effort(int points, int lines, int images) {
    static Effort of(boolean quick) {
      return quick ? new Effort(5, 2, 50) : new Effort(13, 3, 500);
    }
  }

  @Override
  public int number() {
    return 10;
  }

  @Override
  public String statement() {
    return "Shortcuts make the loss surface smoother.";
  }

  @Override
  public List<Experiment> experiments(boolean quick) {
    Settings base = Settings.NONE
        .set("net", "resnet20")
        .set("limit", quick ? 200 : 5000)
        .set("epochs", quick ? 1 : 12)
        .set("precision", "bfloat16");
    Experiment experiment = Experiment.of(NAME, "ResNet-20 and its plain twin", base)
        .vary(WITH, Map.of("shortcut", "identity"))
        .vary(WITHOUT, Map.of("shortcut", "none"));
    return List.of(Seeds.of(experiment, quick, 3));
  }

  @Override
  public Finding examine(Evidence evidence) {
    Effort effort = Effort.of(evidence.isQuick());
    Map<Trial, Landscape> landscapes = new HashMap<>();
    for (Row row : evidence.comparison(NAME).rows())
      for (int i = 0; i < row.trials().size(); i++) {
        Trial trial = row.trials().get(i);
        if (trial.isFinished()) landscapes.put(trial, measure(trial, i == 0, effort, evidence));
      }
    Interval curvature = ratioOfCurvatures(evidence, landscapes);
    Interval nonConvex = differenceOfNonConvex(evidence, landscapes);
    List<Figure> figures = new ArrayList<>();
    for (Row row : evidence.comparison(NAME).rows()) {
      figures.add(
          Figure.of("test accuracy, " + row.label(), Interval.of(Evidence.values(row, Evidence::accuracy)), "%"));
      figures.add(Figure.of(
          "loss at the weights, " + row.label(),
          Interval.of(Evidence.values(row, t -> loss(landscapes.get(t)))),
          "nats"));
      figures.add(Figure.of(
          "largest curvature, " + row.label(),
          Interval.of(Evidence.values(row, t -> curvature(landscapes.get(t)))),
          "nats"));
      figures.add(Figure.of(
          "non-convex points, " + row.label(),
          Interval.of(Evidence.values(row, t -> nonConvex(landscapes.get(t)))),
          "%"));
    }
    figures.add(Figure.of("largest curvature, without over with shortcuts", curvature, "times"));
    figures.add(Figure.of("non-convex points, without minus with shortcuts", nonConvex, "points"));
    List<Chart> charts = new ArrayList<>(planes(evidence, landscapes, effort));
    charts.add(lines(evidence, landscapes, effort));
    return new Finding(
        verdict(curvature, nonConvex),
        criterion(effort),
        figures,
        reasons(curvature, nonConvex, evidence),
        List.of("H. Li, Z. Xu, G. Taylor, C. Studer and T. Goldstein, Visualizing the Loss Landscape of Neural Nets,"
            + " NeurIPS 2018."),
        charts);
  }

  /** The plain network's largest curvature over the residual one's, seed by seed. */
  static Interval ratioOfCurvatures(Evidence evidence, Map<Trial, Landscape> landscapes) {
    return exp(more(evidence, t -> Math.log(curvature(landscapes.get(t)))));
  }

  /** The plain network's percent of non-convex points less the residual one's, seed by seed. */
  static Interval differenceOfNonConvex(Evidence evidence, Map<Trial, Landscape> landscapes) {
    return more(evidence, t -> nonConvex(landscapes.get(t)));
  }

  /** How much higher a number is without shortcuts than with them. */
  private static Interval more(Evidence evidence, ToDoubleFunction<Trial> of) {
    return Interval.of(Evidence.differences(evidence.row(NAME, WITHOUT), evidence.row(NAME, WITH), of), COMPARISONS);
  }

  /**
   * By both measures of roughness.
   *
   * @param curvature the plain network's over the residual one's
   * @param nonConvex the plain network's less the residual one's
   */
  static Verdict verdict(Interval curvature, Interval nonConvex) {
    Interval above =
        new Interval(curvature.mean() - 1, curvature.low() - 1, curvature.high() - 1, curvature.level(), curvature.n());
    return Verdict.across(List.of(smoother(above.side(0)), smoother(nonConvex.side(0))));
  }

  private static Verdict smoother(Side side) {
    return switch (side) {
      case ABOVE -> Verdict.TRUE;
      case BELOW, EQUAL -> Verdict.FALSE;
      case OPEN -> Verdict.UNDECIDED;
    };
  }

  private static Landscape measure(Trial trial, boolean grid, Effort effort, Evidence evidence) {
    ModelFolder model = ModelFolder.open(trial.folder().model());
    InferenceGraph net = model.graph();
    Map<String, FloatArray> weights = model.weights("last", net);
    List<Direction> directions = IntStream.rangeClosed(1, effort.lines)
        .mapToObj(number -> Direction.random(net, weights, DIRECTIONS, number))
        .toList();
    Dataset data = evidence.dataset(trial.folder().config());
    ImageSet images = FixedImages.of(data.train(), effort.images);
    Scan scan = Scan.around(RANGE, effort.points, effort.lines, grid);
    String fingerprint = LandscapeRecord.fingerprint(weights);
    LandscapeRecord.Origin origin = new LandscapeRecord.Origin(
        model.name(), "last", fingerprint, null, null, data.name(), images.size(), null, DIRECTIONS);
    LandscapeFiles files = new LandscapeFiles(
        trial.folder().path(),
        "landscape-" + fingerprint.substring(0, 8) + "-" + effort.points,
        origin,
        scan,
        Environment.now(evidence.device().resolve(), 1));
    int classes = data.classes().size();
    return new Survey(
            files,
            WeightSpace.around(weights, directions),
            () -> new LossFunction(net, images, classes, evidence.device()))
        .run(evidence.threads(), () -> false, (done, all) -> {});
  }

  private static double loss(Landscape landscape) {
    return landscape == null ? Double.NaN : landscape.middle().loss();
  }

  private static double curvature(Landscape landscape) {
    return landscape == null ? Double.NaN : landscape.roughness().largestCurvature();
  }

  /** Percent of the lines' points. */
  private static double nonConvex(Landscape landscape) {
    return landscape == null ? Double.NaN : 100 * landscape.roughness().nonConvexOnLines();
  }

  private static Interval exp(Interval log) {
    return new Interval(Math.exp(log.mean()), Math.exp(log.low()), Math.exp(log.high()), log.level(), log.n());
  }

  private static String criterion(Effort effort) {
    return String.format(
        Locale.ROOT,
        "Around the weights of each training, %d filter-normalised random lines of %d points from -%s to %s, the loss"
            + " on %d training images. Two measures, the plain network against the residual one, seed by seed, with"
            + " intervals of %s (together 95 %%): the largest second derivative along a line (their ratio, to be above"
            + " 1), and the share of points where it is negative (their difference, to be above 0). True where both"
            + " intervals lie above, false where both lie below, depends where they contradict each other, undecided"
            + " otherwise.",
        effort.lines,
        2 * effort.points - 1,
        ShortNumber.text(RANGE),
        ShortNumber.text(RANGE),
        effort.images,
        Interval.level(COMPARISONS));
  }

  private static List<String> reasons(Interval curvature, Interval nonConvex, Evidence evidence) {
    return List.of(
        String.format(
            Locale.ROOT,
            "Without shortcuts the largest curvature is %s times that with them, and the share of non-convex points is"
                + " higher by %s points.",
            curvature.text(2),
            nonConvex.text(1)),
        "A shortcut hands its input on as it is, so that a block that moved far off disturbs the layers after it less,"
            + " and gradients reach the early layers without passing through all the others (Li et al. 2018"
            + " find chaotic surfaces without shortcuts from 56 layers on, and little difference at 20).",
        "This is ResNet-20 after a short training, on lines that are a thin sample of all directions; curvatures grow"
            + " with the loss itself, which is why the lines stand beside the figures, and deeper networks are for"
            + " loss-surface.java.");
  }

  private static List<Chart> planes(Evidence evidence, Map<Trial, Landscape> landscapes, Effort effort) {
    List<LossPanel> panels = new ArrayList<>();
    for (Row row : evidence.comparison(NAME).rows()) {
      Landscape first = landscapes.get(row.trials().get(0));
      if (first != null)
        panels.add(new LossPanel("ResNet-20 " + row.label(), first.scan().gridAxis(), first.grid()));
    }
    if (panels.isEmpty()) return List.of();
    String title = "Loss on " + effort.images + " training images";
    return List.of(
        new Chart(
            "surfaces",
            "Loss on the plane of two random directions around the weights of the first seed, on one scale.",
            new LossSurfaces(title, panels)::write),
        new Chart(
            "contours",
            "The same planes from above; each contour is the same loss.",
            new LossContours(title, panels)::write));
  }

  private static Chart lines(Evidence evidence, Map<Trial, Landscape> landscapes, Effort effort) {
    LossLines chart = new LossLines(
        "Loss along random lines, " + effort.images + " training images",
        "distance from the weights, in norms of each filter");
    for (Row row : evidence.comparison(NAME).rows()) {
      List<double[]> lines = row.trials().stream()
          .filter(landscapes::containsKey)
          .flatMap(trial -> landscapes.get(trial).lines().stream())
          .toList();
      chart.add(
          row.label(), Scan.around(RANGE, effort.points, effort.lines, false).lineAxis(), lines);
    }
    return new Chart("lines", "Loss along all lines of all seeds.", chart::write);
  }
}
