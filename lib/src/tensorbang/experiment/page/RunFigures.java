package tensorbang.experiment.page;

import static j2html.TagCreator.code;
import static j2html.TagCreator.div;
import static j2html.TagCreator.p;
import static j2html.TagCreator.text;

import j2html.tags.DomContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.Shown;
import tensorbang.report.html.Table;
import tensorbang.train.Epoch;
import tensorbang.train.MeanStd;
import tensorbang.train.Metrics;

/** What is said of one run, or of the seeds of one configuration. */
public final class RunFigures {
  private RunFigures() {}

  /** A row for each epoch. */
  public static DomContent epochs(FoundRun run) {
    Table table = new Table(
        "epoch", "train loss", "train accuracy", "validation accuracy", "test loss", "test accuracy", "learning rate");
    for (Epoch e : run.metrics().epochs())
      table.row(
          Table.Cell.of(e.epoch(), String.valueOf(e.epoch())),
          Table.Cell.of(e.trainLoss(), String.format(Locale.ROOT, "%.4f", e.trainLoss())),
          percent(e.trainAccuracy()),
          percent(e.validationAccuracy()),
          Table.Cell.of(e.testLoss(), String.format(Locale.ROOT, "%.4f", e.testLoss())),
          percent(e.testAccuracy()),
          Table.Cell.of(e.learningRate(), String.format(Locale.ROOT, "%.4g", e.learningRate())));
    return table.html();
  }

  /** A row for each seed, and their mean and deviation. */
  public static DomContent seeds(Unit.Group group) {
    Table table = new Table("seed", "test accuracy after the last epoch", "in the best epoch");
    for (FoundRun run : group.measured()) {
      Metrics.Final last = run.metrics().last();
      table.row(
          Table.Cell.of(run.seed(), String.valueOf(run.seed())),
          percent(last.testAccuracy()),
          percent(last.bestTestAccuracy()));
    }
    MeanStd result = group.result(m -> m.last().testAccuracy());
    return div(
        table.html(),
        p("Mean ± standard deviation, divided by n as numpy.std does, after the last epoch: "
            + (result == null ? "" : result.percent()) + "."));
  }

  private static Table.Cell percent(double fraction) {
    return Table.Cell.of(fraction, String.format(Locale.ROOT, "%.2f %%", 100 * fraction));
  }

  /** The files of the model that a run saved; null where it is no longer there. */
  public static DomContent model(FoundRun run) {
    Path model = run.model().orElse(null);
    if (model == null) return null;
    Table table = new Table("file", "bytes");
    try (Stream<Path> files = Files.list(model)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        long bytes = Files.size(file);
        table.row(
            Table.Cell.of(file.getFileName().toString()),
            Table.Cell.of(bytes, String.format(Locale.ROOT, "%,d", bytes)));
      }
    } catch (IOException e) {
      throw new InputException("cannot read " + model + ": " + AtomicFile.reason(e), e);
    }
    return div(p(text("The model is saved in "), code(Shown.text(model.toString())), text(":")), table.html());
  }

  /** Its data set, where that is here. */
  public static DomContent data(FoundRun run, LocalData data) {
    return data.of(run.metrics().config())
        .map(images -> DataFigures.of(run.metrics().config(), images))
        .orElse(null);
  }

  /** See {@link SettingTables#settings}. */
  public static DomContent settings(List<FoundRun> runs) {
    return SettingTables.settings(runs);
  }

  /** See {@link SettingTables#environment}. */
  public static DomContent environment(List<FoundRun> runs) {
    return SettingTables.environment(runs);
  }
}
