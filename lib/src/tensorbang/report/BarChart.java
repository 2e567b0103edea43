package tensorbang.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** One bar a category and series: accuracy a class, latency a network. */
public final class BarChart implements Drawing {
  public BarChart(String title, String valueLabel, List<String> categories) {}

  /** One value a category. */
  public BarChart add(String name, double... values) {
    throw new UnsupportedOperationException();
  }

  /** One value a category, with bars of ± {@code std}. */
  public BarChart add(String name, List<MeanStd> values) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void draw(Graphics2D g, Rectangle2D area) {
    throw new UnsupportedOperationException();
  }
}
