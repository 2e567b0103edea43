package tensorbang.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LossChartsTest {
  private static final double[] AXIS = {-1, 0, 1};

  @TempDir
  Path folder;

  @BeforeAll
  static void withoutADisplay() {
    Display.drawInMemory();
  }

  private static LossPanel flat(String name, double loss) {
    return new LossPanel(name, AXIS, new double[][] {{loss, loss, loss}, {loss, loss, loss}, {loss, loss, loss}});
  }

  @Test
  void theScaleGoesFromTheLeastLossOfAllPanelsToTheGreatest() {
    LossScale scale = LossScale.of(List.of(flat("low", 0.5), flat("high", 20)));
    assertEquals(0, scale.position(0.5));
    assertEquals(1, scale.position(20));
    assertEquals(Math.log(6 / 1.5) / Math.log(21 / 1.5), scale.position(5), 1e-12);
    assertTrue(Double.isNaN(scale.position(Double.POSITIVE_INFINITY)));
    assertEquals(LossScale.OVERFLOW, LossScale.colour(scale.position(Double.NaN)));
  }

  @Test
  void ticksLieOnTheScaleApartFromEachOther() {
    LossScale scale = new LossScale(0, 700);
    List<Double> ticks = scale.ticks();
    assertTrue(ticks.containsAll(List.of(0.0, 1.0, 10.0, 100.0, 500.0)), ticks.toString());
    for (double a : ticks)
      for (double b : ticks) assertTrue(a == b || Math.abs(scale.position(a) - scale.position(b)) > 0.07);
  }

  @Test
  void theLossBetweenTwoPointsIsTheirMean() {
    LossPanel panel = new LossPanel("p", AXIS, new double[][] {{0, 1, 2}, {4, 5, 6}, {8, 9, 10}});
    assertEquals(0.5, panel.at(0, 0.5));
    assertEquals(5, panel.at(1, 1));
    assertEquals(7, panel.at(1.5, 1));
    assertEquals(10, panel.at(2, 2));
  }

  @Test
  void panelsOfTheSameLossHaveTheSameColour() throws IOException {
    Path png = folder.resolve("contours.png");
    new LossContours("", List.of(flat("a", 1), flat("b", 1), flat("c", 7))).write(png, null);
    BufferedImage image = ImageIO.read(png.toFile());
    int y = image.getHeight() / 3;
    assertEquals(image.getRGB(200, y), image.getRGB(200 + 2 * 326, y));
    assertFalse(image.getRGB(200, y) == image.getRGB(200 + 4 * 326, y));
  }

  @Test
  void everyPanelIsNamed() throws IOException {
    List<LossPanel> panels = List.of(flat("first", 1), flat("second", 3), flat("third", 2), flat("fourth", 9));
    Path svg = folder.resolve("chart.svg");
    for (LossPanels chart : List.of(new LossContours("Title", panels), new LossSurfaces("Title", panels))) {
      chart.write(folder.resolve("chart.png"), svg);
      assertTrue(Svg.read(svg).texts().containsAll(List.of("Title", "first", "second", "third", "fourth")));
    }
  }

  @Test
  void squaresWithoutAFiniteLossAreLeftOutOfTheSurface() throws IOException {
    double[][] loss = {{1, 2, 3}, {2, 3, 4}, {3, 4, Double.NaN}};
    Path svg = folder.resolve("surface.svg");
    new LossSurfaces("", List.of(new LossPanel("p", AXIS, loss))).write(folder.resolve("s.png"), svg);
    String text = Files.readString(svg);
    assertEquals(3, text.split("stroke:rgb\\(0,0,0\\);stroke-opacity").length - 1, "of four squares");
  }

  @Test
  void aGridThatIsNotSquareIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new LossPanel("p", AXIS, new double[3][2]));
  }

  @Test
  void linesOfOneNetworkShareALegendEntry() throws IOException {
    Path svg = folder.resolve("lines.svg");
    new LossLines("Lines", "distance")
        .add("one", AXIS, List.of(new double[] {3, 1, 2}, new double[] {4, 1, 5}))
        .add("other", AXIS, List.of(new double[] {30, 2, Double.POSITIVE_INFINITY}))
        .write(folder.resolve("lines.png"), svg);
    List<String> texts = Svg.read(svg).texts();
    assertEquals(1, texts.stream().filter("one"::equals).count());
    assertEquals(1, texts.stream().filter("other"::equals).count());
  }
}
