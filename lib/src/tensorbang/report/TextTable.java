package tensorbang.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A table in plain text, for the terminal and for files.
 *
 * <pre>
 *   layer       output     parameters
 *   ---------------------------------
 *   conv1       28x28x32        2,432
 * * dense       10              1,290
 *   ---------------------------------
 *   total                       3,722
 *   * largest share of the total
 * </pre>
 */
public final class TextTable {
  private static final String GAP = "  ";

  /** A column: its heading, and the side its cells are flush with. */
  public record Column(String name, boolean right) {}

  /** Cells flush left: names, shapes. */
  public static Column left(String name) {
    return new Column(name, false);
  }

  /** Cells flush right: numbers. */
  public static Column right(String name) {
    return new Column(name, true);
  }

  private record Line(String marker, List<String> cells) {
    static final Line RULE = new Line("", List.of());
  }

  private final List<Column> columns;
  private final List<Line> lines = new ArrayList<>();
  private final List<String> footers = new ArrayList<>();

  public TextTable(Column... columns) {
    this.columns = List.of(columns);
  }

  /** Whole numbers get thousands separators, null stays empty, all else is as {@link String#valueOf} has it. */
  public TextTable row(Object... cells) {
    return add("", cells);
  }

  /** A row with a star in front of it; {@link #footer} can say what the star means. */
  public TextTable marked(Object... cells) {
    return add("*", cells);
  }

  /** A row below a rule. */
  public TextTable total(Object... cells) {
    return rule().row(cells);
  }

  /** A line between the rows above and those below. */
  public TextTable rule() {
    lines.add(Line.RULE);
    return this;
  }

  /** A line of text under the table. */
  public TextTable footer(String text) {
    footers.add(text);
    return this;
  }

  private TextTable add(String marker, Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
    }
    lines.add(new Line(marker, Arrays.stream(cells).map(TextTable::text).toList()));
    return this;
  }

  private static String text(Object cell) {
    if (cell == null) return "";
    boolean whole = cell instanceof Integer || cell instanceof Long;
    return whole ? String.format(Locale.ROOT, "%,d", cell) : cell.toString();
  }

  /** The lines of the table, each ended by a newline, none with blanks at its end. */
  @Override
  public String toString() {
    List<String> names = columns.stream().map(Column::name).toList();
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = width(names.get(i));
      for (Line line : lines) if (line != Line.RULE) widths[i] = Math.max(widths[i], width(line.cells.get(i)));
    }
    boolean markers = lines.stream().anyMatch(line -> !line.marker.isEmpty());
    String margin = markers ? GAP : "";
    String rule = margin + "-".repeat(Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1));

    StringBuilder out = new StringBuilder();
    append(out, margin, names, widths);
    out.append(rule).append('\n');
    for (Line line : lines) {
      if (line == Line.RULE) out.append(rule).append('\n');
      else append(out, line.marker.isEmpty() ? margin : line.marker + " ", line.cells, widths);
    }
    for (String footer : footers) out.append(margin).append(footer).append('\n');
    return out.toString();
  }

  private void append(StringBuilder out, String margin, List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder(margin);
    for (int i = 0; i < widths.length; i++) {
      String blanks = " ".repeat(widths[i] - width(cells.get(i)));
      if (i > 0) line.append(GAP);
      line.append(columns.get(i).right ? blanks + cells.get(i) : cells.get(i) + blanks);
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
