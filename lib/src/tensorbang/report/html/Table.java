package tensorbang.report.html;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.input;
import static j2html.TagCreator.label;
import static j2html.TagCreator.span;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tensorbang.Shown;

/** Rows that a click on a heading sorts. A column in which no row has anything is left out. */
public final class Table {
  /** What one cell shows, and by which number it is sorted: NaN for by its text. */
  public record Cell(DomContent shown, String style, double value, boolean isEmpty) {
    private static final String NUMBER = "number";
    private static final String WORDS = "words";
    private static final int SHORT = 20;
    private static final int LONG = 60;

    /** A cell with nothing in it. */
    public static final Cell NONE = new Cell(text(""), WORDS, Double.NaN, true);

    /** Text, on one line of at most a few hundred characters. */
    public static Cell of(String words) {
      if (words == null || words.isEmpty()) return NONE;
      String length = words.length() <= SHORT ? " short" : words.length() >= LONG ? " long" : "";
      return new Cell(text(Shown.text(words, 400)), WORDS + length, Double.NaN, false);
    }

    /** A number as it is to be shown; nothing where it is NaN. */
    public static Cell of(double value, String shown) {
      return Double.isNaN(value) ? NONE : new Cell(text(shown), NUMBER, value, false);
    }

    /** Anything else. */
    public static Cell of(DomContent shown, double value) {
      return new Cell(shown, Double.isNaN(value) ? WORDS : NUMBER, value, false);
    }

    /** The same, marked as what differs from the others. */
    public Cell marked() {
      return new Cell(shown, style + " differs", value, isEmpty);
    }

    private DomContent html() {
      var cell = td(shown).withClass(style);
      return Double.isNaN(value) ? cell : cell.attr("data-value", value);
    }
  }

  private final List<String> headings;
  private final List<List<Cell>> rows = new ArrayList<>();
  private String id;

  public Table(String... headings) {
    this(List.of(headings));
  }

  public Table(List<String> headings) {
    this.headings = List.copyOf(headings);
  }

  /** @throws IllegalArgumentException where there are more or fewer cells than headings */
  public Table row(Cell... cells) {
    return row(Arrays.asList(cells));
  }

  /** See {@link #row(Cell...)}. */
  public Table row(List<Cell> cells) {
    if (cells.size() != headings.size())
      throw new IllegalArgumentException(cells.size() + " cells under " + headings.size() + " headings");
    rows.add(cells);
    return this;
  }

  /** With a field above the table that leaves only the rows with the words typed there. */
  public Table searchable(String id) {
    this.id = id;
    return this;
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The table; null where it has no row. */
  public DomContent html() {
    if (rows.isEmpty()) return null;
    List<Integer> shown = new ArrayList<>();
    for (int c = 0; c < headings.size(); c++) {
      int column = c;
      if (rows.stream().anyMatch(row -> !row.get(column).isEmpty())) shown.add(c);
    }
    var table = table(
            thead(tr(each(shown, c -> th(headings.get(c))
                .withClass(isNumeric(c) ? "number" : "")
                .attr("scope", "col")
                .attr("data-sort", c)))),
            tbody(each(rows, row -> tr(each(shown, c -> row.get(c).html())))))
        .withClass("sortable");
    if (id == null) return div(table).withClass("scroll");
    return div(
        label(
                text("Search "),
                input().withType("search").withClass("search").attr("data-table", id),
                text(" "),
                span().withClass("found note"))
            .withClass("search"),
        div(table.withId(id)).withClass("scroll"));
  }

  private boolean isNumeric(int column) {
    return rows.stream()
        .map(row -> row.get(column))
        .filter(cell -> !cell.isEmpty())
        .allMatch(cell -> cell.style().startsWith(Cell.NUMBER));
  }
}
