package tensorbang.report;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The outputs of a layer for a picture: one map for each filter, beside the input. Each map has the whole colour
 * scale for itself, from its smallest to its largest value, which are written under it: patterns show in weak maps,
 * too, and the numbers show which are weak. Every value is a square of equal pixels, nothing is smoothed.
 */
public final class FeatureMaps {
  private static final double MARGIN = 14;
  private static final double LEFT_WIDTH = 224;
  private static final double LEFT_GAP = 30;
  private static final double MAP_SIDE = 84;
  private static final double MAP_GAP = 10;
  private static final double NAME_SIZE = 11;
  private static final double RANGE_SIZE = 10;
  private static final double MAP_TEXT = 30;
  private static final double CAPTION_LINE = 19;
  private static final double SCALE_HEIGHT = 12;
  private static final double SCALE_ROOM = 58;

  private final BufferedImage input;
  private final List<FeatureMap> maps;
  private final String title;
  private final List<String> captions;
  private final double mapWidth;
  private final double mapHeight;
  private final int columns;

  private FeatureMaps(BufferedImage input, List<FeatureMap> maps, String title, List<String> captions) {
    this.input = input;
    this.maps = maps;
    this.title = title;
    this.captions = captions;
    BufferedImage first = maps.get(0).image();
    mapWidth = first.getWidth() * Picture.points(first, MAP_SIDE);
    mapHeight = first.getHeight() * Picture.points(first, MAP_SIDE);
    columns = maps.size() <= 4 ? maps.size() : maps.size() <= 16 ? 4 : maps.size() <= 64 ? 8 : 16;
  }

  /**
   * @param input the picture as the network sees it
   * @param maps {@code [channel][height][width]}, at least one; NaN is drawn grey
   * @param captions lines of text under the input, such as the prediction; the first one is bold
   * @throws tensorbang.InputException where the file cannot be written
   */
  public static void write(BufferedImage input, float[][][] maps, String title, List<String> captions, Path png) {
    List<FeatureMap> all = Arrays.stream(maps).map(FeatureMap::of).toList();
    FeatureMaps picture = new FeatureMaps(input, all, title, List.copyOf(captions));
    ChartFile.write(picture::draw, picture.width(), picture.height(), png, null);
  }

  private int width() {
    return (int) Math.ceil(gridLeft() + columns * (cellWidth() + MAP_GAP) - MAP_GAP + MARGIN);
  }

  private int height() {
    int rows = (maps.size() + columns - 1) / columns;
    double grid = rows * (mapHeight + MAP_TEXT + MAP_GAP) - MAP_GAP;
    double left = inputHeight() + MARGIN + captions.size() * CAPTION_LINE + SCALE_ROOM;
    return (int) Math.ceil(top() + Math.max(grid, left) + MARGIN / 2);
  }

  private static double top() {
    return MARGIN + 2 * ChartStyle.TITLE_SIZE;
  }

  private static double gridLeft() {
    return MARGIN + LEFT_WIDTH + LEFT_GAP;
  }

  /** At least as wide as the text under a map. */
  private double cellWidth() {
    return Math.max(mapWidth, MAP_SIDE);
  }

  private double inputHeight() {
    return input.getHeight() * Picture.points(input, LEFT_WIDTH);
  }

  private void draw(Graphics2D g, Rectangle2D area) {
    Figure.drawTitle(g, title, MARGIN, MARGIN, area.getWidth() - 2 * MARGIN);
    Picture.draw(g, input, MARGIN, top(), LEFT_WIDTH);
    double y = top() + inputHeight() + MARGIN / 2;
    for (int i = 0; i < captions.size(); i++) {
      y += CAPTION_LINE;
      g.setFont(Fonts.fitting(captions.get(i), captionFont(i), LEFT_WIDTH));
      g.setColor(ChartStyle.INK);
      g.drawString(captions.get(i), (float) MARGIN, (float) y);
    }
    drawScale(g, new Rectangle2D.Double(MARGIN, y + 26, LEFT_WIDTH, SCALE_HEIGHT));
    for (int i = 0; i < maps.size(); i++) {
      double x = gridLeft() + i % columns * (cellWidth() + MAP_GAP);
      drawMap(g, i, x, top() + i / columns * (mapHeight + MAP_TEXT + MAP_GAP));
    }
  }

  private static Font captionFont(int line) {
    return line == 0 ? Fonts.bold(ChartStyle.LABEL_SIZE) : Fonts.plain(ChartStyle.TEXT_SIZE);
  }

  private void drawMap(Graphics2D g, int index, double x, double y) {
    FeatureMap map = maps.get(index);
    Picture.draw(g, map.image(), x, y, MAP_SIDE);
    g.setColor(ChartStyle.INK);
    g.setFont(Fonts.bold(NAME_SIZE));
    g.drawString("filter " + index, (float) x, (float) (y + mapHeight + 12));
    g.setFont(Fonts.fitting(map.range(), Fonts.plain(RANGE_SIZE), cellWidth()));
    g.drawString(map.range(), (float) x, (float) (y + mapHeight + 24));
  }

  private static void drawScale(Graphics2D g, Rectangle2D bar) {
    AffineTransform old = g.getTransform();
    g.rotate(Math.PI / 2, bar.getMinX(), bar.getMinY());
    ColourScale.VIRIDIS.draw(
        g, new Rectangle2D.Double(bar.getX(), bar.getY() - bar.getWidth(), bar.getHeight(), bar.getWidth()));
    g.setTransform(old);
    Font font = Fonts.plain(NAME_SIZE);
    String right = "largest of each map";
    g.setFont(font);
    g.setColor(ChartStyle.INK);
    float baseline = (float) (bar.getMaxY() + 14);
    g.drawString("smallest", (float) bar.getX(), baseline);
    g.drawString(right, (float) (bar.getMaxX() - Fonts.width(right, font)), baseline);
  }
}
