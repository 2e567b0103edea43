package tensorbang.experiment.summary;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The end of every experiment: table, files, charts, and where they lie. */
public final class SummaryReport {
  private SummaryReport() {}

  /**
   * Writes the summary's files and charts into {@code folder} and prints the table and where everything is.
   *
   * @param measures further columns
   */
  public static void write(Comparison comparison, List<Measure> measures, ExtraChart addition, Path folder) {
    Summary summary = new Summary(comparison, measures, folder);
    System.out.println(comparison.title());
    System.out.println();
    System.out.print(SummaryText.of(comparison, summary));
    System.out.println();
    List<Path> charts = new ArrayList<>(ComparisonCharts.write(comparison, summary, folder));
    charts.addAll(addition.draw(comparison, folder));
    System.out.println("summary  " + join(summary.write(folder)));
    if (!charts.isEmpty()) System.out.println("charts   " + join(charts) + " (each as .svg, too)");
  }

  private static String join(List<Path> files) {
    return files.stream().map(Path::toString).collect(Collectors.joining(", "));
  }
}
