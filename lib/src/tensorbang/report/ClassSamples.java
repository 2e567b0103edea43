package tensorbang.report;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import tensorbang.data.ImageSet;

/** A data set at a glance: a row of images for each class, the first ones of the set, beside the class's name. */
public final class ClassSamples {
  private static final double MARGIN = 14;
  private static final double GAP = 3;
  private static final double NAME_GAP = 10;
  private static final double BLOCK_GAP = 26;
  private static final int MOST_ROWS = 25;

  private final String title;
  private final List<String> classes;
  private final ImageSet images;
  private final List<List<Integer>> samples;
  private final int[] counts;
  private final int perClass;
  private final double side;
  private final Font font;

  /** @param perClass how many images of each class, or as many as it has */
  public ClassSamples(String title, List<String> classes, ImageSet images, int perClass) {
    this.title = title;
    this.classes = List.copyOf(classes);
    this.images = images;
    this.perClass = perClass;
    samples = IntStream.range(0, classes.size())
        .<List<Integer>>mapToObj(k -> new ArrayList<>())
        .toList();
    counts = new int[classes.size()];
    for (int i = 0; i < images.size(); i++) {
      int label = images.labels()[i];
      counts[label]++;
      if (samples.get(label).size() < perClass) samples.get(label).add(i);
    }
    side = classes.size() <= MOST_ROWS ? 48 : 32;
    font = Fonts.plain(classes.size() <= MOST_ROWS ? ChartStyle.TEXT_SIZE : 11);
  }

  /** Writes the grid, with a second and further block of rows beside the first one for more than 25 classes. */
  public void write(Path png) {
    double width = 2 * MARGIN + blocks() * (blockWidth() + BLOCK_GAP) - BLOCK_GAP;
    double height = top() + Math.min(rows(), classes.size()) * (side + GAP) - GAP + MARGIN;
    ChartFile.write(this::draw, (int) Math.ceil(width), (int) Math.ceil(height), png, null);
  }

  private int blocks() {
    return (classes.size() + MOST_ROWS - 1) / MOST_ROWS;
  }

  private int rows() {
    return (classes.size() + blocks() - 1) / blocks();
  }

  private static double top() {
    return MARGIN + 1.8 * ChartStyle.TITLE_SIZE;
  }

  private double nameWidth() {
    return IntStream.range(0, classes.size())
        .mapToDouble(k -> Math.max(Fonts.width(classes.get(k), font), Fonts.width(count(k), countFont())))
        .max()
        .orElse(0);
  }

  private double blockWidth() {
    return nameWidth() + NAME_GAP + perClass * (side + GAP) - GAP;
  }

  private String count(int label) {
    return String.format(Locale.ROOT, counts[label] == 1 ? "%,d image" : "%,d images", counts[label]);
  }

  private Font countFont() {
    return font.deriveFont(font.getSize2D() - 2);
  }

  private void draw(Graphics2D g, Rectangle2D area) {
    Figure.drawTitle(g, title, MARGIN, MARGIN, area.getWidth() - 2 * MARGIN);
    for (int k = 0; k < classes.size(); k++) {
      double x = MARGIN + k / rows() * (blockWidth() + BLOCK_GAP);
      double y = top() + k % rows() * (side + GAP);
      g.setColor(ChartStyle.INK);
      g.setFont(font);
      g.drawString(classes.get(k), (float) x, (float) (y + side / 2 - 1));
      g.setColor(ChartStyle.AXIS);
      g.setFont(countFont());
      g.drawString(count(k), (float) x, (float) (y + side / 2 + font.getSize2D()));
      for (int i = 0; i < samples.get(k).size(); i++) {
        double left = x + nameWidth() + NAME_GAP + i * (side + GAP);
        Picture.draw(g, images.image(samples.get(k).get(i)), left, y, side);
      }
    }
  }
}
