package tensorbang.experiment.summary;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tensorbang.cli.AllRuns;

/** The end of every experiment: the table, the files, the charts, and the paths of all files. */
public final class SummaryReport {
  private SummaryReport() {}

  /**
   * Writes the summary's files and charts into {@code folder}; prints the table and the paths.
   *
   * @param measures further columns
   */
  public static void write(Comparison comparison, List<Measure> measures, ExtraChart extra, Path folder) {
    Summary summary = new Summary(comparison, measures, folder);
    System.out.println(comparison.title());
    System.out.println();
    System.out.print(SummaryText.of(comparison, summary));
    System.out.println();
    List<Path> charts = new ArrayList<>(ComparisonCharts.write(comparison, summary, folder));
    charts.addAll(extra.draw(comparison, folder));
    System.out.println("summary  " + join(summary.write(folder)));
    if (!charts.isEmpty()) System.out.println("charts   " + join(charts) + " (each as .svg, too)");
    AllRuns.update(folder);
  }

  private static String join(List<Path> files) {
    return files.stream().map(Path::toString).collect(Collectors.joining(", "));
  }
}
