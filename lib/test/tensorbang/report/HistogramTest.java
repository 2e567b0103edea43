package tensorbang.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistogramTest {
  @TempDir
  Path folder;

  @Test
  void countsEqualBinsWithTheUpperEdgeInTheLast() {
    float[] values = {0, 0.9f, 1, 2.5f, 3.99f, 4};
    assertArrayEquals(new long[] {2, 1, 1, 2}, Histogram.counts(values, 4, 0, 4));
  }

  @Test
  void doesNotCountWhatIsNotFinite() {
    float[] values = {0, Float.NaN, 1, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    assertArrayEquals(new long[] {1, 1}, Histogram.counts(values, 2, 0, 1));
  }

  @Test
  void overlaysSamplesOnALogarithmicAxis() throws IOException {
    float[] many = new float[5000];
    for (int i = 0; i < many.length; i++) many[i] = i % 100 / 100f;
    many[0] = 3;
    Histogram chart = new Histogram("weights", "weight", "weights a bin")
        .bins(10)
        .add("L1", many)
        .add("L2", new float[] {-1, 0, 2});
    Svg svg = write(chart);
    assertTrue(svg.texts().containsAll(List.of("weights", "weight", "weights a bin", "L1", "L2")));
    assertTrue(
        svg.texts().containsAll(List.of("1", "10", "100", "1,000")), svg.texts().toString());
    assertTrue(svg.lines("0,114,178", "1.7").stream().noneMatch(style -> style.contains("dasharray")));
    assertTrue(svg.lines("213,94,0", "1.7").stream().allMatch(style -> style.contains("dasharray")));
    BufferedImage image = ImageIO.read(folder.resolve("a.png").toFile());
    assertEquals(1280, image.getWidth());
    assertEquals(840, image.getHeight());
  }

  @Test
  void equalValuesAndNoValuesAreDrawnToo() throws IOException {
    assertTrue(write(new Histogram("a", "b", "c").add("same", new float[] {7, 7}))
        .texts()
        .contains("same"));
    assertTrue(write(new Histogram("a", "b", "c").add("same", new float[] {1e30f}))
        .texts()
        .contains("same"));
    assertTrue(
        write(new Histogram("a", "b", "c").add("none", new float[0])).texts().contains("none"));
  }

  private Svg write(Histogram chart) throws IOException {
    Path svg = folder.resolve("a.svg");
    chart.write(folder.resolve("a.png"), svg);
    return Svg.read(svg);
  }
}
