package tensorbang.experiment.claims;

import static j2html.TagCreator.b;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.p;
import static j2html.TagCreator.text;

import j2html.tags.DomContent;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.Shown;
import tensorbang.report.html.Pictures;
import tensorbang.report.html.Table;

/** What was found of a statement, as a part of a page of HTML. */
public final class ClaimFigure {
  private ClaimFigure() {}

  /**
   * The statement, its verdict with the reasons, the charts and the figures.
   *
   * @param file a {@code claim.json}
   * @throws InputException where it is damaged
   */
  public static DomContent of(Path file) {
    ClaimRecord claim = Json.read(file, ClaimRecord.class);
    if (!claim.isWhole()) throw new InputException(file + " is damaged: it holds no finding");
    List<DomContent> charts = claim.charts().stream()
        .map(chart -> Pictures.chart(file.resolveSibling(chart.file()), chart.caption()))
        .filter(Objects::nonNull)
        .toList();
    Table figures = new Table("figure", "value", "interval", "n");
    for (Figure figure : claim.figures())
      figures.row(
          Table.Cell.of(figure.name()),
          Table.Cell.of(figure.value(), figure.valueText()),
          Table.Cell.of(figure.intervalText()),
          Table.Cell.of(figure.n(), String.valueOf(figure.n())));
    return div(
        p(text("“" + Shown.text(claim.statement(), 300) + "” "), b(ClaimText.verdict(claim))),
        p(Shown.text(String.join(" ", claim.reasons()), 3000)),
        each(charts, chart -> chart),
        figures.html(),
        p(Shown.text("How it is decided: " + claim.criterion() + " " + ClaimText.ground(claim), 3000))
            .withClass("note"));
  }
}
