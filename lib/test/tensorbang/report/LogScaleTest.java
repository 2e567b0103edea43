package tensorbang.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.junit.jupiter.api.Test;

class LogScaleTest {
  private static List<String> labels(double low, double high) {
    List<NumberTick> ticks =
        new LogScale("x", low, high).refreshTicks(null, null, new Rectangle2D.Double(), RectangleEdge.BOTTOM);
    return ticks.stream()
        .map(NumberTick::getText)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  @Test
  void fewDecadesHaveLabelsAtOneTwoAndFive() {
    assertEquals(List.of("50M", "100M", "200M", "500M"), labels(40e6, 555e6));
    assertEquals(List.of("0.5", "1", "2", "5"), labels(0.39, 5));
  }

  @Test
  void manyDecadesHaveLabelsAtPowersOfTen() {
    assertEquals(List.of("1e-5", "1e-4", "0.001", "0.01", "0.1"), labels(1e-5, 0.5));
    assertEquals(List.of("1e-12", "1e-9", "1e-6", "0.001", "1", "1k", "1M"), labels(1e-13, 5e6));
  }

  @Test
  void aRangeBetweenTwoOfThemHasRoundNumbers() {
    assertEquals(List.of("60", "70", "80", "90", "100"), labels(65, 93));
    assertEquals(List.of("1.2", "1.4", "1.6", "1.8"), labels(1.2, 1.6));
  }

  @Test
  void largeNumbersHavePrefixes() {
    assertEquals("999", LogScale.text(999));
    assertEquals("1k", LogScale.text(1000));
    assertEquals("20k", LogScale.text(20_000));
    assertEquals("1.50M", LogScale.text(1.5e6));
    assertEquals("5G", LogScale.text(5e9));
    assertEquals("1e18", LogScale.text(1e18));
  }

  @Test
  void whatHasNoLogarithmIsRefused() {
    for (double low : new double[] {0, -1, Double.NaN})
      assertThrows(IllegalArgumentException.class, () -> new LogScale("x", low, 1));
    assertThrows(IllegalArgumentException.class, () -> new LogScale("x", 1, Double.POSITIVE_INFINITY));
  }
}
