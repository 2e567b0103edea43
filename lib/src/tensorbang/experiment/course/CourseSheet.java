package tensorbang.experiment.course;

import static j2html.TagCreator.code;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tensorbang.InputException;
import tensorbang.experiment.page.FoundRuns;
import tensorbang.experiment.page.Latencies;
import tensorbang.experiment.page.LocalData;
import tensorbang.report.html.Page;

/** A course's questions on one page, each with the figures that runs give, what is missing, and room for words. */
public final class CourseSheet {
  private static final String HINT = "Your own words";

  private final Course course;
  private final Figures figures;
  private final Path results;
  private final Set<String> missing = new LinkedHashSet<>();
  private int answered;
  private int asked;

  /** @param results the folder that other scripts leave their files in */
  public CourseSheet(Course course, FoundRuns found, LocalData data, Latencies latencies, Path results) {
    this.course = course;
    figures = new Figures(found, data, latencies);
    this.results = results;
  }

  /** The page as HTML. */
  public String html() {
    List<DomContent> contents = new ArrayList<>();
    for (Course.Question question : course.questions()) contents.add(answer(question));
    Page page = new Page(
        course.title(),
        missing.isEmpty() ? "All figures are there." : answered + " of " + asked + " figures are there.");
    page.add(
        "missing",
        "What is missing",
        missing.isEmpty()
            ? null
            : div(
                p("These commands make it; then call report.java --course " + course.key() + " again."),
                pre(String.join("\n", missing))));
    for (int i = 0; i < contents.size(); i++)
      page.add("question-" + (i + 1), heading(course.questions().get(i)), contents.get(i));
    return page.foot("Made by TensorBang's report.java --course " + course.key()
            + ". Dashed fields are yours to write in; print the page to keep what you wrote.")
        .render();
  }

  /** The commands that make what was not there; known after {@link #html}. */
  public List<String> missing() {
    return List.copyOf(missing);
  }

  private static String heading(Course.Question question) {
    return Character.isDigit(question.number().charAt(0)) ? "Question " + question.number() : question.number();
  }

  private DomContent answer(Course.Question question) {
    List<DomContent> shown = new ArrayList<>();
    for (Course.Figure figure : question.figures()) shown.add(figure(figure));
    return div(
            p(question.asks()),
            question.commands().isEmpty() ? null : ul(each(question.commands(), command -> li(code(command)))),
            each(shown, s -> s),
            div()
                .withClass("own")
                .attr("contenteditable", "true")
                .attr("role", "textbox")
                .attr("aria-multiline", "true")
                .attr("aria-label", "your words on question " + question.number())
                .attr("data-hint", question.words().isEmpty() ? HINT : HINT + ": " + question.words()))
        .withClass("answer");
  }

  private DomContent figure(Course.Figure figure) {
    asked++;
    DomContent there = null;
    String reason = "";
    try {
      there = figure.file().isEmpty() ? figures.of(figure) : FileFigures.of(figure, results);
    } catch (InputException damaged) {
      reason = " (" + damaged.getMessage() + ")";
    }
    if (there != null) {
      answered++;
      return there;
    }
    missing.add(figure.command());
    return div(p(text("Missing" + reason + ". It is made by "), code(figure.command())))
        .withClass("missing");
  }
}
