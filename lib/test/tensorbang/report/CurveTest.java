package tensorbang.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.jfree.data.xy.YIntervalSeriesCollection;
import org.junit.jupiter.api.Test;

/** The numbers that a curve hands to the plot. */
class CurveTest {
  private static Curve curve(Curve.Spread spread, double[] y, double[] std) {
    double[] x = IntStream.range(0, y.length).asDoubleStream().toArray();
    return new Curve(x, y, std, spread, ChartStyle.look(0), 0);
  }

  @Test
  void bandsAndBarsReachOneStandardDeviationUpAndDown() {
    for (Curve.Spread spread : List.of(Curve.Spread.BAND, Curve.Spread.BARS)) {
      YIntervalSeriesCollection data =
          curve(spread, new double[] {1, 5}, new double[] {0.25, 2}).lineData();
      assertEquals(0.75, data.getStartYValue(0, 0));
      assertEquals(1.25, data.getEndYValue(0, 0));
      assertEquals(5.0, data.getYValue(0, 1));
      assertEquals(3.0, data.getStartYValue(0, 1));
      assertEquals(7.0, data.getEndYValue(0, 1));
    }
  }

  @Test
  void gapsSplitTheSeries() {
    double[] y = {1, 2, Double.NaN, 4};
    YIntervalSeriesCollection data = curve(Curve.Spread.NONE, y, null).lineData();
    assertEquals(2, data.getSeriesCount());
    assertEquals(2, data.getItemCount(0));
    assertEquals(1, data.getItemCount(1));
    assertEquals(4.0, data.getYValue(1, 0));
    assertEquals(3.0, data.getX(1, 0).doubleValue());
  }

  @Test
  void onALogarithmicAxisSpreadsEndAboveZeroAndValuesWithoutLogarithmAreGaps() {
    double[] y = {1, 0, 4};
    YIntervalSeriesCollection data =
        curve(Curve.Spread.BAND, y, new double[] {5, 1, 1}).positive().lineData();
    assertEquals(2, data.getSeriesCount());
    assertTrue(data.getStartYValue(0, 0) > 0, "from " + data.getStartYValue(0, 0));
    assertEquals(3.0, data.getStartYValue(1, 0));
    assertEquals(5.0, data.getEndYValue(1, 0));
  }
}
