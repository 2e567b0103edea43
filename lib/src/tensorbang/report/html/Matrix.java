package tensorbang.report.html;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tag;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import j2html.tags.ContainerTag;
import j2html.tags.DomContent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import tensorbang.Shown;

/**
 * A confusion matrix: a row for each actual class, a column for each predicted one. The shade is the share of the row's
 * images, on a square-root scale, so that the few mistakes of a good network show. Up to 20 classes it is a table with
 * the numbers of images; above that a picture.
 */
public final class Matrix {
  private static final int MOST_NUMBERED = 20;
  private static final int CELL = 6;

  private Matrix() {}

  /**
   * @param counts {@code counts[actual][predicted]}, images
   * @throws IllegalArgumentException where the counts are not a square with a row a class
   */
  public static DomContent of(String title, List<String> classes, int[][] counts) {
    if (counts.length != classes.size() || Arrays.stream(counts).anyMatch(row -> row.length != counts.length))
      throw new IllegalArgumentException("the counts of " + classes.size() + " classes are not a square");
    return figure(
        figcaption(title),
        classes.size() <= MOST_NUMBERED ? numbered(classes, counts) : picture(classes, counts),
        p("Rows are actual classes, columns predicted ones"
                + (classes.size() <= MOST_NUMBERED ? "; numbers of test images, and the share of the class that is right." : ", in the order of the classes.")
                + " The shade is the share of the row.")
            .withClass("note"));
  }

  private static DomContent numbered(List<String> classes, int[][] counts) {
    List<Integer> all = IntStream.range(0, classes.size()).boxed().toList();
    return div(table(
                thead(tr(th("actual ╲ predicted"), each(all, k -> th(span(Shown.text(classes.get(k))))
                    .attr("scope", "col")), th(span("right")).attr("scope", "col"))),
                tbody(each(
                    all,
                    i -> tr(
                        th(Shown.text(classes.get(i))).attr("scope", "row"),
                        each(all, j -> td(counts[i][j] == 0 ? "" : String.valueOf(counts[i][j]))
                            .withStyle(shade(counts, i, j))),
                        td(right(counts, i)).withClass("right")))))
            .withClass("matrix"))
        .withClass("scroll");
  }

  /** The share of a class's images that are classified right. */
  private static String right(int[][] counts, int i) {
    int images = Arrays.stream(counts[i]).sum();
    return images == 0 ? "" : String.format(Locale.ROOT, "%.1f %%", 100.0 * counts[i][i] / images);
  }

  private static String shade(int[][] counts, int i, int j) {
    double strength = strength(counts, i, j);
    return strength == 0
        ? "background:rgba(var(--heat),0.04)"
        : String.format(
            Locale.ROOT,
            "background:rgba(var(--heat),%.2f)%s",
            0.06 + 0.94 * strength,
            strength > 0.6 ? ";color:var(--paper)" : "");
  }

  private static double strength(int[][] counts, int i, int j) {
    int images = Arrays.stream(counts[i]).sum();
    return images == 0 ? 0 : Math.sqrt(counts[i][j] / (double) images);
  }

  private static DomContent picture(List<String> classes, int[][] counts) {
    int side = classes.size() * CELL;
    ContainerTag<?> svg = tag("svg")
        .attr("viewBox", "-22 -4 " + (side + 26) + " " + (side + 26))
        .attr("role", "img")
        .attr("aria-label", "confusion matrix")
        .attr("class", "heat");
    svg.with(tag("rect")
        .attr("width", side)
        .attr("height", side)
        .attr("fill", "none")
        .attr("class", "axis"));
    for (int i = 0; i < counts.length; i++)
      for (int j = 0; j < counts.length; j++)
        if (counts[i][j] > 0)
          svg.with(tag("rect")
              .attr("x", j * CELL)
              .attr("y", i * CELL)
              .attr("width", CELL)
              .attr("height", CELL)
              .attr(
                  "style",
                  String.format(Locale.ROOT, "fill:rgba(var(--heat),%.2f)", 0.06 + 0.94 * strength(counts, i, j)))
              .with(tag("title")
                  .withText(
                      Shown.text(classes.get(i)) + " taken for " + Shown.text(classes.get(j)) + ": " + counts[i][j])));
    svg.with(tag("text")
        .attr("x", side / 2)
        .attr("y", side + 16)
        .attr("text-anchor", "middle")
        .withText("predicted class"));
    svg.with(tag("text")
        .attr("transform", "translate(-8 " + side / 2 + ") rotate(-90)")
        .attr("text-anchor", "middle")
        .withText("actual class"));
    return svg;
  }
}
