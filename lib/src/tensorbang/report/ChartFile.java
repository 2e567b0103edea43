package tensorbang.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.jfree.svg.SVGGraphics2D;
import org.jfree.svg.ViewBox;
import tensorbang.AtomicFile;

/** Writes a {@link Drawing} as PNG and as SVG. */
public final class ChartFile {
  /** Pixels of the PNG a point, each way. */
  public static final int DENSITY = 2;

  private static final Map<RenderingHints.Key, Object> FINE = Map.of(
      RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON,
      RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON,
      RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON,
      RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);

  private ChartFile() {}

  /**
   * Writes the same drawing to both files, each there whole or not at all.
   *
   * @param width in points; the PNG has {@link #DENSITY} times as many pixels
   * @param height in points
   * @param svg may be null for the PNG alone
   * @throws tensorbang.InputException where a file cannot be written, or Java finds no font to write with
   */
  public static void write(Drawing drawing, int width, int height, Path png, Path svg) {
    writePng(drawing, width, height, png);
    if (svg != null) writeSvg(drawing, width, height, svg);
  }

  private static void writePng(Drawing drawing, int width, int height, Path file) {
    Fonts.load();
    BufferedImage image = new BufferedImage(DENSITY * width, DENSITY * height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.scale(DENSITY, DENSITY);
    draw(drawing, g, width, height);
    g.dispose();
    AtomicFile.write(file, out -> ImageIO.write(image, "png", out));
  }

  private static void writeSvg(Drawing drawing, int width, int height, Path file) {
    SVGGraphics2D g = new SVGGraphics2D(width, height);
    g.setFontFunction(family -> Fonts.SVG_FAMILY);
    g.setDefsKeyPrefix("");
    g.setGeomDoubleConverter(value -> Double.toString(Math.round(100 * value) / 100.0));
    draw(drawing, g, width, height);
    String svg = g.getSVGElement(null, true, new ViewBox(0, 0, width, height), null, null);
    AtomicFile.writeText(file, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + SvgText.pinWidths(svg) + "\n");
  }

  static void draw(Drawing drawing, Graphics2D g, int width, int height) {
    Rectangle2D area = new Rectangle2D.Double(0, 0, width, height);
    g.addRenderingHints(FINE);
    g.setColor(Color.WHITE);
    g.fill(area);
    drawing.draw(g, area);
  }
}
