package tensorbang.experiment.summary;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tensorbang.experiment.settings.Run;
import tensorbang.experiment.settings.RunFolder;
import tensorbang.experiment.settings.Variation;
import tensorbang.train.Metrics;

/**
 * Trainings side by side: for each variation the results of its seeds so far.
 *
 * @param title of the charts
 * @param swept the setting that {@code x} is a value of, or null
 */
public record Comparison(String title, String swept, List<Row> rows) {
  /** One variation; see {@link Variation} for label, series and x. */
  public record Row(String label, String series, Double x, List<Trial> trials) {
    /** The metrics of finished runs. */
    List<Metrics> finished() {
      return metrics().filter(m -> m.status() == Metrics.Status.FINISHED).toList();
    }

    /** The metrics of runs that were stopped because their loss was no longer a number. */
    List<Metrics> diverged() {
      return metrics().filter(m -> m.status() == Metrics.Status.DIVERGED).toList();
    }

    /** The metrics of all runs there are. */
    List<Metrics> begun() {
      return metrics().toList();
    }

    /** The folder of the first finished run, or null. */
    public RunFolder firstFinished() {
      return trials.stream()
          .filter(Trial::isFinished)
          .map(Trial::folder)
          .findFirst()
          .orElse(null);
    }

    private Stream<Metrics> metrics() {
      return trials.stream().map(Trial::metrics).filter(Objects::nonNull);
    }
  }

  /** One seed's run; {@code metrics} is null where it has not begun. */
  public record Trial(long seed, RunFolder folder, Metrics metrics) {
    public boolean isFinished() {
      return metrics != null && metrics.status() == Metrics.Status.FINISHED;
    }
  }

  /** The results of an experiment's runs so far, from their folders. */
  public static Comparison of(String title, String swept, List<Run> runs) {
    Map<Variation, List<Run>> byVariation =
        runs.stream().collect(Collectors.groupingBy(Run::variation, LinkedHashMap::new, Collectors.toList()));
    return new Comparison(
        title,
        swept,
        byVariation.entrySet().stream().map(e -> row(e.getKey(), e.getValue())).toList());
  }

  private static Row row(Variation variation, List<Run> runs) {
    return new Row(
        variation.label(),
        variation.series(),
        variation.x(),
        runs.stream()
            .map(r -> new Trial(r.config().seed(), r.folder(), r.folder().metrics()))
            .toList());
  }

  /** The rows of each series, in order; one series where nothing is swept. */
  Map<String, List<Row>> bySeries() {
    return rows.stream().collect(Collectors.groupingBy(Row::series, LinkedHashMap::new, Collectors.toList()));
  }
}
