package tensorbang.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tensorbang.report.TextTable.left;
import static tensorbang.report.TextTable.right;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tensorbang.InputException;

class TextTableTest {
  @Test
  void alignsTextLeftAndNumbersRightAboveATotal() {
    TextTable table = new TextTable(left("layer"), left("output"), right("parameters"))
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
    TextTable table = new TextTable(left("rate"), right("test accuracy"))
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
    String[] lines = new TextTable(left("a"), left("b"))
        .row("\uD83D\uDC31", "x")
        .row("yy", "x")
        .toString()
        .split("\n");
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

  @Test
  void numbersHaveTheFormatOfTheirColumnAndAMissingOneIsEmpty() {
    TextTable table = new TextTable(left("n"), right("ms", "%.2f"))
        .row("a", 1.234)
        .row("b", Double.NaN)
        .row("c", null);
    assertEquals("n    ms\n-------\na  1.23\nb\nc\n", table.toString());
  }

  @Test
  void aTableThatIsTooWideLosesItsOptionalColumnsFromTheRight() {
    TextTable table = new TextTable(
            left("layer"),
            right("MACs").whereThereIsRoom(),
            right("parameters"),
            right("share").whereThereIsRoom())
        .row("conv1", 1234, 56, 7);
    assertEquals(
        "layer   MACs  parameters  share",
        table.toString(31).lines().findFirst().orElseThrow());
    assertEquals(
        "layer   MACs  parameters", table.toString(30).lines().findFirst().orElseThrow());
    assertEquals("layer  parameters", table.toString(20).lines().findFirst().orElseThrow());
  }

  @Test
  void textThatIsStillTooWideWraps() {
    TextTable table = new TextTable(left("layer"), left("kind"), right("parameters"))
        .row("stage1/block2/conv1", "conv", 12)
        .marked("a", "b", 3);
    assertEquals(
        """
          layer           kind  parameters
          --------------------------------
          stage1/block2/  conv          12
          conv1
        * a               b              3
        """,
        table.toString(36));
    assertEquals(List.of("abcd", "ef"), TextTable.wrap("abcdef", 4));
  }

  @Test
  void pathsStayInOnePiece() {
    TextTable table = new TextTable(left("run"), left("folder").unwrapped()).row("with batch norm", "/a/path/to/a/run");
    assertTrue(table.toString(30).contains("with batch  /a/path/to/a/run\nnorm\n"), table.toString(30));
    assertTrue(table.toString(20).endsWith("\nwith batch norm  /a/path/to/a/run\n"), table.toString(20));
  }

  @Test
  void noLineIsLongerThanTheScreen() {
    TextTable table = new TextTable(left("layer"), right("n"));
    for (int i = 1; i < 90; i++) table.row("x".repeat(i), i);
    table.footer("many words ".repeat(20).strip());
    assertTrue(table.toString(40).lines().allMatch(line -> line.length() <= 40), table.toString(40));
  }

  @Test
  void theRowsWithoutTotalsAreATablesawTable() {
    Table table = new TextTable(left("name"), right("n"), right("ratio"))
        .row("a, \"b\"", 3, 0.5)
        .marked("c", null, null)
        .total("all", 3, 0.5)
        .toTable();
    assertEquals(2, table.rowCount());
    assertEquals(3, table.longColumn("n").get(0));
    assertTrue(table.longColumn("n").isMissing(1) && table.doubleColumn("ratio").isMissing(1));
  }

  @Test
  void csvReadAgainIsTheSameTable(@TempDir Path folder) {
    Path file = folder.resolve("new/table.csv");
    new TextTable(left("name"), right("accuracy"))
        .row("größe, \"b\"", 0.1 + 0.2)
        .row("c", Double.NaN)
        .writeCsv(file);
    Table table = TextTable.readCsv(file);
    assertEquals(List.of("name", "accuracy"), table.columnNames());
    assertEquals("größe, \"b\"", table.stringColumn("name").get(0));
    assertEquals(0.1 + 0.2, table.doubleColumn("accuracy").get(0));
    assertTrue(table.doubleColumn("accuracy").isMissing(1));
  }

  @Test
  void aTableOfTablesawHasItsNumbersOnTheRight() {
    Table table = Table.create(StringColumn.create("name", "a"), IntColumn.create("count", new int[] {1234}));
    assertEquals("name  count\n-----------\na     1,234\n", TextTable.of(table).toString());
  }

  @Test
  void aFileThatCannotBeReadIsNamed(@TempDir Path folder) {
    Path missing = folder.resolve("none.csv");
    assertTrue(assertThrows(InputException.class, () -> TextTable.readCsv(missing))
        .getMessage()
        .contains("none.csv"));
  }
}
