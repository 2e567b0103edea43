package tensorbang.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GradientNormsTest {
  private static final List<String> LAYERS = List.of("conv1", "conv2", "dense1");
  private static final double[][] NORMS = {{1e-4, 1e-5}, {1e-2, 1e-3}, {1, 0.5}};

  @TempDir
  Path folder;

  private Svg write(GradientNorms chart) throws IOException {
    Path svg = folder.resolve("a.svg");
    chart.write(folder.resolve("a.png"), svg);
    return Svg.read(svg);
  }

  @Test
  void aLineALayerFromDarkToLight() throws IOException {
    Svg svg = write(new GradientNorms("the title").add("", LAYERS, NORMS));
    for (double depth : new double[] {0, 0.45, 0.9}) {
      int rgb = ColourScale.VIRIDIS.rgb(depth);
      assertEquals(
          1,
          svg.lines((rgb >> 16) + "," + (rgb >> 8 & 0xFF) + "," + (rgb & 0xFF), "1.7")
              .size());
    }
    List<String> texts = svg.texts();
    assertTrue(
        texts.containsAll(List.of("norm of the gradient", "epoch", "first layer (conv1)", "last layer (dense1)")),
        texts.toString());
  }

  @Test
  void theFirstNormsAreThoseBeforeTheTraining() throws IOException {
    assertTrue(write(new GradientNorms("t").add("", LAYERS, NORMS)).texts().contains("0"));
  }

  @Test
  void networksStandSideBySideOnTheSameScale() throws IOException {
    double[][] small = {{1e-7}, {1e-7}, {1e-7}};
    GradientNorms chart = new GradientNorms("t").add("plain", LAYERS, NORMS).add("residual", LAYERS, small);
    List<String> texts = write(chart).texts();
    assertTrue(texts.containsAll(List.of("plain", "residual")), texts.toString());
    assertEquals(2, texts.stream().filter("1e-7"::equals).count(), "both axes reach the smallest norm");
  }

  @Test
  void aNormThatIsZeroOrNotFiniteLeavesAGap() throws IOException {
    double[][] norms = {{0, 0}, {Double.NaN, Double.POSITIVE_INFINITY}, {1, 2}};
    assertTrue(write(new GradientNorms("t").add("", LAYERS, norms)).texts().contains("epoch"));
  }

  @Test
  void aRowALayerIsNeeded() {
    assertThrows(IllegalArgumentException.class, () -> new GradientNorms("t").add("", LAYERS, new double[2][3]));
    assertThrows(IllegalArgumentException.class, () -> new GradientNorms("t").add("", List.of(), new double[0][]));
  }
}
