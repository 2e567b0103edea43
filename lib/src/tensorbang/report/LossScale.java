package tensorbang.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One scale of colour and height for the losses of several networks: the logarithm of 1 + loss, which is nearly linear
 * around a minimum, so that its shape shows, and logarithmic where losses are large.
 *
 * @param low the least loss, at least 0
 * @param high the greatest, above {@code low}
 */
record LossScale(double low, double high) {
  /** Where the loss is not a number. */
  static final Color OVERFLOW = new Color(0xD9D9D9);

  static final double ROOM = 78;

  private static final ColourScale COLOURS = ColourScale.VIRIDIS;
  private static final double BAR = 14;
  private static final double GAP = 6;
  private static final int LEVELS = 14;

  /** Ticks below a thousandth have no room. */
  private static final int LEAST_EXPONENT = -3;

  /** Between two ticks, as a share of the scale. */
  private static final double LEAST_DISTANCE = 0.08;

  static LossScale of(List<LossPanel> panels) {
    double[] finite = panels.stream()
        .flatMapToDouble(LossPanel::values)
        .filter(Double::isFinite)
        .sorted()
        .toArray();
    double low = finite.length == 0 ? 0 : Math.max(0, finite[0]);
    double high = finite.length == 0 ? 1 : finite[finite.length - 1];
    return new LossScale(low, high > low ? high : low + 1);
  }

  /** 0 for the least loss, 1 for the greatest, NaN where it is not finite. */
  double position(double loss) {
    if (!Double.isFinite(loss)) return Double.NaN;
    return Math.max(0, Math.min(1, (Math.log1p(loss) - Math.log1p(low)) / (Math.log1p(high) - Math.log1p(low))));
  }

  /** The panel with the position of each loss on the scale in its place. */
  LossPanel positions(LossPanel panel) {
    double[][] positions = Arrays.stream(panel.loss())
        .map(row -> Arrays.stream(row).map(this::position).toArray())
        .toArray(double[][]::new);
    return new LossPanel(panel.name(), panel.axis(), positions);
  }

  static Color colour(double position) {
    return Double.isNaN(position) ? OVERFLOW : COLOURS.colour(position);
  }

  /** Positions at equal distances, for contours. */
  static double[] levels() {
    double[] levels = new double[LEVELS];
    for (int i = 0; i < LEVELS; i++) levels[i] = (i + 1.0) / (LEVELS + 1);
    return levels;
  }

  /** Losses to label: 0, powers of ten, and as far as there is room their halves and fifths. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    addTick(ticks, 0);
    for (int digit : new int[] {1, 5, 2})
      for (int exponent = (int) Math.floor(Math.log10(high)); exponent >= LEAST_EXPONENT; exponent--)
        addTick(ticks, Double.parseDouble(digit + "e" + exponent));
    return ticks;
  }

  private void addTick(List<Double> ticks, double value) {
    boolean isFree = ticks.stream().allMatch(t -> Math.abs(position(t) - position(value)) >= LEAST_DISTANCE);
    if (value >= low && value <= high && isFree) ticks.add(value);
  }

  static String text(double loss) {
    return loss == 0 ? "0" : LogScale.text(loss);
  }

  /** Draws the scale upright at the left of {@code area}, which is {@value #ROOM} points wide. */
  void draw(Graphics2D g, Rectangle2D area) {
    Rectangle2D bar = new Rectangle2D.Double(area.getX(), area.getY(), BAR, area.getHeight());
    COLOURS.draw(g, bar);
    g.setFont(Fonts.plain(ChartStyle.TEXT_SIZE));
    g.setColor(ChartStyle.INK);
    for (double tick : ticks()) {
      double y = bar.getMaxY() - position(tick) * bar.getHeight();
      g.draw(new Line2D.Double(bar.getMaxX(), y, bar.getMaxX() + GAP / 2, y));
      g.drawString(text(tick), (float) (bar.getMaxX() + GAP), (float) (y + 0.35 * ChartStyle.TEXT_SIZE));
    }
    String label = "loss (nats), scale log(1 + loss)";
    g.setFont(Fonts.fitting(label, Fonts.plain(ChartStyle.LABEL_SIZE), area.getHeight()));
    double width = Fonts.width(label, g.getFont());
    AffineTransform old = g.getTransform();
    g.translate(area.getMaxX() - GAP, area.getCenterY() + width / 2);
    g.rotate(-Math.PI / 2);
    g.drawString(label, 0, 0);
    g.setTransform(old);
  }
}
