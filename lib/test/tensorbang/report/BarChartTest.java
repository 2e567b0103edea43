package tensorbang.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.train.MeanStd;

class BarChartTest {
  @TempDir
  Path folder;

  @Test
  void namesCategoriesAndValues() throws IOException {
    BarChart chart = new BarChart("title", "accuracy (%)", List.of("cat", "dog"))
        .add("resnet20", 84.06, 87.5)
        .upTo(100);
    List<String> texts = write(chart).texts();
    assertTrue(texts.containsAll(List.of("title", "accuracy (%)", "cat", "dog", "84.1", "87.5", "100")));
    assertFalse(texts.contains("resnet20"), "one series needs no legend");
  }

  @Test
  void aBarOfTheWholeScaleIsTwiceAsLongAsOneOfHalf() throws IOException {
    write(new BarChart("title", "%", List.of("whole", "half")).add("a", 100, 50).upTo(100));
    BufferedImage image = ImageIO.read(folder.resolve("a.png").toFile());
    int longest = 0;
    int shortest = Integer.MAX_VALUE;
    for (int y = 0; y < image.getHeight(); y++) {
      int blue = 0;
      for (int x = 0; x < image.getWidth(); x++) if ((image.getRGB(x, y) & 0xFFFFFF) == 0x0072B2) blue++;
      longest = Math.max(longest, blue);
      if (blue > 20) shortest = Math.min(shortest, blue);
    }
    assertEquals(2.0, (double) longest / shortest, 0.02);
  }

  @Test
  void severalSeriesHaveALegendAndDeviations() throws IOException {
    BarChart chart = new BarChart("title", "latency (ms)", List.of("convnet"))
        .decimals(2)
        .add("here", List.of(new MeanStd(0.8, 0.03, 100)))
        .add("there", List.of(new MeanStd(1.1, 0.05, 100)));
    assertTrue(
        write(chart).texts().containsAll(List.of("here", "there", "lines: ± 1 std", "0.80 ± 0.03", "1.10 ± 0.05")));
  }

  @Test
  void isAsHighAsItsBarsNeed() throws IOException {
    write(new BarChart("", "%", List.of("a")).add("x", 1));
    int one = ImageIO.read(folder.resolve("a.png").toFile()).getHeight();
    write(new BarChart("", "%", List.of("a", "b", "c")).add("x", 1, 2, 3));
    int three = ImageIO.read(folder.resolve("a.png").toFile()).getHeight();
    assertTrue(three > one + 2 * 2 * 17, one + " and " + three + " pixels");
  }

  @Test
  void aValueThatIsNotANumberHasNoBar() throws IOException {
    assertFalse(write(new BarChart("", "%", List.of("a", "b")).add("x", Double.NaN, 2))
        .texts()
        .contains("NaN"));
  }

  @Test
  void aValueTooFewIsAnError() {
    BarChart chart = new BarChart("", "%", List.of("a", "b"));
    assertThrows(IllegalArgumentException.class, () -> chart.add("x", 1));
  }

  private Svg write(BarChart chart) throws IOException {
    Path svg = folder.resolve("a.svg");
    chart.write(folder.resolve("a.png"), svg);
    return Svg.read(svg);
  }
}
