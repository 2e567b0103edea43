package tensorbang.experiment.page;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.p;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tensorbang.report.html.Axis;
import tensorbang.report.html.Plot;
import tensorbang.train.Epoch;
import tensorbang.train.GradientNormRecord;
import tensorbang.train.MeanStd;

/** What was measured in every epoch: mean over the seeds, with a band of ± one population standard deviation. */
public final class Curves {
  /** More lines cannot be told apart. */
  public static final int MOST = 10;

  /** Losses above this many times the lowest first loss leave the panel, so that the other curves stay readable. */
  private static final double CUT_OFF = 5;

  /** More bands hide each other. */
  private static final int MOST_BANDS = 4;

  private record Measured(String name, int dash, ToDoubleFunction<Epoch> accuracy, ToDoubleFunction<Epoch> loss) {}

  private static final List<Measured> PARTS = List.of(
      new Measured("test", 0, Epoch::testAccuracy, Epoch::testLoss),
      new Measured("train", 1, Epoch::trainAccuracy, Epoch::trainLoss),
      new Measured("validation", 2, Epoch::validationAccuracy, Epoch::validationLoss));

  private final List<Unit.Group> groups;
  private final int left;

  /** Of the groups with the highest accuracies where there are more than can be told apart. */
  public Curves(Unit unit) {
    groups = unit.best(MOST).stream()
        .filter(group ->
            group.runs().stream().anyMatch(run -> !run.metrics().epochs().isEmpty()))
        .toList();
    left = unit.groups().size() - groups.size();
  }

  /** All figures; null where no epoch was finished. */
  public DomContent html() {
    if (groups.isEmpty()) return null;
    return div(
        note(),
        figures(Stream.of(accuracy(), loss(), learningRate(), speed())
            .filter(Objects::nonNull)
            .toList()));
  }

  /** Figures side by side; null where there are none. */
  public static DomContent figures(List<DomContent> all) {
    return all.isEmpty() ? null : div(each(all, f -> f)).withClass("figures");
  }

  private DomContent note() {
    List<String> notes = new ArrayList<>();
    if (groups.stream().anyMatch(group -> group.measured().size() > 1))
      notes.add(
          groups.size() > MOST_BANDS
              ? "Lines are means over the seeds."
              : "Lines are means over the seeds; bands are ± one standard deviation of the population.");
    List<String> losses = groups.stream()
        .flatMap(group -> group.runs().stream())
        .map(run -> run.isPlainJava() ? "" : run.metrics().config().trainingLoss())
        .distinct()
        .toList();
    if (!losses.stream().allMatch(String::isEmpty))
      notes.add("The training loss is the one that was minimised, "
          + (losses.size() == 1 ? losses.get(0) : "each run's own") + "; the others are plain cross-entropy.");
    if (left > 0)
      notes.add(
          "Of " + (groups.size() + left) + " configurations the " + groups.size() + " with the highest accuracy.");
    return notes.isEmpty() ? null : p(String.join(" ", notes)).withClass("note");
  }

  /** In percent. */
  public DomContent accuracy() {
    Plot plot = new Plot("Accuracy", Axis.epochs(), Axis.of("accuracy (%)").within(0, 100)).withTools();
    add(plot, Measured::accuracy, 100);
    return plot.html();
  }

  public DomContent loss() {
    double first = groups.stream()
        .flatMap(group -> kept(group).stream())
        .mapToDouble(run -> run.metrics().epochs().get(0).testLoss())
        .filter(loss -> loss > 0)
        .min()
        .orElse(Double.NaN);
    Plot plot = new Plot("Loss", Axis.epochs(), Axis.of("cross-entropy (nats)").within(0, CUT_OFF * first)).withTools();
    add(plot, Measured::loss, 1);
    return plot.html();
  }

  private void add(Plot plot, java.util.function.Function<Measured, ToDoubleFunction<Epoch>> of, double unit) {
    boolean single = groups.size() == 1;
    for (int i = 0; i < groups.size(); i++)
      for (int k = 0; k < PARTS.size(); k++) {
        Measured part = PARTS.get(k);
        boolean isShown = single || k == 0 || groups.size() <= 3;
        String name = single ? part.name : groups.get(i).label() + (groups.size() <= 3 ? ", " + part.name : "");
        int dash = groups.size() <= 3 ? part.dash : i / 7 % 4;
        if (isShown) add(plot, groups.get(i), name, single ? k : i, dash, of.apply(part), unit);
      }
  }

