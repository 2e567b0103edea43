package tensorbang.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;

/** Overlaid histograms with common bins; the counts on a logarithmic axis. */
public final class Histogram implements Drawing {
  public Histogram(String title, String valueLabel) {}

  /** The number of bins between the smallest and the largest value of all series; 100 where it is not set. */
  public Histogram bins(int bins) {
    throw new UnsupportedOperationException();
  }

  public Histogram add(String name, float[] values) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void draw(Graphics2D g, Rectangle2D area) {
    throw new UnsupportedOperationException();
  }
}
