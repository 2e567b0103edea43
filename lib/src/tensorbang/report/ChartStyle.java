package tensorbang.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.TickUnits;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleInsets;

/** The style of all charts. Series differ in colour, dash and marker, so that they differ in grey, too. */
final class ChartStyle {
  /**
   * The colour-blind-safe palette of Okabe and Ito, "Color Universal Design" (2008), without its yellow, which is too
   * faint on white.
   */
  private static final List<Color> COLOURS = List.of(
      new Color(0x0072B2),
      new Color(0xD55E00),
      new Color(0x009E73),
      new Color(0xCC79A7),
      new Color(0xE69F00),
      new Color(0x56B4E9),
      new Color(0x000000));

  /** Lengths of strokes and gaps in points; the first is a solid line. */
  private static final float[][] DASHES = {null, {7, 3}, {2, 2}, {9, 3, 2, 3}, {13, 4}};

  private static final float LINE_WIDTH = 1.7f;
  private static final double MARKER_RADIUS = 3.6;
  private static final List<Shape> MARKERS = List.of(
      new Ellipse2D.Double(-MARKER_RADIUS, -MARKER_RADIUS, 2 * MARKER_RADIUS, 2 * MARKER_RADIUS),
      polygon(4, 45, 1.25),
      polygon(3, 90, 1.35),
      polygon(4, 90, 1.35),
      polygon(3, -90, 1.35),
      plus());

  static final Color INK = new Color(0x262626);
  static final Color AXIS = new Color(0x595959);
  static final Color GRID = new Color(0xE2E2E2);

  /** Of bands and of areas under curves. */
  static final double AREA_OPACITY = 0.2;

  static final double TITLE_SIZE = 16;
  static final double LABEL_SIZE = 14;
  static final double TEXT_SIZE = 13;

  private static final RectangleInsets ROOM_BESIDE_TICK_LABELS = new RectangleInsets(3, 9, 3, 9);
  private static final RectangleInsets ROOM_ABOVE_TICK_LABELS = new RectangleInsets(8, 4, 8, 4);
  private static final RectangleInsets ROOM_FOR_OUTER_TICK_LABELS = new RectangleInsets(8, 0, 0, 12);

  private ChartStyle() {}

  /** How one series is drawn. The marker is centred on the origin; a hollow one is filled with white. */
  record Look(Color colour, Stroke line, Shape marker, boolean hollow) {
    /** The same colour and marker for a companion series: dashed, thinner, with hollow markers. */
    Look companion() {
      return new Look(colour, stroke(1.2f, DASHES[1]), marker, true);
    }

    /** The same colour and marker for a second companion series: dotted. */
    Look dotted() {
      return new Look(colour, stroke(1.5f, DASHES[2]), marker, true);
    }

    /** The same line with markers that only show where a point stands alone. */
    Look unmarked() {
      Shape dot = new Ellipse2D.Double(-LINE_WIDTH / 2, -LINE_WIDTH / 2, LINE_WIDTH, LINE_WIDTH);
      return new Look(colour, line, dot, false);
    }

    /** The same look in another colour. */
    Look in(Color other) {
      return new Look(other, line, marker, hollow);
    }

    /** The same look with an unbroken line. */
    Look solid() {
      return new Look(colour, stroke(LINE_WIDTH, null), marker, hollow);
    }
  }

  /** The look of series {@code index}, counted from 0; the first 210 are all different. */
  static Look look(int index) {
    return new Look(
        COLOURS.get(index % COLOURS.size()),
        stroke(LINE_WIDTH, DASHES[index % DASHES.length]),
        MARKERS.get(index % MARKERS.size()),
        false);
  }

  /** A linear axis. Its ticks are 1, 2 or 5 times a power of ten apart and show equally many decimals. */
  static NumberAxis numberAxis(String label, boolean wholeNumbers) {
    TickUnits units = new TickUnits();
    for (int exponent = wholeNumbers ? 0 : -9; exponent <= 12; exponent++) {
      String pattern = exponent >= 0 ? "#,##0" : "0." + "0".repeat(-exponent);
      DecimalFormat format = new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
      for (int digit : new int[] {1, 2, 5}) {
        units.add(
            new NumberTickUnit(new BigDecimal(digit).scaleByPowerOfTen(exponent).doubleValue(), format));
      }
    }
    NumberAxis axis = new NumberAxis(label);
    axis.setStandardTickUnits(units);
    axis.setAutoRangeIncludesZero(false);
    return axis;
  }

