package tensorbang.report.html;

import static j2html.TagCreator.a;
import static j2html.TagCreator.body;
import static j2html.TagCreator.button;
import static j2html.TagCreator.each;
import static j2html.TagCreator.footer;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.head;
import static j2html.TagCreator.header;
import static j2html.TagCreator.html;
import static j2html.TagCreator.link;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.script;
import static j2html.TagCreator.section;
import static j2html.TagCreator.style;
import static j2html.TagCreator.title;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import tensorbang.Shown;

/**
 * One HTML file with all that it needs inside: style, script, figures and pictures. A content security policy keeps a
 * browser from loading anything else. Dark where the reader's system is, with a switch; on paper without the switch.
 */
public final class Page {
  private static final String POLICY =
      "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none';"
          + " form-action 'none'";
  private static final int LEAST_SECTIONS_OF_A_CONTENTS_LIST = 3;

  private record Section(String id, String heading, List<DomContent> content) {}

  private final String title;
  private final String subtitle;
  private final List<Section> sections = new ArrayList<>();
  private String foot = "";

  /** @param subtitle a line under the title; may be empty */
  public Page(String title, String subtitle) {
    this.title = title;
    this.subtitle = subtitle;
  }

  /**
   * Adds a section, unless all of its content is null.
   *
   * @param id its anchor: letters, digits and dashes
   */
  public Page add(String id, String heading, DomContent... content) {
    List<DomContent> there = Arrays.stream(content).filter(Objects::nonNull).toList();
    if (!there.isEmpty()) sections.add(new Section(id, heading, there));
    return this;
  }

  /** A line at the page's end. */
  public Page foot(String foot) {
    this.foot = foot;
    return this;
  }

  /** The whole file. */
  public String render() {
    return "<!DOCTYPE html>\n"
        + html(
                head(
                    meta().withCharset("utf-8"),
                    meta().attr("http-equiv", "Content-Security-Policy").withContent(POLICY),
                    meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                    meta().withName("color-scheme").withContent("light dark"),
                    meta().withName("generator").withContent("TensorBang"),
                    link().withRel("icon").withHref("data:,"),
                    title(Shown.text(title)),
                    style(rawHtml(Assets.STYLE))),
                body(
                    header(
                        h1(Shown.text(title, 200)),
                        subtitle.isEmpty() ? null : p(subtitle).withClass("subtitle"),
                        button("Dark or light").withId("theme").withType("button")),
                    contents(),
                    main(each(sections, Page::shown)),
                    foot.isEmpty() ? null : footer(p(foot)),
                    script(rawHtml(Assets.SCRIPT))))
            .withLang("en")
            .render()
        + "\n";
  }

  private DomContent contents() {
    if (sections.size() < LEAST_SECTIONS_OF_A_CONTENTS_LIST) return null;
    return nav(each(sections, s -> a(s.heading).withHref("#" + s.id))).attr("aria-label", "Contents");
  }

  private static DomContent shown(Section section) {
    return section(h2(section.heading), each(section.content, c -> c)).withId(section.id);
  }
}
