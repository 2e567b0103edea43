package tensorbang.report;

import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.SwingUtilities;
import javax.swing.WindowConstants;
import org.jfree.chart.JFreeChart;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.data.ImageSet;

/**
 * Shows charts and pictures in JShell: in a window where {@link Display#allowWindows} found a display; elsewhere as a
 * PNG in the current folder, whose path is printed.
 */
public final class Show {
  private static final int CHART_WIDTH = 800;
  private static final int CHART_HEIGHT = 500;
  /** Smaller pictures are enlarged to about this many pixels, the longer way. */
  private static final int SMALL = 320;

  private Show() {}

  /** Shows a chart of this library, for example a {@link LineChart}. */
  public static void show(Drawing chart) {
    if (GraphicsEnvironment.isHeadless()) {
      Path file = free();
      ChartFile.write(chart, CHART_WIDTH, CHART_HEIGHT, file, null);
      System.out.println(file);
    } else {
      Fonts.load();
      open("Chart", CHART_WIDTH, CHART_HEIGHT, ChartFile::draw, chart);
    }
  }

  /** Shows any chart of JFreeChart's. */
  public static void show(JFreeChart chart) {
    show((Drawing) chart::draw);
  }

  /** Shows a picture; one as small as CIFAR's is enlarged, its pixels as squares. */
  public static void show(BufferedImage picture) {
    if (GraphicsEnvironment.isHeadless()) {
      BufferedImage enlarged = enlarged(picture);
      Path file = free();
      AtomicFile.write(file, out -> ImageIO.write(enlarged, "png", out));
      System.out.println(file);
    } else {
      openPicture(picture.getWidth() + " x " + picture.getHeight(), picture);
    }
  }

  /** Shows image {@code index} of a data set, from 0. */
  public static void show(ImageSet images, int index) {
    show(images.image(index));
  }

  /**
   * Shows a picture file: PNG, JPEG, GIF or BMP.
   *
   * @throws InputException where it is none of these
   */
  public static void show(Path file) {
    BufferedImage picture;
    try {
      picture = ImageIO.read(file.toFile());
    } catch (IOException e) {
      throw new InputException("cannot read " + file + ": " + AtomicFile.reason(e), e);
    }
    if (picture == null) throw new InputException(file + " is not a PNG, JPEG, GIF or BMP picture");
    if (GraphicsEnvironment.isHeadless()) System.out.println(file);
    else openPicture(file.toString(), picture);
  }

  /** Shows a picture file. See {@link #show(Path)}. */
  public static void show(String file) {
    show(Path.of(file));
  }

  private static void openPicture(String title, BufferedImage picture) {
    BufferedImage enlarged = enlarged(picture);
    open(
        title,
        enlarged.getWidth(),
        enlarged.getHeight(),
        (drawing, g, width, height) -> {
          g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
          g.drawImage(drawing, 0, 0, width, height, null);
        },
        enlarged);
  }

  /** Draws {@code what} into an area of this size, from the origin on. */
  private interface Painter<T> {
    void paint(T what, Graphics2D g, int width, int height);
  }

  private static <T> void open(String title, int width, int height, Painter<T> painter, T what) {
    JComponent canvas = new JComponent() {
      @Override
      protected void paintComponent(Graphics g) {
        painter.paint(what, (Graphics2D) g, getWidth(), getHeight());
      }
    };
    canvas.setPreferredSize(new Dimension(width, height));
    SwingUtilities.invokeLater(() -> {
      JFrame window = new JFrame(title);
      window.setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
      window.add(canvas);
      window.pack();
      window.setLocationByPlatform(true);
      window.setVisible(true);
    });
  }

  private static BufferedImage enlarged(BufferedImage picture) {
    int factor = Math.max(1, SMALL / Math.max(picture.getWidth(), picture.getHeight()));
    if (factor == 1) return picture;
    BufferedImage large =
        new BufferedImage(factor * picture.getWidth(), factor * picture.getHeight(), BufferedImage.TYPE_INT_ARGB);
    Graphics2D g = large.createGraphics();
    g.drawImage(picture, 0, 0, large.getWidth(), large.getHeight(), null);
    g.dispose();
    return large;
  }

  /** {@code show-1.png} in the current folder, or the first number that is free. */
  private static Path free() {
    int number = 1;
    while (Files.exists(Path.of("show-" + number + ".png"))) number++;
    return Path.of("show-" + number + ".png");
  }
}