  /** Puts fonts, colours and grid on a plot whose axes are set. */
  static void apply(XYPlot plot) {
    applyToPlot(plot);
    apply(plot.getDomainAxis());
    apply(plot.getRangeAxis());
    plot.getDomainAxis().setTickLabelInsets(ROOM_BESIDE_TICK_LABELS);
    plot.getRangeAxis().setTickLabelInsets(ROOM_ABOVE_TICK_LABELS);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
    plot.setDomainGridlinePaint(GRID);
    plot.setRangeGridlinePaint(GRID);
    plot.setDomainGridlineStroke(stroke(0.7f, null));
    plot.setRangeGridlineStroke(stroke(0.7f, null));
  }

  /** See {@link #apply(XYPlot)}; for horizontal bars. */
  static void apply(CategoryPlot plot) {
    applyToPlot(plot);
    apply(plot.getDomainAxis());
    apply(plot.getRangeAxis());
    plot.getRangeAxis().setTickLabelInsets(ROOM_BESIDE_TICK_LABELS);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinePaint(GRID);
    plot.setRangeGridlineStroke(stroke(0.7f, null));
  }

  /** See {@link #apply(XYPlot)}; for panels above each other that share their horizontal axis. */
  static void apply(CombinedDomainXYPlot plot) {
    applyToPlot(plot);
    apply(plot.getDomainAxis());
  }

  /** Writes a heading above a plot that is one of several. */
  static void addHeading(XYPlot plot, String heading) {
    NumberAxis above = new NumberAxis(heading);
    apply(above);
    above.setLabelFont(Fonts.bold(LABEL_SIZE));
    above.setTickLabelsVisible(false);
    above.setTickMarksVisible(false);
    above.setAxisLineVisible(false);
    plot.setDomainAxis(1, above);
    plot.setDomainAxisLocation(1, AxisLocation.TOP_OR_LEFT);
  }

  private static void applyToPlot(Plot plot) {
    plot.setBackgroundPaint(Color.WHITE);
    plot.setOutlineVisible(false);
    plot.setInsets(ROOM_FOR_OUTER_TICK_LABELS);
  }

  private static void apply(Axis axis) {
    axis.setLabelFont(Fonts.plain(LABEL_SIZE));
    axis.setTickLabelFont(Fonts.plain(TEXT_SIZE));
    axis.setLabelInsets(new RectangleInsets(5, 5, 5, 5));
    axis.setLabelPaint(INK);
    axis.setTickLabelPaint(INK);
    axis.setAxisLinePaint(AXIS);
    axis.setAxisLineStroke(stroke(0.9f, null));
    axis.setTickMarkPaint(AXIS);
    axis.setTickMarkStroke(stroke(0.9f, null));
    axis.setTickMarkOutsideLength(4);
  }

  static void drawMarker(Graphics2D g, Look look, double x, double y) {
    Shape marker = AffineTransform.getTranslateInstance(x, y).createTransformedShape(look.marker);
    g.setColor(look.hollow ? Color.WHITE : look.colour);
    g.fill(marker);
    g.setColor(look.colour);
    g.setStroke(stroke(1.2f, null));
    g.draw(marker);
  }

  static Color translucent(Color colour, double opacity) {
    return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), (int) Math.round(255 * opacity));
  }

  static Stroke stroke(float width, float[] dash) {
    return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dash, 0);
  }

  private static Shape polygon(int corners, double firstAngle, double stretch) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < corners; i++) {
      double angle = Math.toRadians(firstAngle + 360.0 * i / corners);
      double x = stretch * MARKER_RADIUS * Math.cos(angle);
      double y = -stretch * MARKER_RADIUS * Math.sin(angle);
      if (i == 0) path.moveTo(x, y);
      else path.lineTo(x, y);
    }
    path.closePath();
    return path;
  }

  private static Shape plus() {
    double arm = MARKER_RADIUS * 1.2;
    double half = MARKER_RADIUS * 0.42;
    Area plus = new Area(new Rectangle2D.Double(-arm, -half, 2 * arm, 2 * half));
    plus.add(new Area(new Rectangle2D.Double(-half, -arm, 2 * half, 2 * arm)));
    return plus;
  }
}
