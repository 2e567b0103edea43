package tensorbang.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static tensorbang.report.TextTable.left;
import static tensorbang.report.TextTable.right;

import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void alignsTextLeftAndNumbersRightAboveATotal() {
    TextTable table =
        new TextTable(left("layer"), left("output"), right("parameters"))
            .row("conv1", "28x28x32", 2432)
            .row("dense", "10", 1234567L)
            .total("total", null, 1236999);
    assertEquals(
        """
        layer  output    parameters
        ---------------------------
        conv1  28x28x32       2,432
        dense  10         1,234,567
        ---------------------------
        total             1,236,999
        """,
        table.toString());
  }

  @Test
  void starsTheMarkedRowAndIndentsTheOthers() {
    TextTable table =
        new TextTable(left("rate"), right("test accuracy"))
            .row("0.1", "75.10 ± 0.20 %")
            .marked("0.05", "76.42 ± 0.11 %")
            .footer("* best of 2");
    assertEquals(
        """
          rate   test accuracy
          --------------------
          0.1   75.10 ± 0.20 %
        * 0.05  76.42 ± 0.11 %
          * best of 2
        """,
        table.toString());
  }

  @Test
  void countsCharactersBeyondTheBasicPlaneOnce() {
    String[] lines = new TextTable(left("a"), left("b")).row("\uD83D\uDC31", "x").row("yy", "x").toString().split("\n");
    assertEquals("\uD83D\uDC31   x", lines[2]);
    assertEquals("yy  x", lines[3]);
  }

  @Test
  void aTableWithoutRowsHasItsHeading() {
    assertEquals("a  b\n----\n", new TextTable(left("a"), right("b")).toString());
  }

  @Test
  void aRowOfAnotherWidthIsAnError() {
    assertThrows(IllegalArgumentException.class, () -> new TextTable(left("a"), left("b")).row("only one"));
  }
}
