package tensorbang.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import tensorbang.report.ChartStyle.Look;

/**
 * Curves over x. A y that is NaN or infinite leaves a gap; a point between two gaps still shows, as a marker.
 *
 * <pre>{@code
 * new LineChart("SimpleNN on CIFAR-10", "learning rate", "test accuracy (%)")
 *     .errorBars("with batch norm", rates, means, deviations)
 *     .logX()
 *     .write(png, svg);
 * }</pre>
 */
public final class LineChart implements Drawing {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 420;

  private final String title;
  private final String xLabel;
  private final String yLabel;
  private final List<Curve> curves = new ArrayList<>();
  private final List<Legend.Entry> legend = new ArrayList<>();
  private boolean logX;
  private boolean logY;

  public LineChart(String title, String xLabel, String yLabel) {
    this.title = title;
    this.xLabel = xLabel;
    this.yLabel = yLabel;
  }

  /** A curve with a few markers on it. */
  public LineChart line(String name, double[] x, double[] y) {
    return add(name, x, y, null, Curve.Spread.NONE);
  }

  /** A curve with a translucent band of ± {@code std} around it. */
  public LineChart band(String name, double[] x, double[] y, double[] std) {
    return add(name, x, y, std, Curve.Spread.BAND);
  }

  /** A curve with a marker and a bar of ± {@code std} at every point. */
  public LineChart errorBars(String name, double[] x, double[] y, double[] std) {
    return add(name, x, y, std, Curve.Spread.BARS);
  }

  /**
   * A logarithmic x axis, with a tick at every x where there are few. An x of 0 is drawn left of the smallest,
   * labelled 0.
   */
  public LineChart logX() {
    logX = true;
    return this;
  }

  /** A logarithmic y axis; a y of 0 or below leaves a gap. */
  public LineChart logY() {
    logY = true;
    return this;
  }

  private LineChart add(String name, double[] x, double[] y, double[] std, Curve.Spread spread) {
    Look look = ChartStyle.look(curves.size());
    curves.add(new Curve(x, y, std, spread, look, curves.size()));
    boolean band = spread == Curve.Spread.BAND;
    legend.add(band ? Legend.Entry.markedArea(name, look) : Legend.Entry.markedLine(name, look));
    return this;
  }

  /**
   * Writes the chart 640 points wide and 420 high, or higher for a legend of more than two rows; {@code svg} may be
   * null for the PNG alone.
   */
  public void write(Path png, Path svg) {
    ChartFile.write(this, WIDTH, HEIGHT + figure().extraHeight(WIDTH), png, svg);
  }

  @Override
  public void draw(Graphics2D g, Rectangle2D area) {
    figure().draw(g, area);
  }

  private Figure figure() {
    List<Legend.Entry> entries = new ArrayList<>(legend);
    if (has(Curve.Spread.BARS)) entries.add(Legend.Entry.note("error bars: ± 1 std"));
    if (has(Curve.Spread.BAND)) entries.add(Legend.Entry.note("bands: ± 1 std"));
    return new Figure(title, List.of(plot()), new Legend(entries));
  }

  private boolean has(Curve.Spread spread) {
    return curves.stream().anyMatch(curve -> curve.spread() == spread);
  }

  private XYPlot plot() {
    double[] x =
        curves.stream().flatMapToDouble(curve -> Arrays.stream(curve.x())).toArray();
    if (logX) {
      SweepAxis axis = new SweepAxis(xLabel, x);
      return plot(axis, curves.stream().map(curve -> curve.mapX(axis::position)).toList());
    }
    NumberAxis axis = ChartStyle.numberAxis(xLabel, Arrays.stream(x).allMatch(value -> value == Math.rint(value)));
    axis.setAutoRangeStickyZero(false);
    return plot(axis, curves);
  }

  private XYPlot plot(ValueAxis xAxis, List<Curve> curves) {
    XYPlot plot = new XYPlot(null, xAxis, logY ? logY(curves) : ChartStyle.numberAxis(yLabel, false), null);
    ChartStyle.apply(plot);
    for (Curve curve : curves) (logY ? curve.positive() : curve).addTo(plot);
    return plot;
  }

  private LogScale logY(List<Curve> curves) {
    double[] y = curves.stream()
        .flatMapToDouble(curve -> Arrays.stream(curve.y()))
        .filter(v -> v > 0 && Double.isFinite(v))
        .toArray();
    return new LogScale(
        yLabel, Arrays.stream(y).min().orElse(1), Arrays.stream(y).max().orElse(1));
  }
}
