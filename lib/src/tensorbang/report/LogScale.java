package tensorbang.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/**
 * A logarithmic axis for quantities above 0: labelled at the powers of ten, and at 2 and 5 times them where it spans
 * few decades, with small ticks at the other digits. Where fewer than two of these lie in its range, it is labelled as a
 * linear axis.
 */
final class LogScale extends LogAxis {
  private static final double FEW_DECADES = 2.5;
  private static final double MANY_DECADES = 8;
  private static final int LINEAR_LABELS = 6;
  private static final String[] PREFIXES = {"", "k", "M", "G", "T"};

  /**
   * @param low the smallest value to show, above 0
   * @param high the largest value to show
   */
  LogScale(String label, double low, double high) {
    super(label);
    if (!(low > 0 && high >= low && high < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(low + " to " + high + " is no range of a logarithmic axis");
    }
    double margin = Math.max(1.15, Math.pow(high / low, 0.05));
    setRange(low / margin, high * margin);
    setMinorTickMarksVisible(true);
  }

  @Override
  public List<NumberTick> refreshTicks(Graphics2D g, AxisState state, Rectangle2D dataArea, RectangleEdge edge) {
    boolean across = RectangleEdge.isTopOrBottom(edge);
    TextAnchor anchor = across ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT;
    double decades = Math.log10(getUpperBound() / getLowerBound());
    int every = (int) Math.ceil(decades / MANY_DECADES);
    List<NumberTick> ticks = new ArrayList<>();
    int first = (int) Math.floor(Math.log10(getLowerBound()));
    for (int exponent = first; exponent <= Math.log10(getUpperBound()); exponent++) {
      for (int digit = 1; digit <= 9; digit++) {
        double value = Double.parseDouble(digit + "e" + exponent);
        if (value < getLowerBound() || value > getUpperBound()) continue;
        boolean labelled = digit == 1 ? exponent % every == 0 : decades < FEW_DECADES && (digit == 2 || digit == 5);
        if (labelled) ticks.add(new NumberTick(value, text(value), anchor, TextAnchor.CENTER, 0));
        else ticks.add(new NumberTick(TickType.MINOR, value, "", anchor, TextAnchor.CENTER, 0));
      }
    }
    boolean few =
        ticks.stream().filter(tick -> tick.getTickType() == TickType.MAJOR).count() < 2;
    return few ? linear(anchor) : ticks;
  }

  private List<NumberTick> linear(TextAnchor anchor) {
    double step = NumberAxis.createStandardTickUnits()
        .getCeilingTickUnit((getUpperBound() - getLowerBound()) / LINEAR_LABELS)
        .getSize();
    List<NumberTick> ticks = new ArrayList<>();
    for (long k = (long) Math.ceil(getLowerBound() / step); k * step <= getUpperBound(); k++) {
      double value = BigDecimal.valueOf(step).multiply(BigDecimal.valueOf(k)).doubleValue();
      ticks.add(new NumberTick(value, text(value), anchor, TextAnchor.CENTER, 0));
    }
    return ticks;
  }

  /** {@code 0.001}, {@code 20}, {@code 5k}, {@code 10M}, {@code 1e-5}. */
  static String text(double value) {
    int thousands = (int) Math.floor(Math.log10(value) / 3 + 1e-9);
    if (thousands < 1 || thousands >= PREFIXES.length) return ShortNumber.text(value);
    double scaled = value / Math.pow(1000, thousands);
    return String.format(Locale.ROOT, scaled == Math.rint(scaled) ? "%.0f%s" : "%.3g%s", scaled, PREFIXES[thousands]);
  }
}
