package tensorbang.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class LineChartTest {
  @TempDir
  Path folder;

  @Test
  void aLogarithmicAxisNamesEverySettingAndHasAPlaceForZero() throws IOException {
    double[] strengths = {1e-2, 1e-3, 1e-4, 1e-5, 0};
    double[] accuracies = {68, 73, 74, 73.8, 73.6};
    List<String> texts = write(new LineChart("L2", "strength", "accuracy (%)")
            .line("a", strengths, accuracies)
            .logX())
        .texts();
    assertTrue(texts.containsAll(List.of("0", "1e-5", "1e-4", "0.001", "0.01")), texts.toString());
    assertTrue(texts.containsAll(List.of("L2", "strength", "accuracy (%)", "a")));
  }

  @Test
  void settingsAreWrittenAsPeopleWriteThem() {
    assertEquals("0.05", ShortNumber.text(0.05));
    assertEquals("1", ShortNumber.text(1.0));
    assertEquals("1.5e-5", ShortNumber.text(1.5e-5));
    assertEquals("5e-4", ShortNumber.text(5e-4));
    assertEquals("128", ShortNumber.text(128));
    assertEquals("50000", ShortNumber.text(5e4));
    assertEquals("2e7", ShortNumber.text(2e7));
  }

  @Test
  void aLogarithmicAxisHasNoPlaceForNegativeNumbers() {
    LineChart chart = new LineChart("", "x", "y")
        .line("a", new double[] {-1, 1}, new double[] {1, 2})
        .logX();
    assertThrows(IllegalArgumentException.class, () -> write(chart));
  }

  @Test
  void aLogarithmicYAxisShowsSmallValuesAndLeavesOutThoseWithoutLogarithm() throws IOException {
    double[] epochs = {1, 2, 3, 4, 5};
    LineChart chart = new LineChart("", "epoch", "loss")
        .line("a", epochs, new double[] {10, 5, 0, 1e-3, 1e-4})
        .logY();
    Svg svg = write(chart);
    assertTrue(
        svg.texts().containsAll(List.of("1e-4", "0.001", "0.1", "10")),
        svg.texts().toString());
    assertEquals(2, svg.lines("0,114,178", "1.7").size(), "a piece on each side of the gap");
  }

  @Test
  void aBandOnALogarithmicAxisEndsAboveZero() throws IOException {
    double[] x = {1, 2};
    LineChart chart = new LineChart("", "x", "y")
        .band("a", x, new double[] {1, 1}, new double[] {5, 5})
        .logY();
    assertTrue(write(chart).texts().contains("bands: ± 1 std"));
  }

  @Test
  void seriesDifferInDashAndMarker() throws IOException {
    LineChart chart = new LineChart("", "x", "y");
    for (int i = 0; i < 5; i++) chart.line("series " + i, new double[] {1, 2, 3}, new double[] {i, i + 1, i});
    Set<String> dashes = new HashSet<>();
    for (Element group : write(chart).elements("g")) {
      String style = group.getAttribute("style");
      if (style.startsWith("stroke-width:1.7")) dashes.add(style.replaceAll(".*stroke-dasharray:([^;]*);?.*", "$1"));
    }
    assertEquals(
        5,
        dashes.stream()
            .map(dash -> dash.startsWith("stroke") ? "solid" : dash)
            .distinct()
            .count());
  }

  @Test
  void spreadIsExplainedInTheLegend() throws IOException {
    double[] x = {1, 2, 3};
    double[] y = {1, 2, 3};
    double[] std = {0.1, 0.2, 0.1};
    assertTrue(
        write(new LineChart("", "x", "y").errorBars("a", x, y, std)).texts().contains("error bars: ± 1 std"));
    assertTrue(write(new LineChart("", "x", "y").band("a", x, y, std)).texts().contains("bands: ± 1 std"));
  }

  @Test
  void gapsSplitTheLineAndTheBand() throws IOException {
    double[] x = {1, 2, 3, 4, 5};
    double[] y = {1, 2, Double.NaN, 4, 5};
    double[] std = {1, 1, Double.NaN, 1, 1};
    Svg svg = write(new LineChart("", "x", "y").band("a", x, y, std));
    assertEquals(2, svg.lines("0,114,178", "1.7").size());
    String whole =
        svg.elements("path").stream().map(path -> path.getAttribute("d")).reduce("", String::concat);
    assertTrue(!whole.contains("NaN"));
  }

  @Test
  void aPointBetweenGapsShowsAsAMarker() throws IOException {
    double[] x = new double[40];
    double[] y = new double[40];
    for (int i = 0; i < x.length; i++) {
      x[i] = i;
      y[i] = i == 13 ? 1 : Double.NaN;
    }
    long filled = write(new LineChart("", "x", "y").line("a", x, y)).elements("g").stream()
        .filter(group -> group.getAttribute("style").startsWith("fill:rgb(0,114,178)"))
        .count();
    assertEquals(2, filled, "the marker of the legend and the one of the point");
  }

  @Test
  void aCurveOfNothingButGapsIsAnEmptyChart() throws IOException {
    double[] y = {Double.NaN, Double.POSITIVE_INFINITY};
    assertTrue(write(new LineChart("t", "x", "y").line("a", new double[] {1, 2}, y))
        .texts()
        .contains("a"));
  }

  @Test
  void numbersHaveAPointWhateverTheLocale() throws IOException {
    Locale old = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      double[] x = {1000, 2000, 3000};
      List<String> texts = write(new LineChart("", "x", "y").line("a", x, new double[] {0.1, 0.2, 0.3}))
          .texts();
      assertTrue(texts.contains("0.20") && texts.contains("2,000"), texts.toString());
    } finally {
      Locale.setDefault(old);
    }
  }

  @Test
  void xAndYOfDifferentLengthAreAnError() {
    LineChart chart = new LineChart("", "x", "y");
    assertThrows(IllegalArgumentException.class, () -> chart.line("a", new double[2], new double[3]));
  }

  private Svg write(LineChart chart) throws IOException {
    Path svg = folder.resolve("a.svg");
    chart.write(folder.resolve("a.png"), svg);
    return Svg.read(svg);
  }
}
