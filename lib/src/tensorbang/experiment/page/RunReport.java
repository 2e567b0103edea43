package tensorbang.experiment.page;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.li;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import tensorbang.Shown;
import tensorbang.report.html.Page;
import tensorbang.train.TrainConfig;

/**
 * One run, several, or all there are, on one page: results, curves, mistakes, settings, data, weights, layers, machine.
 * What the runs do not have is left out.
 */
public final class RunReport {
  private final FoundRuns found;
  private final LocalData data;
  private final Latencies latencies;
  private final int evaluations;
  private final List<Unit> units = new ArrayList<>();

  /** @param evaluations test so many models at most for confusion matrix and mistakes */
  public RunReport(FoundRuns found, LocalData data, Latencies latencies, int evaluations) {
    this.found = found;
    this.data = data;
    this.latencies = latencies;
    this.evaluations = evaluations;
    found.byUnit().forEach((name, runs) -> units.addAll(Unit.of(name, runs)));
  }

  /** The page as HTML. */
  public String html(String title) {
    Page page = new Page(title, subtitle());
    for (int i = 0; i < units.size(); i++) {
      Unit unit = units.get(i);
      page.add("results" + suffix(i), "Results" + of(unit), results(unit));
      page.add("curves" + suffix(i), "Curves" + of(unit), new Curves(unit).html());
    }
    page.add("classes", "Classes and mistakes", classes(), mistakes());
    for (int i = 0; i < units.size(); i++)
      page.add(
          "gradients" + suffix(i),
          "Gradients" + of(units.get(i)),
          Curves.figures(new Curves(units.get(i)).gradientNorms()));
    page.add("settings", "Settings", SettingTables.commands(groups()), SettingTables.settings(found.all()));
    page.add("data", "Data", datasets());
    for (int i = 0; i < units.size(); i++)
      page.add("weights" + suffix(i), "Weights" + of(units.get(i)), ModelFigures.weights(units.get(i)));
    page.add("layers", "Layers", layers());
    page.add("environment", "Environment", SettingTables.environment(found.all()));
    page.add("runs", "Runs", Results.runs(found.all()));
    page.add(
        "left-out",
        "Left out",
        found.leftOut().isEmpty() ? null : ul(each(found.leftOut(), reason -> li(Shown.text(reason, 400)))));
    return page.foot("Made by TensorBang's report.java. This file needs no network; print it for a PDF.")
        .render();
  }

  /** The runs' networks and data sets. */
  public String title() {
    List<String> networks = groups().stream()
        .map(group -> group.first().metrics().config().net())
        .distinct()
        .toList();
    List<String> sets = units.stream().map(Unit::dataset).distinct().toList();
    String what = networks.size() <= 3 ? String.join(", ", networks) : networks.size() + " networks";
    return Shown.text(what + " on " + (sets.size() <= 2 ? String.join(" and ", sets) : sets.size() + " data sets"));
  }

  private String subtitle() {
    int runs = found.all().size();
    int configurations = groups().size();
    String text = count(runs, "run") + " of " + count(configurations, "configuration");
    return found.leftOut().isEmpty()
        ? text
        : text + "; " + count(found.leftOut().size(), "damaged run") + " left out";
  }

  private static String count(int n, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", n, what, n == 1 ? "" : "s");
  }

  private List<Unit.Group> groups() {
    return units.stream().flatMap(unit -> unit.groups().stream()).toList();
  }

  private String suffix(int unit) {
    return units.size() == 1 ? "" : "-" + (unit + 1);
  }

  private String of(Unit unit) {
    if (units.size() == 1) return "";
    boolean isAlone = units.stream().filter(u -> u.name().equals(unit.name())).count() == 1;
    if (unit.name().isEmpty()) return ": " + unit.dataset();
    return ": " + Shown.text(unit.name()) + (isAlone ? "" : ", " + unit.dataset());
  }

  private DomContent results(Unit unit) {
    Results results = new Results(unit, latencies);
    if (unit.groups().size() == 1) return div(Results.facts(unit.groups().get(0), latencies), results.note());
    return div(results.table(), results.note(), Curves.figures(results.charts()));
  }

  private DomContent classes() {
    List<DomContent> all = units.stream()
        .map(unit -> {
          DomContent table = ModelFigures.classAccuracy(unit, data);
          return table == null || units.size() == 1 ? table : div(h3(of(unit).substring(2)), table);
        })
        .filter(Objects::nonNull)
        .toList();
    return all.isEmpty() ? null : div(each(all, a -> a));
  }

  /** Of the configurations with the highest accuracies. */
  private DomContent mistakes() {
    List<DomContent> all = groups().stream()
        .filter(group -> !Double.isNaN(group.rank()))
        .sorted(Comparator.comparingDouble(group -> -group.rank()))
        .limit(evaluations)
        .map(group -> ModelFigures.mistakes(group, data))
        .filter(Objects::nonNull)
        .toList();
    return all.isEmpty() ? null : div(each(all, a -> a));
  }

  /** Each data set, and each augmentation of it, once. */
  private DomContent datasets() {
    Map<String, TrainConfig> different = new LinkedHashMap<>();
    for (Unit.Group group : groups()) {
      TrainConfig config = group.first().metrics().config();
      different.putIfAbsent(config.data().withImbalance(config.imbalance(), 0) + " " + config.augment(), config);
    }
    List<DomContent> all = different.values().stream()
        .limit(4)
        .flatMap(config -> data.of(config).map(images -> DataFigures.of(config, images)).stream())
        .toList();
    return all.isEmpty() ? null : div(each(all, a -> a));
  }

  /** Each network once. */
  private DomContent layers() {
    Map<String, FoundRun> different = new LinkedHashMap<>();
    for (Unit.Group group : groups()) {
      FoundRun run = group.first();
      different.putIfAbsent(
          run.metrics().model().name() + run.metrics().model().parameters() + " "
              + run.metrics().model().macs(),
          run);
    }
    List<DomContent> all = different.values().stream()
        .limit(8)
        .map(ModelFigures::layers)
        .filter(Objects::nonNull)
        .flatMap(Stream::of)
        .toList();
    return all.isEmpty() ? null : div(each(all, a -> a));
  }
}
