package tensorbang.report;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.Terminal;

/**
 * A table: as text for the screen, as a Tablesaw {@link Table} for calculations, and as CSV.
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
 *
 * On the screen a table that is wider than a line loses its optional columns, the last one first; if that is not
 * enough, the text of its left-aligned columns wraps. Where even that would not do, nothing wraps.
 */
public final class TextTable {
  private static final String GAP = "  ";
  private static final int NARROWEST_TEXT = 8;

  /**
   * A column.
   *
   * @param name its heading
   * @param right whether cells are right-aligned
   * @param format of {@link String#format} for numbers with a fraction, for example {@code %.3f}; null for all digits
   * @param optional whether it is left out on a screen too narrow for it
   * @param wraps whether its text wraps on a screen too narrow for it
   */
  public record Column(String name, boolean right, String format, boolean optional, boolean wraps) {
    /** The same column, left out where the screen is too narrow. */
    public Column whereThereIsRoom() {
      return new Column(name, right, format, true, wraps);
    }

    /** The same column for text that must stay in one piece, such as paths. */
    public Column unwrapped() {
      return new Column(name, right, format, optional, false);
    }

    /** A whole number gets thousands separators; null and NaN are empty. */
    private String text(Object cell) {
      if (cell == null || cell instanceof Double d && d.isNaN()) return "";
      if (cell instanceof Integer || cell instanceof Long) return String.format(Locale.ROOT, "%,d", cell);
      if (cell instanceof Number && format != null) return String.format(Locale.ROOT, format, cell);
      return cell.toString();
    }
  }

  /** Left-aligned cells: names, shapes. */
  public static Column left(String name) {
    return new Column(name, false, null, false, true);
  }

  /** Right-aligned cells: numbers. */
  public static Column right(String name) {
    return new Column(name, true, null, false, false);
  }

  /** Right-aligned numbers; those with a fraction are shown as {@code format} says, for example {@code %.3f}. */
  public static Column right(String name, String format) {
    return new Column(name, true, format, false, false);
  }

  private enum Kind {
    ROW,
    MARKED_ROW,
    TOTAL,
    RULE
  }

  private record Line(Kind kind, List<Object> cells) {
    boolean isRow() {
      return kind == Kind.ROW || kind == Kind.MARKED_ROW;
    }

    boolean hasCells() {
      return kind != Kind.RULE;
    }
  }

  private final List<Column> columns;
  private final List<Line> lines = new ArrayList<>();
  private final List<String> footers = new ArrayList<>();

  public TextTable(Column... columns) {
    this.columns = List.of(columns);
  }

  /** The same rows, with a heading for each column's name; columns of numbers are right-aligned. */
  public static TextTable of(Table table) {
    TextTable text = new TextTable(table.columns().stream()
        .map(c -> c instanceof NumericColumn ? right(c.name()) : left(c.name()))
        .toArray(Column[]::new));
    for (int i = 0; i < table.rowCount(); i++) {
      int row = i;
      text.row(table.columns().stream()
          .map(c -> c.isMissing(row) ? null : c.get(row))
          .toArray());
    }
    return text;
  }

  /** A row: numbers, texts, and null for an empty cell. */
  public TextTable row(Object... cells) {
    return add(Kind.ROW, cells);
  }

  /** A row with a star in front of it; {@link #footer} can say what the star means. */
  public TextTable marked(Object... cells) {
    return add(Kind.MARKED_ROW, cells);
  }

  /** A row below a rule, for sums and means: on the screen alone. */
  public TextTable total(Object... cells) {
    return rule().add(Kind.TOTAL, cells);
  }

  /** A line between the rows above and those below. */
  public TextTable rule() {
    lines.add(new Line(Kind.RULE, List.of()));
    return this;
  }

  /** A line of text under the table. */
  public TextTable footer(String text) {
    footers.add(text);
    return this;
  }

