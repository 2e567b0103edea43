package tensorbang.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.BasicStroke;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tensorbang.report.ChartStyle.Look;

class ChartStyleTest {
  @Test
  void manySeriesCanBeToldApartWithoutColour() {
    Set<List<Object>> seen = new HashSet<>();
    for (int i = 0; i < 30; i++) {
      Look look = ChartStyle.look(i);
      assertTrue(seen.add(List.of(dash(look), look.marker())), "series " + i + " looks like one before");
    }
  }

  @Test
  void manyMoreWithIt() {
    Set<List<Object>> seen = new HashSet<>();
    for (int i = 0; i < 210; i++) {
      Look look = ChartStyle.look(i);
      assertTrue(seen.add(List.of(dash(look), look.marker(), look.colour())), "series " + i + " looks like one before");
    }
  }

  @Test
  void aCompanionIsDashedAndHollowInTheSameColour() {
    Look look = ChartStyle.look(2);
    assertNull(((BasicStroke) look.solid().line()).getDashArray());
    assertNotNull(((BasicStroke) look.companion().line()).getDashArray());
    assertTrue(look.companion().hollow());
    assertEquals(look.colour(), look.companion().colour());
  }

  private static String dash(Look look) {
    return Arrays.toString(((BasicStroke) look.line()).getDashArray());
  }
}
