package tensorbang.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import tensorbang.report.ChartStyle.Look;
import tensorbang.train.MeanStd;

/**
 * Named points, such as networks by what they cost and how accurate they are, each with its name beside it.
 *
 * <pre>{@code
 * new ScatterChart("CIFAR-100", "multiply-accumulates", "test accuracy (%)")
 *     .add("ResNet18", 555e6, MeanStd.of(71.2, 71.5, 70.9))
 *     .add("MobileNet18", 67e6, MeanStd.of(62.0))
 *     .logX()
 *     .write(png, svg);
 * }</pre>
 */
public final class ScatterChart implements Drawing {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 420;

  /** What the vertical axis shows at least, so that differences of rounding do not look large. */
  private static final double LEAST_RANGE = 1e-3;

  private record Point(String series, String name, double x, MeanStd y) {}

  private final String title;
  private final String xLabel;
  private final String yLabel;
  private final List<Point> points = new ArrayList<>();
  private boolean logX;

  public ScatterChart(String title, String xLabel, String yLabel) {
    this.title = title;
    this.xLabel = xLabel;
    this.yLabel = yLabel;
  }

  /** A point of the only series; a mean of several values has a bar of ± one standard deviation. */
  public ScatterChart add(String name, double x, MeanStd y) {
    return add("", name, x, y);
  }

  /** A point of one of several series, which differ in colour and marker and stand in the legend. */
  public ScatterChart add(String series, String name, double x, MeanStd y) {
    if (!Double.isFinite(x)) throw new IllegalArgumentException(name + " has no finite x: " + x);
    points.add(new Point(series, name, x, y));
    return this;
  }

  /** A logarithmic x axis; every x must be above 0. */
  public ScatterChart logX() {
    logX = true;
    return this;
  }

  /** Writes the chart in its usual size, 640 by 420 points; {@code svg} may be null for the PNG alone. */
  public void write(Path png, Path svg) {
    ChartFile.write(this, WIDTH, HEIGHT, png, svg);
  }

  @Override
  public void draw(Graphics2D g, Rectangle2D area) {
    List<String> series = points.stream().map(Point::series).distinct().toList();
    XYPlot plot = new XYPlot(null, xAxis(), yAxis(), null);
    ChartStyle.apply(plot);
    List<PointLabels.Label> labels = new ArrayList<>();
    for (Point point : shown()) {
      Look look = ChartStyle.look(series.indexOf(point.series));
      double[] y = {point.y.mean()};
      Curve.Spread spread = point.y.std() > 0 ? Curve.Spread.BARS : Curve.Spread.NONE;
      new Curve(new double[] {point.x}, y, new double[] {point.y.std()}, spread, look, 0).addTo(plot);
      labels.add(new PointLabels.Label(point.name, point.x, point.y.mean(), point.y.std()));
    }
    plot.addAnnotation(new PointLabels(labels));
    List<Legend.Entry> legend = new ArrayList<>();
    if (series.size() > 1) {
      for (int i = 0; i < series.size(); i++) legend.add(Legend.Entry.marker(series.get(i), ChartStyle.look(i)));
    }
    if (shown().stream().anyMatch(p -> p.y.std() > 0)) legend.add(Legend.Entry.note("error bars: ± 1 std"));
    new Figure(title, List.of(plot), new Legend(legend)).draw(g, area);
  }

  /** All whose y is a number. */
  private List<Point> shown() {
    return points.stream().filter(p -> Double.isFinite(p.y.mean())).toList();
  }

  private ValueAxis xAxis() {
    double low = points.stream().mapToDouble(Point::x).min().orElse(1);
    double high = points.stream().mapToDouble(Point::x).max().orElse(1);
    if (logX) return new LogScale(xLabel, low, high);
    NumberAxis axis = ChartStyle.numberAxis(xLabel, false);
    double margin = high > low ? 0.08 * (high - low) : 0.5 * Math.max(Math.abs(high), 1);
    axis.setRange(low >= 0 ? Math.max(0, low - margin) : low - margin, high + margin);
    return axis;
  }

  private ValueAxis yAxis() {
    NumberAxis axis = ChartStyle.numberAxis(yLabel, false);
    double[] ends = shown().stream()
        .map(Point::y)
        .flatMapToDouble(y -> DoubleStream.of(y.mean() - y.std(), y.mean() + y.std()))
        .toArray();
    double low = DoubleStream.of(ends).min().orElse(0);
    double high = DoubleStream.of(ends).max().orElse(1);
    double margin = Math.max(0.1 * (high - low), LEAST_RANGE * Math.max(1, Math.abs(high)));
    axis.setRange(low - margin, high + margin);
    return axis;
  }
}