  private DomContent learningRate() {
    Plot plot = new Plot("Learning rate after each epoch", Axis.epochs(), Axis.of("learning rate")).withTools();
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      List<Double> rates = groups.get(i).first().metrics().epochs().stream()
          .map(Epoch::learningRate)
          .toList();
      if (seen.contains(rates.toString())) continue;
      seen.add(rates.toString());
      add(
          plot,
          groups.get(i),
          groups.size() == 1 ? "learning rate" : groups.get(i).label(),
          i,
          0,
          Epoch::learningRate,
          1);
    }
    return plot.html();
  }

  private DomContent speed() {
    Plot plot =
        new Plot("Training images a second", Axis.epochs(), Axis.of("images/s").within(0, Double.NaN)).withTools();
    for (int i = 0; i < groups.size(); i++)
      add(
          plot,
          groups.get(i),
          groups.size() == 1 ? "images/s" : groups.get(i).label(),
          i,
          0,
          Epoch::imagesPerSecond,
          1);
    return plot.html();
  }

  /** The norms that the setting {@code gradient_norms} recorded, of each group's first run that has them. */
  public List<DomContent> gradientNorms() {
    List<DomContent> all = new ArrayList<>();
    for (Unit.Group group : groups)
      group.runs().stream()
          .filter(run -> GradientNormRecord.existsIn(run.folder()))
          .findFirst()
          .ifPresent(run -> all.add(norms(group, GradientNormRecord.read(run.folder()))));
    return all;
  }

  private static DomContent norms(Unit.Group group, GradientNormRecord record) {
    double[] layers =
        IntStream.rangeClosed(1, record.layers().size()).asDoubleStream().toArray();
    Plot plot = new Plot(
        "Gradient norm of each kernel, " + group.label(),
        new Axis("layer with a kernel, from the input", false, true, Double.NaN, Double.NaN, List.of()),
        Axis.of("L2 norm of the gradient").logarithmic());
    int last = record.epochs().size() - 1;
    int[] shown = IntStream.of(0, last / 2, last).distinct().toArray();
    for (int i = 0; i < shown.length; i++) {
      GradientNormRecord.Epoch epoch = record.epochs().get(shown[i]);
      String name = epoch.epoch() == 0 ? "before the training" : "after epoch " + epoch.epoch();
      plot.add(new Plot.Series(name, i, 0, Plot.Mark.MARKED_LINE, layers, epoch.norms(), null));
    }
    return plot.html();
  }

  /** Runs whose losses are all numbers; all where there are none of them. */
  private static List<FoundRun> kept(Unit.Group group) {
    List<FoundRun> begun =
        group.runs().stream().filter(run -> !run.metrics().epochs().isEmpty()).toList();
    List<FoundRun> finite = begun.stream()
        .filter(run -> run.metrics().epochs().stream()
            .allMatch(e -> Double.isFinite(e.trainLoss()) && Double.isFinite(e.testLoss())))
        .toList();
    return finite.isEmpty() ? begun : finite;
  }

  private void add(
      Plot plot, Unit.Group group, String name, int colour, int dash, ToDoubleFunction<Epoch> of, double unit) {
    SortedMap<Integer, List<Double>> byEpoch = new TreeMap<>();
    for (FoundRun run : kept(group))
      for (Epoch epoch : run.metrics().epochs())
        byEpoch.computeIfAbsent(epoch.epoch(), e -> new ArrayList<>()).add(unit * of.applyAsDouble(epoch));
    List<MeanStd> points = byEpoch.values().stream().map(MeanStd::of).toList();
    if (points.stream().noneMatch(point -> Double.isFinite(point.mean()))) return;
    boolean many = groups.size() <= MOST_BANDS && points.stream().anyMatch(point -> point.n() > 1);
    plot.add(new Plot.Series(
        name,
        colour,
        dash,
        Plot.Mark.LINE,
        byEpoch.keySet().stream().mapToDouble(Integer::doubleValue).toArray(),
        points.stream().mapToDouble(MeanStd::mean).toArray(),
        many ? points.stream().mapToDouble(MeanStd::std).toArray() : null));
  }
}
