package tensorbang.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import tensorbang.train.MeanStd;

class ScatterChartTest {
  @TempDir
  Path folder;

  private Svg write(ScatterChart chart) throws IOException {
    Path svg = folder.resolve("a.svg");
    chart.write(folder.resolve("a.png"), svg);
    return Svg.read(svg);
  }

  private static ScatterChart chart() {
    return new ScatterChart("the title", "MACs", "accuracy (%)");
  }

  @Test
  void everyPointHasItsName() throws IOException {
    Svg svg = write(chart()
        .add("ResNet18", 555e6, MeanStd.of(70))
        .add("MobileNet18", 67e6, MeanStd.of(60))
        .logX());
    assertTrue(svg.texts().containsAll(List.of("the title", "MACs", "accuracy (%)", "ResNet18", "MobileNet18")));
    assertTrue(svg.texts().contains("100M"));
    assertFalse(svg.texts().contains("error bars: ± 1 std"));
  }

  @Test
  void deviationsAreErrorBarsAndTheLegendSaysSo() throws IOException {
    assertTrue(write(chart().add("a", 1, MeanStd.of(60, 62))).texts().contains("error bars: ± 1 std"));
  }

  @Test
  void severalSeriesStandInTheLegend() throws IOException {
    MeanStd y = MeanStd.of(60);
    List<String> texts =
        write(chart().add("plain", "a", 1, y).add("residual", "b", 2, y)).texts();
    assertTrue(texts.containsAll(List.of("plain", "residual")), texts.toString());
    assertFalse(write(chart().add("plain", "a", 1, y)).texts().contains("plain"));
  }

  @Test
  void namesOfNeighboursDoNotOverlap() throws IOException {
    ScatterChart chart = chart();
    for (int i = 0; i < 8; i++) chart.add("network " + i, 100 + i % 4, MeanStd.of(70 + 0.3 * (i / 4)));
    List<Rectangle2D> names = new ArrayList<>();
    for (Element text : write(chart).elements("text")) {
      if (!text.getTextContent().startsWith("network ")) continue;
      double width = Double.parseDouble(text.getAttribute("textLength"));
      double x = Double.parseDouble(text.getAttribute("x"));
      double y = Double.parseDouble(text.getAttribute("y"));
      names.add(new Rectangle2D.Double(x, y - 10, width, 10));
    }
    assertEquals(8, names.size());
    for (Rectangle2D a : names) for (Rectangle2D b : names) assertTrue(a == b || !a.intersects(b), a + " and " + b);
  }

  @Test
  void aPointWithoutAResultIsLeftOut() throws IOException {
    MeanStd none = MeanStd.of(Double.NaN);
    List<String> texts =
        write(chart().add("done", 1, MeanStd.of(60)).add("not done", 2, none)).texts();
    assertTrue(texts.contains("done") && !texts.contains("not done"), texts.toString());
  }

  @Test
  void aCostThatIsNoPositiveNumberIsAnError() {
    assertThrows(IllegalArgumentException.class, () -> chart().add("a", Double.NaN, MeanStd.of(1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> write(chart().add("a", 0, MeanStd.of(1)).logX()));
  }
}
