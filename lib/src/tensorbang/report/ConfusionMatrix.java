package tensorbang.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.nio.file.Path;
import java.util.List;

/** Which class is taken for which. Colour: share of the row's images; numbers: images, up to 25 classes. */
public final class ConfusionMatrix implements Drawing {
  /** @param counts {@code counts[actual][predicted]}, images */
  public ConfusionMatrix(String title, List<String> classes, int[][] counts) {}

  /** Writes it in a size that suits the number of classes; {@code svg} may be null. */
  public void write(Path png, Path svg) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void draw(Graphics2D g, Rectangle2D area) {
    throw new UnsupportedOperationException();
  }
}
