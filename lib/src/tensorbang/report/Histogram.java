package tensorbang.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;
import tensorbang.report.ChartStyle.Look;

/**
 * Overlaid histograms with common bins; the counts on a logarithmic axis, so that the tails show. An empty bin leaves
 * the axis bare.
 */
public final class Histogram implements Drawing {
  private record Sample(String name, float[] values) {}

  /** Below the axis. */
  private static final double NOTHING = CountAxis.FLOOR / 2;

  private final String title;
  private final String valueLabel;
  private final String countLabel;
  private final List<Sample> samples = new ArrayList<>();
  private int bins = 100;

  /** @param countLabel what is counted, such as "weights a bin" */
  public Histogram(String title, String valueLabel, String countLabel) {
    this.title = title;
    this.valueLabel = valueLabel;
    this.countLabel = countLabel;
  }

  /** The number of equal bins between the smallest and the largest value of all samples; 100 where it is not set. */
  public Histogram bins(int bins) {
    this.bins = bins;
    return this;
  }

  /** @param values those that are NaN or infinite are not counted */
  public Histogram add(String name, float[] values) {
    samples.add(new Sample(name, values));
    return this;
  }

  /** Writes the chart in its usual size, 640 by 420 points; {@code svg} may be null for the PNG alone. */
  public void write(Path png, Path svg) {
    ChartFile.write(this, 640, 420, png, svg);
  }

  @Override
  public void draw(Graphics2D g, Rectangle2D area) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Sample sample : samples) {
      for (float value : sample.values) {
        if (!Float.isFinite(value)) continue;
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    if (low > high) {
      low = 0;
      high = 0;
    }
    if (low == high) {
      double half = Math.max(0.5, Math.abs(low) / 10);
      low -= half;
      high += half;
    }

    List<long[]> counts = new ArrayList<>();
    long most = 0;
    for (Sample sample : samples) {
      long[] sampleCounts = counts(sample.values, bins, low, high);
      for (long count : sampleCounts) most = Math.max(most, count);
      counts.add(sampleCounts);
    }

    NumberAxis valueAxis = ChartStyle.numberAxis(valueLabel, false);
    double margin = 0.02 * (high - low);
    valueAxis.setRange(low - margin, high + margin);
    XYPlot plot = new XYPlot(null, valueAxis, new CountAxis(countLabel, most), null);
    ChartStyle.apply(plot);
    List<Legend.Entry> legend = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      Look look = ChartStyle.look(i);
      plot.setDataset(i, steps(counts.get(i), low, high));
      plot.setRenderer(i, renderer(look));
      legend.add(Legend.Entry.area(samples.get(i).name, look));
    }
    new Figure(title, List.of(plot), new Legend(legend)).draw(g, area);
  }

  /** Values from {@code low} to {@code high} in equal bins; the last one holds its upper edge too. */
  static long[] counts(float[] values, int bins, double low, double high) {
    long[] counts = new long[bins];
    double scale = bins / (high - low);
    for (float value : values) {
      if (Float.isFinite(value)) counts[Math.min(bins - 1, (int) ((value - low) * scale))]++;
    }
    return counts;
  }

  private static YIntervalSeriesCollection steps(long[] counts, double low, double high) {
    YIntervalSeries steps = new YIntervalSeries("steps");
    double width = (high - low) / counts.length;
    steps.add(low, NOTHING, NOTHING, NOTHING);
    for (int i = 0; i < counts.length; i++) {
      double count = counts[i] == 0 ? NOTHING : counts[i];
      steps.add(low + i * width, count, NOTHING, count);
      steps.add(low + (i + 1) * width, count, NOTHING, count);
    }
    steps.add(high, NOTHING, NOTHING, NOTHING);
    YIntervalSeriesCollection data = new YIntervalSeriesCollection();
    data.addSeries(steps);
    return data;
  }

  private static DeviationRenderer renderer(Look look) {
    DeviationRenderer renderer = new DeviationRenderer(true, false);
    renderer.setAlpha((float) ChartStyle.AREA_OPACITY);
    renderer.setSeriesPaint(0, look.colour());
    renderer.setSeriesFillPaint(0, look.colour());
    renderer.setSeriesStroke(0, look.line());
    return renderer;
  }
}
