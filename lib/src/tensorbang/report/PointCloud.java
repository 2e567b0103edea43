package tensorbang.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Many points in classes: a dot each in the colour of its class, the class's name at the median of its points. */
public final class PointCloud implements Drawing {
  private static final int SIDE = 680;
  private static final double DOT_SHARE = 0.6;
  private static final double OPACITY = 0.6;
  private static final Color BEHIND_NAME = new Color(255, 255, 255, 200);
  private static final double MARGIN = 0.05;

  private final String title;
  private final String xLabel;
  private final String yLabel;
  private final List<String> classes;
  private final double[][] points;
  private final int[] labels;

  /**
   * @param points [point][2]
   * @param labels the class index of each
   */
  public PointCloud(String title, String xLabel, String yLabel, List<String> classes, double[][] points, int[] labels) {
    if (points.length != labels.length) throw new IllegalArgumentException("points and labels differ in length");
    this.title = title;
    this.xLabel = xLabel;
    this.yLabel = yLabel;
    this.classes = List.copyOf(classes);
    this.points = points;
    this.labels = labels.clone();
  }

  /** Writes the chart in its usual size; {@code svg} may be null for the PNG alone. */
  public void write(Path png, Path svg) {
    ChartFile.write(this, SIDE, SIDE, png, svg);
  }

  @Override
  public void draw(Graphics2D g, Rectangle2D area) {
    XYPlot plot = new XYPlot(null, axis(xLabel, 0), axis(yLabel, 1), null);
    ChartStyle.apply(plot);
    XYSeriesCollection data = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
    AffineTransform dot = AffineTransform.getScaleInstance(DOT_SHARE, DOT_SHARE);
    for (int k = 0; k < classes.size(); k++) {
      XYSeries series = new XYSeries(k, false, true);
      for (int i = 0; i < points.length; i++) if (labels[i] == k) series.add(points[i][0], points[i][1]);
      data.addSeries(series);
      renderer.setSeriesShape(k, dot.createTransformedShape(ChartStyle.look(k).marker()));
      renderer.setSeriesPaint(k, ChartStyle.translucent(ChartStyle.look(k).colour(), OPACITY));
      if (series.getItemCount() > 0) plot.addAnnotation(name(k));
    }
    plot.setDataset(data);
    plot.setRenderer(renderer);
    new Figure(title, List.of(plot), new Legend(List.of())).draw(g, area);
  }

  private XYTextAnnotation name(int label) {
    XYTextAnnotation name = new XYTextAnnotation(classes.get(label), median(label, 0), median(label, 1));
    name.setFont(Fonts.bold(ChartStyle.TEXT_SIZE));
    name.setPaint(ChartStyle.INK);
    name.setBackgroundPaint(BEHIND_NAME);
    return name;
  }

  private double median(int label, int coordinate) {
    double[] values = of(label, coordinate);
    return values[values.length / 2];
  }

  private double[] of(int label, int coordinate) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < points.length; i++) if (labels[i] == label) values.add(points[i][coordinate]);
    return values.stream().mapToDouble(v -> v).sorted().toArray();
  }

  private NumberAxis axis(String label, int coordinate) {
    NumberAxis axis = ChartStyle.numberAxis(label, false);
    double low = Arrays.stream(points).mapToDouble(p -> p[coordinate]).min().orElse(0);
    double high = Arrays.stream(points).mapToDouble(p -> p[coordinate]).max().orElse(1);
    double margin = high > low ? MARGIN * (high - low) : 1;
    axis.setRange(low - margin, high + margin);
    return axis;
  }
}
