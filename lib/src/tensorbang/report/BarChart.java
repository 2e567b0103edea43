package tensorbang.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.category.DefaultCategoryDataset;
import tensorbang.train.MeanStd;

/**
 * Horizontal bars, one for each category and series, with the value at the end: accuracy of each class, latency of each
 * network. Values are not negative; one that is NaN or infinite has no bar.
 */
public final class BarChart implements Drawing {
  static final double LABEL_SIZE = 12;

  private static final int WIDTH = 640;
  private static final int BAR = 17;
  private static final int GROUP_GAP = 7;
  private static final int AROUND = 100;

  private record Series(String name, List<MeanStd> values) {}

  private final String title;
  private final String valueLabel;
  private final List<String> categories;
  private final List<Series> series = new ArrayList<>();
  private int decimals = 1;
  private double upTo = Double.NaN;

  /** @param categories different from each other, drawn from top to bottom */
  public BarChart(String title, String valueLabel, List<String> categories) {
    this.title = title;
    this.valueLabel = valueLabel;
    this.categories = List.copyOf(categories);
  }

  /** One value for each category. */
  public BarChart add(String name, double... values) {
    return add(name, Arrays.stream(values).mapToObj(MeanStd::of).toList());
  }

  /** One value for each category, with bars of ± one standard deviation. */
  public BarChart add(String name, List<MeanStd> values) {
    if (values.size() != categories.size()) {
      throw new IllegalArgumentException(values.size() + " values for " + categories.size() + " categories");
    }
    series.add(new Series(name, List.copyOf(values)));
    return this;
  }

  /** Decimals of the values at the bars; 1 where it is not set. */
  public BarChart decimals(int decimals) {
    this.decimals = decimals;
    return this;
  }

  /** The end of the value axis, such as 100 for percentages; the largest value where it is not set. */
  public BarChart upTo(double value) {
    upTo = value;
    return this;
  }

  /** Writes the chart 640 points wide and as high as its bars need; {@code svg} may be null for the PNG alone. */
  public void write(Path png, Path svg) {
    int bars = categories.size() * (series.size() * BAR + GROUP_GAP);
    ChartFile.write(this, WIDTH, (int) (AROUND + bars + legend().height(WIDTH)), png, svg);
  }

  MeanStd value(int row, int column) {
    return series.get(row).values.get(column);
  }

  String label(MeanStd value) {
    return value.format(decimals, "");
  }

  @Override
  public void draw(Graphics2D g, Rectangle2D area) {
    new Figure(title, List.of(plot()), legend()).draw(g, area);
  }

  private Legend legend() {
    List<Legend.Entry> entries = new ArrayList<>();
    if (series.size() > 1) {
      for (int i = 0; i < series.size(); i++) {
        int row = i;
        entries.add(new Legend.Entry(series.get(i).name, (g, sample) -> HorizontalBars.drawBar(g, row, sample)));
      }
    }
    if (values().stream().anyMatch(value -> value.std() > 0)) entries.add(Legend.Entry.note("lines: ± 1 std"));
    return new Legend(entries);
  }

  private List<MeanStd> values() {
    return series.stream()
        .map(Series::values)
        .flatMap(List::stream)
        .filter(value -> Double.isFinite(value.mean()))
        .toList();
  }

  private CategoryPlot plot() {
    DefaultCategoryDataset data = new DefaultCategoryDataset();
    for (int row = 0; row < series.size(); row++) {
      for (int column = 0; column < categories.size(); column++) {
        data.addValue(value(row, column).mean(), Integer.valueOf(row), categories.get(column));
      }
    }
    CategoryAxis categoryAxis = new CategoryAxis();
    categoryAxis.setMaximumCategoryLabelWidthRatio(0.5f);
    categoryAxis.setLowerMargin(0.01);
    categoryAxis.setUpperMargin(0.01);
    categoryAxis.setCategoryMargin((double) GROUP_GAP / (series.size() * BAR + GROUP_GAP));
    categoryAxis.setTickMarksVisible(false);
    NumberAxis valueAxis = ChartStyle.numberAxis(valueLabel, false);
    double largest =
        values().stream().mapToDouble(value -> value.mean() + value.std()).max().orElse(1);
    valueAxis.setRange(0, Double.isNaN(upTo) ? Math.max(1.02 * largest, Double.MIN_NORMAL) : upTo);

    HorizontalBars renderer = new HorizontalBars(this);
    renderer.setItemMargin(0.12);
    CategoryPlot plot = new CategoryPlot(data, categoryAxis, valueAxis, renderer);
    plot.setOrientation(PlotOrientation.HORIZONTAL);
    plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
    ChartStyle.apply(plot);
    double label = values().stream()
        .mapToDouble(v -> Fonts.width(label(v), Fonts.plain(LABEL_SIZE)))
        .max()
        .orElse(0);
    plot.setInsets(new RectangleInsets(4, 0, 0, 10 + label));
    return plot;
  }
}
