package tensorbang.report;

import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYBarDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import tensorbang.report.ChartStyle.Look;
import tensorbang.train.MeanStd;

/**
 * Accuracy of every class above the number of its training images: where a network trained on imbalanced data fails.
 * One series is drawn as bars, several as lines, and those of many classes as dots with a line of their moving mean.
 * The legend has each series' mean over the classes.
 */
public final class ClassAccuracyChart implements Drawing {
  private static final int NARROWEST = 640;
  private static final int PANELS = 430;
  private static final int AROUND = 170;
  private static final int MOST_LARGE_NAMES = 30;
  private static final double LARGE_CLASS = 26;
  private static final double SMALL_CLASS = 10;
  private static final double SMALL_TEXT = 8.5;
  private static final double BAR_WIDTH = 0.72;
  private static final double DOT = 3.4;
  private static final double DOT_OPACITY = 0.45;

  /** Of a hundred classes a line goes up and down too much: it is then the mean of so many neighbours. */
  private static final int NEIGHBOURS = 11;

  /** Room for markers at 0 and at 100 %. */
  private static final double OUTSIDE = 2;

  /** Numbers of images that span this factor or more stand on a logarithmic axis. */
  private static final double WIDE = 20;

  private record Series(String name, List<MeanStd> accuracies) {}

  private final String title;
  private final List<String> classes;
  private final int[] images;
  private final List<Series> series = new ArrayList<>();
  private List<Integer> order;

  /**
   * @param images training images of each class
   * @throws IllegalArgumentException where there is not one number for each class
   */
  public ClassAccuracyChart(String title, List<String> classes, int[] images) {
    if (images.length != classes.size()) {
      throw new IllegalArgumentException(images.length + " numbers of images for " + classes.size() + " classes");
    }
    this.title = title;
    this.classes = List.copyOf(classes);
    this.images = images.clone();
    order = IntStream.range(0, images.length).boxed().toList();
  }

  /** @param accuracies a fraction for each class; NaN for a class without test images */
  public ClassAccuracyChart add(String name, double... accuracies) {
    return add(name, Arrays.stream(accuracies).mapToObj(MeanStd::of).toList());
  }

  /** @param accuracies fractions over several seeds for each class, with bars of ± one standard deviation */
  public ClassAccuracyChart add(String name, List<MeanStd> accuracies) {
    if (accuracies.size() != classes.size()) {
      throw new IllegalArgumentException(accuracies.size() + " accuracies for " + classes.size() + " classes");
    }
    series.add(new Series(name, List.copyOf(accuracies)));
    return this;
  }

  /** Classes from the one with the most images to the one with the fewest, instead of in their own order. */
  public ClassAccuracyChart byImages() {
    order = order.stream()
        .sorted(Comparator.comparingInt((Integer k) -> -images[k]))
        .toList();
    return this;
  }

  /** Writes the chart as wide as the classes need; {@code svg} may be null for the PNG alone. */
  public void write(Path png, Path svg) {
    int width = (int) Math.max(NARROWEST, 90 + classes.size() * (large() ? LARGE_CLASS : SMALL_CLASS));
    double names = classes.stream()
        .mapToDouble(name -> Fonts.width(name, Fonts.plain(textSize())))
        .max()
        .orElse(0);
    ChartFile.write(this, width, (int) (PANELS + AROUND / 2 + names + legend().height(width)), png, svg);
  }

  private boolean large() {
    return classes.size() <= MOST_LARGE_NAMES;
  }

  private double textSize() {
    return large() ? ChartStyle.TEXT_SIZE : SMALL_TEXT;
  }

  @Override
  public void draw(Graphics2D g, Rectangle2D area) {
    ClassAxis axis = new ClassAxis(order.stream().map(classes::get).toList());
    CombinedDomainXYPlot both = new CombinedDomainXYPlot(axis);
    both.setGap(14);
    XYPlot accuracies = panel(axis, accuracyAxis());
    if (series.size() == 1) addBars(accuracies, means(series.get(0)), ChartStyle.look(0));
    for (int i = 0; i < series.size(); i++) addSeries(accuracies, series.get(i), i);
    XYPlot counts = panel(axis, imageAxis());
    addBars(
        counts,
        order.stream().mapToDouble(k -> images[k]).toArray(),
        ChartStyle.look(0).in(ChartStyle.AXIS));
    both.add(accuracies, 3);
    both.add(counts, 2);
    ChartStyle.apply(both);
    axis.setTickLabelFont(Fonts.plain(textSize()));
    new Figure(title, List.of(both), legend()).draw(g, area);
  }

  private static XYPlot panel(ClassAxis classes, ValueAxis values) {
    XYPlot plot = new XYPlot(null, classes, values, null);
    ChartStyle.apply(plot);
    plot.setDomainGridlinesVisible(false);
    plot.setDomainAxis(null);
    return plot;
  }

