package tensorbang.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import tensorbang.report.ChartStyle.Look;

/** Losses along lines through networks' weights: the lines of one network look the same. The axis of the loss is
 * logarithmic; a loss that is not finite leaves a gap. */
public final class LossLines implements Drawing {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 420;

  private final String title;
  private final String xLabel;
  private final List<Curve> curves = new ArrayList<>();
  private final List<Legend.Entry> legend = new ArrayList<>();

  public LossLines(String title, String xLabel) {
    this.title = title;
    this.xLabel = xLabel;
  }

  /**
   * The lines of one network.
   *
   * @param axis coordinates of the points
   * @param lines {@code [point]} of each, in nats
   */
  public LossLines add(String name, double[] axis, List<double[]> lines) {
    Look look = ChartStyle.look(legend.size());
    for (double[] line : lines)
      curves.add(new Curve(axis, line, null, Curve.Spread.NONE, look, legend.size()).positive());
    legend.add(Legend.Entry.markedLine(name, look));
    return this;
  }

  /** Writes the chart 640 points wide and 420 high, or higher for a long legend; {@code svg} may be null. */
  public void write(Path png, Path svg) {
    ChartFile.write(this, WIDTH, HEIGHT + figure().extraHeight(WIDTH), png, svg);
  }

  @Override
  public void draw(Graphics2D g, Rectangle2D area) {
    figure().draw(g, area);
  }

  private Figure figure() {
    NumberAxis axis = ChartStyle.numberAxis(xLabel, false);
    axis.setAutoRangeStickyZero(false);
    double[] losses = curves.stream()
        .flatMapToDouble(curve -> Arrays.stream(curve.y()))
        .filter(v -> v > 0 && Double.isFinite(v))
        .toArray();
    LogScale scale = new LogScale(
        "loss (nats), log scale",
        Arrays.stream(losses).min().orElse(1),
        Arrays.stream(losses).max().orElse(1));
    XYPlot plot = new XYPlot(null, axis, scale, null);
    ChartStyle.apply(plot);
    for (Curve curve : curves) curve.addTo(plot);
    return new Figure(title, List.of(plot), new Legend(legend));
  }
}
