package tensorbang.report;

import java.awt.Color;
import java.util.function.DoubleUnaryOperator;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;
import tensorbang.report.ChartStyle.Look;

/**
 * One curve of a plot: a line, a few markers, and what shows its spread.
 *
 * @param std half the width of the band or bars; null where {@code spread} is NONE
 * @param phase moves the markers along, so that those of curves close to each other do not coincide
 */
record Curve(double[] x, double[] y, double[] std, Spread spread, Look look, int phase) {
  enum Spread {
    NONE,
    BAND,
    BARS
  }

  private static final int MARKERS = 9;

  /** Of y that a spread covers below it on a logarithmic axis. */
  private static final double LARGEST_SHARE = 0.999;

  /** Its multiples are spread evenly over [0, 1), however many curves there are. */
  private static final double GOLDEN_SECTION = 0.382;

  Curve {
    if (x.length != y.length || (spread != Spread.NONE && std.length != y.length)) {
      throw new IllegalArgumentException("x, y and std differ in length");
    }
  }

  Curve mapX(DoubleUnaryOperator map) {
    double[] mapped = new double[x.length];
    for (int i = 0; i < x.length; i++) mapped[i] = map.applyAsDouble(x[i]);
    return new Curve(mapped, y, std, spread, look, phase);
  }

  /** The same curve for a logarithmic axis: with gaps where y is 0 or below, and a spread that ends above 0. */
  Curve positive() {
    double[] above = new double[y.length];
    double[] half = std == null ? null : std.clone();
    for (int i = 0; i < y.length; i++) {
      above[i] = y[i] > 0 ? y[i] : Double.NaN;
      if (half != null) half[i] = Math.min(half[i], LARGEST_SHARE * y[i]);
    }
    return new Curve(x, above, half, spread, look, phase);
  }

  /** Adds the curve above what the plot has. */
  void addTo(XYPlot plot) {
    add(plot, lineData(), lineRenderer());
    add(plot, markerData(), new XYLineAndShapeRenderer(false, true));
  }

  private void add(XYPlot plot, XYDataset data, XYLineAndShapeRenderer renderer) {
    renderer.setAutoPopulateSeriesPaint(false);
    renderer.setAutoPopulateSeriesStroke(false);
    renderer.setAutoPopulateSeriesShape(false);
    renderer.setAutoPopulateSeriesFillPaint(false);
    renderer.setDefaultPaint(look.colour());
    renderer.setDefaultStroke(look.line());
    renderer.setDefaultShape(look.marker());
    renderer.setUseFillPaint(true);
    renderer.setDefaultFillPaint(look.hollow() ? Color.WHITE : look.colour());
    renderer.setUseOutlinePaint(false);
    int index = plot.getDatasetCount();
    plot.setDataset(index, data);
    plot.setRenderer(index, renderer);
  }

  private XYLineAndShapeRenderer lineRenderer() {
    return switch (spread) {
      case NONE -> pathRenderer(new XYLineAndShapeRenderer(true, false));
      case BAND -> {
        DeviationRenderer renderer = new DeviationRenderer(true, false);
        renderer.setAlpha((float) ChartStyle.AREA_OPACITY);
        yield renderer;
      }
      case BARS -> {
        XYErrorRenderer renderer = new XYErrorRenderer();
        renderer.setDrawXError(false);
        renderer.setErrorStroke(ChartStyle.stroke(1.2f, null));
        renderer.setCapLength(7);
        renderer.setDefaultLinesVisible(true);
        renderer.setDefaultShapesVisible(false);
        yield pathRenderer(renderer);
      }
    };
  }

  /** Dashes run on from point to point instead of starting anew at each. */
  private static XYLineAndShapeRenderer pathRenderer(XYLineAndShapeRenderer renderer) {
    renderer.setDrawSeriesLineAsPath(true);
    return renderer;
  }

  /** A series for each stretch without a gap. */
  YIntervalSeriesCollection lineData() {
    YIntervalSeriesCollection data = new YIntervalSeriesCollection();
    for (int i = 0; i < x.length; i++) {
      if (!shown(i)) continue;
      if (!shown(i - 1)) data.addSeries(new YIntervalSeries(data.getSeriesCount()));
      double half = spread == Spread.NONE ? 0 : std[i];
      data.getSeries(data.getSeriesCount() - 1).add(x[i], y[i], y[i] - half, y[i] + half);
    }
    return data;
  }

  /** Every point where there are few or where bars show, else some along the curve; points between gaps always. */
  private XYSeriesCollection markerData() {
    int step = spread == Spread.BARS ? 1 : Math.max(1, x.length / MARKERS);
    int first = (int) (phase * GOLDEN_SECTION * step) % step;
    XYSeries series = new XYSeries("markers");
    for (int i = 0; i < x.length; i++) {
      boolean alone = !shown(i - 1) && !shown(i + 1);
      if (shown(i) && (alone || i % step == first)) series.add(x[i], y[i]);
    }
    return new XYSeriesCollection(series);
  }

  private boolean shown(int i) {
    return i >= 0 && i < y.length && Double.isFinite(y[i]);
  }
}
