package tensorbang.experiment.course;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import tensorbang.Yaml;
import tensorbang.experiment.page.Curves;
import tensorbang.experiment.page.FoundRun;
import tensorbang.experiment.page.FoundRuns;
import tensorbang.experiment.page.Latencies;
import tensorbang.experiment.page.LocalData;
import tensorbang.experiment.page.ModelFigures;
import tensorbang.experiment.page.Results;
import tensorbang.experiment.page.RunFigures;
import tensorbang.experiment.page.Unit;
import tensorbang.train.MeanStd;
import tensorbang.train.Metrics;

/** The figures of a course's sheet that are drawn from runs. */
final class Figures {
  private static final int MOST_TESTED = 3;

  private static final Map<String, ToDoubleFunction<Metrics>> ACCURACIES = Map.of(
      "test", m -> m.last().testAccuracy(),
      "validation", m -> m.last().bestValidationAccuracy(),
      "train", m -> m.last().trainAccuracy());

  private final FoundRuns found;
  private final LocalData data;
  private final Latencies latencies;
  private final Map<String, Function<Unit, DomContent>> kinds = kinds();

  Figures(FoundRuns found, LocalData data, Latencies latencies) {
    this.found = found;
    this.data = data;
    this.latencies = latencies;
  }

  /** Makes sure that every kind is known. */
  static void check(Yaml.Document document, String at, List<String> kinds) {
    for (String kind : kinds)
      if (!new Figures(null, null, null).kinds.containsKey(kind) && !FileFigures.KINDS.contains(kind))
        throw document.wrong(at, kind + " is no kind of figure");
  }

  private Map<String, Function<Unit, DomContent>> kinds() {
    Map<String, Function<Unit, DomContent>> all = new LinkedHashMap<>();
    all.put("facts", unit -> Results.facts(best(unit, 1), latencies));
    all.put("table", unit -> {
      Results results = new Results(unit, latencies);
      return div(results.table(), results.note());
    });
    all.put("charts", unit -> Curves.figures(new Results(unit, latencies).charts()));
    all.put("curves", unit -> new Curves(unit).html());
    all.put("accuracy", unit -> new Curves(unit).accuracy());
    all.put("epochs", unit -> RunFigures.epochs(best(unit, 1).first()));
    all.put("seeds", unit -> RunFigures.seeds(best(unit, 1)));
    all.put("model", unit -> RunFigures.model(best(unit, 1).first()));
    all.put("layers", unit -> ModelFigures.layers(best(unit, 1).first()));
    all.put("weights", ModelFigures::weights);
    all.put("gradients", unit -> Curves.figures(new Curves(unit).gradientNorms()));
    all.put("classes", unit -> ModelFigures.classAccuracy(unit, data));
    all.put("mistakes", this::mistakes);
    all.put("data", unit -> RunFigures.data(best(unit, 1).first(), data));
    all.put("settings", unit -> RunFigures.settings(unit.runs()));
    all.put("environment", unit -> RunFigures.environment(unit.runs()));
    return all;
  }

  /** What is asked for; null where no run answers it. */
  DomContent of(Course.Figure figure) {
    Unit unit = unit(figure);
    if (unit == null) return null;
    List<DomContent> all = new ArrayList<>();
    all.add(reached(figure, unit));
    figure.show().forEach(kind -> all.add(kinds.get(kind).apply(unit)));
    all.removeIf(Objects::isNull);
    if (all.isEmpty()) return null;
    String title = figure.folder().isEmpty() ? "" : figure.folder() + ": " + unit.dataset();
    return div(title.isEmpty() ? null : h3(title), each(all, a -> a));
  }

  /** The runs that the figure asks for, of the data set that most of them are on; null where there are none. */
  private Unit unit(Course.Figure figure) {
    List<FoundRun> runs = new ArrayList<>();
    found.byUnit().forEach((name, there) -> {
      if (figure.folder().isEmpty() || figure.folder().equals(name))
        there.stream()
            .filter(run -> run.isPlainJava() == figure.isPlainJava() && has(run, figure.runs()) && isWhole(run, figure))
            .forEach(runs::add);
    });
    Unit unit = Unit.of(figure.folder(), runs).stream()
        .filter(u -> u.groups().stream().anyMatch(group -> group.runs().stream().anyMatch(FoundRun::isFinished)))
        .max(Comparator.comparingInt(u -> u.runs().size()))
        .orElse(null);
    if (unit == null) return null;
    boolean isOne =
        figure.isBest() || figure.folder().isEmpty() && !figure.show().contains("table");
    if (!isOne) return unit;
    Unit.Group best = best(unit, figure.seeds());
    if (best.measured().size() < figure.seeds()) return null;
    List<FoundRun> shown = figure.isOneSeed() ? List.of(best.first()) : best.runs();
    return new Unit(
        unit.name(), unit.dataset(), null, List.of(new Unit.Group(best.label(), best.series(), best.x(), shown)));
  }

  /**
   * Where a figure does not say which, runs on a part of the images, as claims.java makes them, are no answer; but those of
   * scratch-train.java are, which takes 50 by default.
   */
  private static boolean isWhole(FoundRun run, Course.Figure figure) {
    boolean isNamed = !figure.folder().isEmpty() || figure.runs().containsKey("limit");
    return isNamed || run.isPlainJava() || has(run, Map.of("limit", "0"));
  }

  private static boolean has(FoundRun run, Map<String, String> settings) {
    return settings.entrySet().stream().allMatch(setting -> {
      var value = run.settings().get(setting.getKey());
      return value != null && value.asText().equals(setting.getValue());
    });
  }

  /** The configuration with the highest accuracy, of those with as many seeds as are asked for. */
  private static Unit.Group best(Unit unit, int seeds) {
    return unit.groups().stream()
        .max(Comparator.<Unit.Group>comparingInt(
                group -> Math.min(seeds, group.measured().size()))
            .thenComparingDouble(group -> Double.isNaN(group.rank()) ? -1 : group.rank()))
        .orElseThrow();
  }

  private static DomContent reached(Course.Figure figure, Unit unit) {
    List<DomContent> lines = new ArrayList<>();
    figure.atLeast().forEach((part, least) -> {
      MeanStd result = best(unit, figure.seeds()).result(ACCURACIES.get(part));
      if (result == null || Double.isNaN(result.mean())) return;
      lines.add(p(String.format(
          Locale.ROOT,
          "Asked for: %s accuracy of at least %.0f %%. Reached: %s%s.",
          part.equals("train") ? "training" : part,
          100 * least,
          result.percent(),
          result.mean() >= least ? "" : ", which is less")));
    });
    return lines.isEmpty() ? null : div(each(lines, line -> line));
  }

  private DomContent mistakes(Unit unit) {
    List<DomContent> all = unit.best(MOST_TESTED).stream()
        .map(group -> ModelFigures.mistakes(group, data))
        .filter(Objects::nonNull)
        .toList();
    return all.isEmpty() ? null : div(each(all, a -> a));
  }
}
