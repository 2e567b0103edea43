package tensorbang.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;

/** Curves over x. A y that is NaN or infinite leaves a gap. */
public final class LineChart implements Drawing {
  public LineChart(String title, String xLabel, String yLabel) {}

  public LineChart line(String name, double[] x, double[] y) {
    throw new UnsupportedOperationException();
  }

  /** A curve with a translucent band of ± {@code std} around it. */
  public LineChart band(String name, double[] x, double[] y, double[] std) {
    throw new UnsupportedOperationException();
  }

  /** A curve with a marker and a bar of ± {@code std} at every point. */
  public LineChart errorBars(String name, double[] x, double[] y, double[] std) {
    throw new UnsupportedOperationException();
  }

  /** A logarithmic x axis. Where an x is 0, it has its own place left of the smallest, labelled 0. */
  public LineChart logX() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void draw(Graphics2D g, Rectangle2D area) {
    throw new UnsupportedOperationException();
  }
}