  private NumberAxis accuracyAxis() {
    NumberAxis axis = ChartStyle.numberAxis("accuracy (%)", false);
    axis.setRange(series.size() > 1 ? -OUTSIDE : 0, 100 + OUTSIDE);
    return axis;
  }

  private ValueAxis imageAxis() {
    int most = Arrays.stream(images).max().orElse(1);
    int fewest = Arrays.stream(images).min().orElse(1);
    if (fewest > 0 && most >= WIDE * fewest) {
      LogScale axis = new LogScale("training images", fewest, most);
      axis.setLowerBound(Math.pow(10, Math.floor(Math.log10(0.9 * fewest))));
      return axis;
    }
    NumberAxis axis = ChartStyle.numberAxis("training images", true);
    axis.setRange(0, 1.05 * Math.max(1, most));
    return axis;
  }

  private double[] means(Series one) {
    return order.stream().mapToDouble(k -> 100 * one.accuracies.get(k).mean()).toArray();
  }

  /** A line for each of several series; of the only series, which has bars, a point with its std for each class. */
  private void addSeries(XYPlot plot, Series one, int index) {
    double[] x = IntStream.range(0, order.size()).asDoubleStream().toArray();
    double[] y = means(one);
    double[] std =
        order.stream().mapToDouble(k -> 100 * one.accuracies.get(k).std()).toArray();
    boolean spread = Arrays.stream(std).anyMatch(s -> s > 0);
    Curve.Spread shown = spread ? Curve.Spread.BARS : Curve.Spread.NONE;
    if (series.size() > 1 && !large()) {
      addDots(plot, y, ChartStyle.look(index));
      new Curve(x, movingMean(y), null, Curve.Spread.NONE, ChartStyle.look(index), index).addTo(plot);
    } else if (series.size() > 1) {
      new Curve(x, y, std, shown, ChartStyle.look(index), index).addTo(plot);
    } else if (spread) {
      Look look = ChartStyle.look(index).in(ChartStyle.INK);
      for (int i = 0; i < x.length; i++) {
        new Curve(new double[] {x[i]}, new double[] {y[i]}, new double[] {std[i]}, shown, look, 0).addTo(plot);
      }
    }
  }

  private static void addDots(XYPlot plot, double[] y, Look look) {
    XYSeries dots = new XYSeries("dots");
    for (int i = 0; i < y.length; i++) if (Double.isFinite(y[i])) dots.add(i, y[i]);
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
    renderer.setSeriesPaint(0, ChartStyle.translucent(look.colour(), DOT_OPACITY));
    renderer.setSeriesShape(0, new Ellipse2D.Double(-DOT / 2, -DOT / 2, DOT, DOT));
    int index = plot.getDatasetCount();
    plot.setDataset(index, new XYSeriesCollection(dots));
    plot.setRenderer(index, renderer);
  }

  /** Over a class and its neighbours to both sides, of which there are fewer near the ends. */
  static double[] movingMean(double[] y) {
    double[] means = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      int from = Math.max(0, i - NEIGHBOURS / 2);
      int to = Math.min(y.length, i + NEIGHBOURS / 2 + 1);
      means[i] = Arrays.stream(y, from, to).filter(Double::isFinite).average().orElse(Double.NaN);
    }
    return means;
  }

  private static void addBars(XYPlot plot, double[] heights, Look look) {
    XYSeries bars = new XYSeries("bars");
    for (int i = 0; i < heights.length; i++) bars.add(i, Double.isFinite(heights[i]) ? heights[i] : null);
    XYBarRenderer renderer = new XYBarRenderer();
    renderer.setBarPainter(new StandardXYBarPainter());
    renderer.setShadowVisible(false);
    renderer.setDrawBarOutline(false);
    renderer.setUseYInterval(false);
    renderer.setSeriesPaint(0, look.colour());
    int index = plot.getDatasetCount();
    plot.setDataset(index, new XYBarDataset(new XYSeriesCollection(bars), BAR_WIDTH));
    plot.setRenderer(index, renderer);
  }

  private Legend legend() {
    List<Legend.Entry> entries = new ArrayList<>();
    boolean spread = series.stream().flatMap(s -> s.accuracies.stream()).anyMatch(a -> a.std() > 0);
    for (int i = 0; i < series.size(); i++) {
      Series one = series.get(i);
      double mean = one.accuracies.stream()
          .mapToDouble(MeanStd::mean)
          .filter(Double::isFinite)
          .average()
          .orElse(Double.NaN);
      String text = String.format(Locale.ROOT, "%s, mean over classes %.2f %%", one.name, 100 * mean);
      Look look = ChartStyle.look(i);
      entries.add(series.size() == 1 ? Legend.Entry.bar(text, look.colour()) : Legend.Entry.markedLine(text, look));
    }
    if (series.size() > 1 && !large()) {
      entries.add(Legend.Entry.note("dots: classes; lines: moving mean over " + NEIGHBOURS + " classes"));
    } else if (spread) {
      entries.add(Legend.Entry.note("error bars: ± 1 std"));
    }
    return new Legend(entries);
  }
}