  private TextTable add(Kind kind, Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
    }
    lines.add(new Line(kind, Collections.unmodifiableList(Arrays.asList(cells.clone()))));
    return this;
  }

  /** The rows without totals. A column is of whole numbers, of numbers or of text, whichever holds all its cells. */
  public Table toTable() {
    Table table = Table.create();
    for (int i = 0; i < columns.size(); i++) {
      int column = i;
      table.addColumns(typed(
          columns.get(i).name,
          lines.stream().filter(Line::isRow).map(line -> line.cells.get(column)).toList()));
    }
    return table;
  }

  private static tech.tablesaw.columns.Column<?> typed(String name, List<Object> cells) {
    boolean numbers = cells.stream().allMatch(c -> c == null || c instanceof Number);
    if (!numbers || cells.stream().allMatch(Objects::isNull)) {
      StringColumn column = StringColumn.create(name);
      for (Object cell : cells) column.append(cell == null ? "" : cell.toString());
      return column;
    }
    if (cells.stream().allMatch(c -> c == null || c instanceof Integer || c instanceof Long)) {
      LongColumn column = LongColumn.create(name);
      for (Object cell : cells) {
        if (cell == null) column.appendMissing();
        else column.append(((Number) cell).longValue());
      }
      return column;
    }
    return DoubleColumn.create(
        name,
        cells.stream()
            .mapToDouble(c -> c == null ? Double.NaN : ((Number) c).doubleValue())
            .toArray());
  }

  /** Writes {@link #toTable()}, see {@link #writeCsv(Table, Path)}. */
  public void writeCsv(Path file) {
    writeCsv(toTable(), file);
  }

  /**
   * Writes a table as CSV in UTF-8, with a line of column names; missing values and NaN are empty.
   *
   * @throws InputException where the file cannot be written
   */
  public static void writeCsv(Table table, Path file) {
    StringWriter text = new StringWriter();
    table.write().csv(text);
    AtomicFile.writeText(file, text.toString());
  }

  /**
   * Reads a CSV file in UTF-8 that has a line of column names; the types of columns follow from what they hold.
   *
   * @throws InputException where the file cannot be read or is not CSV
   */
  public static Table readCsv(Path file) {
    try {
      String text = Files.readString(file);
      return Table.read()
          .usingOptions(CsvReadOptions.builder(new StringReader(text)).sample(false));
    } catch (IOException e) {
      throw new InputException("cannot read " + file + ": " + AtomicFile.reason(e), e);
    } catch (RuntimeException e) {
      throw new InputException(file + " is no CSV table with a line of column names", e);
    }
  }

  /** As text that fits the terminal, see {@link Terminal#width()}. */
  @Override
  public String toString() {
    return toString(Terminal.width(Terminal.Stream.OUTPUT));
  }

  /** The lines of the table, each ended by a newline, none with blanks at its end, in {@code room} characters. */
  public String toString(int room) {
    String margin = lines.stream().anyMatch(line -> line.kind == Kind.MARKED_ROW) ? GAP : "";
    List<Integer> shown =
        new ArrayList<>(IntStream.range(0, columns.size()).boxed().toList());
    int[] widths = IntStream.range(0, columns.size()).map(this::naturalWidth).toArray();
    for (int i = columns.size() - 1; i >= 0 && total(shown, widths, margin) > room; i--) {
      if (columns.get(i).optional) shown.remove((Integer) i);
    }
    narrow(shown, widths, room - margin.length());
    String rule = margin + "-".repeat(total(shown, widths, ""));
    StringBuilder out = new StringBuilder();
    append(out, margin, shown, widths, columns.stream().map(Column::name).toList());
    out.append(rule).append('\n');
    for (Line line : lines) {
      if (line.hasCells()) append(out, line.kind == Kind.MARKED_ROW ? "* " : margin, shown, widths, texts(line));
      else out.append(rule).append('\n');
    }
    for (String footer : footers) {
      for (String part : wrap(footer, room - margin.length()))
        out.append(margin).append(part).append('\n');
    }
    return out.toString();
  }

  private int naturalWidth(int column) {
    int widest = length(columns.get(column).name);
    for (Line line : lines) {
      if (line.hasCells()) widest = Math.max(widest, length(columns.get(column).text(line.cells.get(column))));
    }
    return widest;
  }

  /** Narrows the columns that wrap, the widest first, until all have room; where that is impossible, none. */
  private void narrow(List<Integer> shown, int[] widths, int room) {
    int[] narrow = widths.clone();
    while (total(shown, narrow, "") > room) {
      int widest = -1;
      for (int i : shown) if (columns.get(i).wraps && (widest < 0 || narrow[i] > narrow[widest])) widest = i;
      if (widest < 0 || narrow[widest] <= NARROWEST_TEXT) return;
      narrow[widest]--;
    }
    for (int i : shown) widths[i] = wrappedWidth(i, narrow[i]);
  }

  private int wrappedWidth(int column, int width) {
    Stream<String> cells =
        lines.stream().filter(Line::hasCells).map(line -> columns.get(column).text(line.cells.get(column)));
    return Stream.concat(Stream.of(columns.get(column).name), cells)
        .flatMap(cell -> wrap(cell, width).stream())
        .mapToInt(TextTable::length)
        .max()
        .orElse(0);
  }

  private static int total(List<Integer> shown, int[] widths, String margin) {
    return margin.length() + shown.stream().mapToInt(i -> widths[i]).sum() + GAP.length() * (shown.size() - 1);
  }

  private List<String> texts(Line line) {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> columns.get(i).text(line.cells.get(i)))
        .toList();
  }

  private void append(StringBuilder out, String margin, List<Integer> shown, int[] widths, List<String> cells) {
    List<List<String>> wrapped =
        shown.stream().map(i -> wrap(cells.get(i), widths[i])).toList();
    int height = wrapped.stream().mapToInt(List::size).max().orElse(1);
    for (int part = 0; part < height; part++) {
      StringBuilder line = new StringBuilder(part == 0 ? margin : " ".repeat(margin.length()));
      for (int i = 0; i < shown.size(); i++) {
        String text = part < wrapped.get(i).size() ? wrapped.get(i).get(part) : "";
        String blanks = " ".repeat(Math.max(0, widths[shown.get(i)] - length(text)));
        if (i > 0) line.append(GAP);
        line.append(columns.get(shown.get(i)).right ? blanks + text : text + blanks);
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
  }

  /** Breaks after blanks and after {@code / - , _ }, or within a word that is longer than a line. */
  static List<String> wrap(String text, int width) {
    List<String> parts = new ArrayList<>();
    String line = "";
    for (String piece : text.split("(?<=[ /,_-])")) {
      if (length((line + piece).stripTrailing()) > width && !line.isEmpty()) {
        parts.add(line.stripTrailing());
        line = "";
      }
      line += piece;
      while (length(line.stripTrailing()) > width) {
        int end = line.offsetByCodePoints(0, width);
        parts.add(line.substring(0, end));
        line = line.substring(end);
      }
    }
    parts.add(line.stripTrailing());
    return parts;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
