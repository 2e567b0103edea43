package tensorbang.report;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import tensorbang.report.ChartStyle.Look;

/**
 * The norm of every layer's gradient before the training and after every epoch, on a logarithmic axis: where gradients
 * vanish or explode. Layers are coloured by depth, from dark at the input to light at the output; networks stand side by
 * side on the same scale.
 */
public final class GradientNorms implements Drawing {
  private static final int PANEL_WIDTH = 420;
  private static final int HEIGHT = 430;
  private static final double SCALE_WIDTH = 190;
  private static final double SCALE_HEIGHT = 12;
  private static final double SCALE_ROOM = 36;
  private static final double GAP = 8;

  /** The palest yellow of the colour scale is too faint on white. */
  private static final double PALEST = 0.9;

  private record Panel(String name, List<String> layers, double[][] norms) {}

  private final String title;
  private final List<Panel> panels = new ArrayList<>();

  public GradientNorms(String title) {
    this.title = title;
  }

  /**
   * A network, to the right of the others.
   *
   * @param name the heading of the panel; may be empty
   * @param layers from the input to the output
   * @param norms {@code [layer][epoch]}, L2 norms, the first before the training; a gap where one is 0 or not finite
   * @throws IllegalArgumentException where there is not a row for each layer
   */
  public GradientNorms add(String name, List<String> layers, double[][] norms) {
    if (norms.length != layers.size() || norms.length == 0) {
      throw new IllegalArgumentException(norms.length + " rows of norms for " + layers.size() + " layers");
    }
    panels.add(new Panel(name, List.copyOf(layers), norms));
    return this;
  }

  /** Writes the chart 420 points wide for each network, two at least; {@code svg} may be null for the PNG alone. */
  public void write(Path png, Path svg) {
    ChartFile.write(this, PANEL_WIDTH * Math.max(panels.size(), 2), HEIGHT, png, svg);
  }

  @Override
  public void draw(Graphics2D g, Rectangle2D area) {
    double[] shown = panels.stream()
        .flatMapToDouble(p -> Arrays.stream(p.norms).flatMapToDouble(DoubleStream::of))
        .filter(norm -> norm > 0 && Double.isFinite(norm))
        .toArray();
    double low = DoubleStream.of(shown).min().orElse(1);
    double high = DoubleStream.of(shown).max().orElse(1);
    List<XYPlot> plots = panels.stream().map(panel -> plot(panel, low, high)).toList();
    double chart = area.getHeight() - SCALE_ROOM;
    new Figure(title, plots, new Legend(List.of()))
        .draw(g, new Rectangle2D.Double(area.getX(), area.getY(), area.getWidth(), chart));
    drawScale(g, area.getCenterX(), area.getY() + chart);
  }

  private static XYPlot plot(Panel panel, double low, double high) {
    int last = Arrays.stream(panel.norms).mapToInt(norms -> norms.length).max().orElse(1) - 1;
    NumberAxis axis = ChartStyle.numberAxis("epoch", true);
    double margin = last == 0 ? 0.5 : 0.02 * last;
    axis.setRange(-margin, last + margin);
    XYPlot plot = new XYPlot(null, axis, new LogScale("norm of the gradient", low, high), null);
    ChartStyle.apply(plot);
    if (!panel.name.isEmpty()) ChartStyle.addHeading(plot, panel.name);
    for (int layer = 0; layer < panel.norms.length; layer++) {
      double[] norms = panel.norms[layer];
      double[] x = IntStream.range(0, norms.length).asDoubleStream().toArray();
      double depth = panel.norms.length == 1 ? 0 : (double) layer / (panel.norms.length - 1);
      Look look = ChartStyle.look(0)
          .solid()
          .in(ColourScale.VIRIDIS.colour(PALEST * depth))
          .unmarked();
      new Curve(x, norms, null, Curve.Spread.NONE, look, 0).positive().addTo(plot);
    }
    return plot;
  }

  /** The colours from the first layer to the last one. */
  private void drawScale(Graphics2D g, double centre, double top) {
    Font font = Fonts.plain(ChartStyle.TEXT_SIZE);
    Rectangle2D bar = new Rectangle2D.Double(centre - SCALE_WIDTH / 2, top, SCALE_WIDTH, SCALE_HEIGHT);
    ColourScale.VIRIDIS.drawAcross(g, bar, PALEST);
    String first = "first layer (" + end(0) + ")";
    String last = "last layer (" + end(1) + ")";
    float baseline = (float) (bar.getCenterY() + 0.35 * ChartStyle.TEXT_SIZE);
    g.setFont(font);
    g.setColor(ChartStyle.INK);
    g.drawString(first, (float) (bar.getX() - GAP - Fonts.width(first, font)), baseline);
    g.drawString(last, (float) (bar.getMaxX() + GAP), baseline);
  }

  /** The names of the panels' first or last layers. */
  private String end(int end) {
    return String.join(
        ", ",
        panels.stream()
            .map(p -> p.layers.get(end * (p.layers.size() - 1)))
            .distinct()
            .toList());
  }
}
