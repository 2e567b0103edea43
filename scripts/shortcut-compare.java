//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//MAIN shortcut_compare
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tensorbang.InputException;
import tensorbang.cli.HelpOption;
import tensorbang.cli.Main;
import tensorbang.data.sets.DatasetCache;
import tensorbang.experiment.ExperimentOptions;
import tensorbang.experiment.settings.Experiment;
import tensorbang.experiment.settings.Networks18;
import tensorbang.experiment.summary.Comparison;
import tensorbang.experiment.summary.Conclusions;
import tensorbang.experiment.summary.Difference;
import tensorbang.report.GradientNorms;
import tensorbang.settings.Settings;
import tensorbang.train.GradientNormRecord;

@Command(
    name = "shortcut-compare.java",
    sortOptions = false,
    description = {
      "PlainNet18 against ResNet18 with projection and with identity shortcuts, on CIFAR-100: training loss and test"
          + " accuracy of every epoch, the difference over the seeds, and the norm of every layer's gradient.",
      "With --depths, plain and residual networks of 20, 32 and 56 layers (He et al. 2016, figure 6).",
      ""
    })
class shortcut_compare implements Callable<Integer> {
  private static final int[] DEPTHS = {20, 32, 56};
  private static final Settings RECIPE = Networks18.RECIPE.set("gradient_norms", true);

  enum Kind {
    projection,
    identity
  }

  @Option(names = "--depths", description = "Compare networks of 20, 32 and 56 layers instead.")
  boolean depths;

  @Option(
      names = "--shortcuts",
      paramLabel = "KIND,…",
      split = ",",
      defaultValue = "projection,identity",
      hideParamSyntax = true,
      description = "ResNet18's shortcuts where the shape changes (default: ${DEFAULT-VALUE}).")
  List<Kind> shortcuts;

  @Spec
  CommandSpec spec;

  @Mixin
  ExperimentOptions options = new ExperimentOptions(RECIPE);

  @Mixin
  HelpOption help;

  public static void main(String... arguments) {
    Main.run(new shortcut_compare(), arguments);
  }

  @Override
  public Integer call() {
    if (depths && spec.commandLine().getParseResult().hasMatchedOption("--shortcuts"))
      throw new InputException("--shortcuts: has no meaning with --depths");
    Experiment experiment = depths ? byDepth() : ofEighteenLayers();
    return options.run(
        experiment.onDataset(options.isQuick() ? DatasetCache.AUTO : Networks18.DATASET), List.of(), this::conclude);
  }

  /** A quarter of the filters is enough for a quick look. */
  private Experiment ofEighteenLayers() {
    Settings base = options.isQuick() ? RECIPE.set("width", 0.25) : RECIPE;
    Experiment experiment = Experiment.of("shortcut-compare", "Shortcuts in 18 layers", base)
        .vary("PlainNet18", Map.of("net", "plainnet18"));
    for (Kind kind : shortcuts)
      experiment = experiment.vary("ResNet18, " + kind, Map.of("net", "resnet18", "shortcut", kind.name()));
    return experiment;
  }

  private static Experiment byDepth() {
    Experiment experiment = Experiment.of("shortcut-depths", "Depth with and without shortcuts", RECIPE);
    for (int depth : DEPTHS) {
      experiment = experiment
          .vary("plain, " + depth + " layers", Map.of("net", "resnet" + depth, "shortcut", "none"))
          .vary("residual, " + depth + " layers", Map.of("net", "resnet" + depth, "shortcut", "identity"));
    }
    return experiment;
  }

  private List<Path> conclude(Comparison comparison, Path folder) {
    List<Comparison.Row> rows = comparison.rows();
    Conclusions conclusions = new Conclusions();
    if (depths) {
      for (int i = 0; i < rows.size(); i += 2)
        conclusions.add(Difference.of(rows.get(i + 1), rows.get(i)).sentence()); // residual against plain
      for (int i = 0; i < 2; i++)
        conclusions.add(
            Difference.of(rows.get(rows.size() - 2 + i), rows.get(i)).sentence()); // deepest, shallowest
    }
    for (int i = 1; i < rows.size() && !depths; i++)
      conclusions.add(Difference.of(rows.get(i), rows.get(0)).sentence());
    if (!depths && rows.size() == 3)
      conclusions.add(Difference.of(rows.get(1), rows.get(2)).sentence());
    List<Path> charts = new ArrayList<>();
    int together = depths ? 2 : rows.size();
    for (int i = 0; i < rows.size(); i += together) {
      String name = depths ? "gradient-norms-" + DEPTHS[i / 2] + "-layers" : "gradient-norms";
      drawNorms(rows.subList(i, i + together), comparison.title(), folder.resolve(name + ".png"), charts, conclusions);
    }
    conclusions.write(folder);
    return charts;
  }

  /** The recorded norms of each variation's first finished run, side by side. */
  private static void drawNorms(
      List<Comparison.Row> rows, String title, Path png, List<Path> charts, Conclusions conclusions) {
    GradientNorms chart = new GradientNorms(title);
    boolean any = false;
    for (Comparison.Row row : rows) {
      if (row.firstFinished() == null
          || !GradientNormRecord.existsIn(row.firstFinished().path())) continue;
      GradientNormRecord record = GradientNormRecord.read(row.firstFinished().path());
      chart.add(row.label(), record.layers(), record.byLayer());
      conclusions.add(spread(row.label(), record));
      any = true;
    }
    if (!any) return;
    chart.write(png, png.resolveSibling(png.getFileName().toString().replace(".png", ".svg")));
    charts.add(png);
  }

  /** How the gradient's length changes from the last convolution back to the first one. */
  private static String spread(String label, GradientNormRecord record) {
    int last = record.layers().size() - 2; // the layer after it is dense
    double[] first = record.epochs().get(0).norms();
    double[] end = record.epochs().get(record.epochs().size() - 1).norms();
    return String.format(
        Locale.ROOT,
        "In the first run of %s the gradient by the first convolution (%s) is %.3g times as long as that by the last"
            + " one (%s) before the training, and %.3g times after epoch %d.",
        label,
        record.layers().get(0),
        first[0] / first[last],
        record.layers().get(last),
        end[0] / end[last],
        record.epochs().get(record.epochs().size() - 1).epoch());
  }
}
