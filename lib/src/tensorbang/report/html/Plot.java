package tensorbang.report.html;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.span;
import static j2html.TagCreator.tag;
import static j2html.TagCreator.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import j2html.tags.ContainerTag;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import tensorbang.Shown;
import tensorbang.report.ShortNumber;

/**
 * Lines, bands and points over two axes, as SVG. The page's script draws it again from the numbers that the figure
 * carries: in the width that there is, smoothed, with a logarithmic axis, and with the values under the pointer.
 */
public final class Plot {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int WIDTH = 560;
  private static final int HEIGHT = 320;
  private static final int LEFT = 68;
  private static final int RIGHT = 14;
  private static final int TOP = 10;
  private static final int BOTTOM = 46;
  private static final int COLOURS = 7;
  private static final double RADIUS = 3.5;

  /** How a series is drawn. */
  public enum Mark {
    LINE,
    /** A line with its points. */
    MARKED_LINE,
    POINTS,
    /** A line that keeps each value up to the next. */
    STEPS
  }

  /**
   * What has one entry in the legend.
   *
   * @param colour counted from 0; the seventh is followed by the first
   * @param dash 0 for an unbroken line, 1 for dashes, 2 for dots, 3 for both
   * @param y NaN leaves a gap
   * @param spread half the height of a band, or of error bars at points; null for none
   */
  public record Series(String name, int colour, int dash, Mark mark, double[] x, double[] y, double[] spread) {}

  private final String title;
  private final Axis x;
  private final Axis y;
  private final List<Series> all = new ArrayList<>();
  private boolean hasTools;

  public Plot(String title, Axis x, Axis y) {
    this.title = title;
    this.x = x;
    this.y = y;
  }

  public Plot add(Series series) {
    all.add(series);
    return this;
  }

  /** With a slider that smooths the lines, and a switch of the vertical axis to logarithmic. */
  public Plot withTools() {
    hasTools = true;
    return this;
  }

  /** The figure; null where there is no series. */
  public DomContent html() {
    if (all.isEmpty()) return null;
    return figure(
            figcaption(Shown.text(title, 200)),
            div(svg()).withClass("canvas"),
            div(each(all, series -> span(swatch(series), text(Shown.text(series.name)))
                    .withClass("key")))
                .withClass("legend"))
        .withClass("plot")
        .attr("data-plot", numbers().toString());
  }

  private ContainerTag<?> svg() {
    Axis.Scale across = x.scale(values(Series::x));
    Axis.Scale up = y.scale(
        DoubleStream.concat(Arrays.stream(values(Series::y)), all.stream().flatMapToDouble(Plot::edges))
            .toArray());
    ContainerTag<?> svg = tag("svg")
        .attr("viewBox", "0 0 " + WIDTH + " " + HEIGHT)
        .attr("role", "img")
        .attr("aria-label", Shown.text(title, 200) + ": " + y.label() + " against " + x.label());
    for (double tick : up.ticks()) {
      double at = TOP + (1 - up.share(tick)) * (HEIGHT - TOP - BOTTOM);
      if (!(at >= TOP - 1 && at <= HEIGHT - BOTTOM + 1)) continue;
      svg.with(path("grid", "M" + LEFT + " " + px(at) + "H" + (WIDTH - RIGHT)));
      svg.with(words(LEFT - 7, at + 4, "end", ShortNumber.text(rounded(tick))));
    }
    for (double tick : across.ticks()) {
      double at = LEFT + across.share(tick) * (WIDTH - LEFT - RIGHT);
      if (!(at >= LEFT - 1 && at <= WIDTH - RIGHT + 1)) continue;
      svg.with(path("grid", "M" + px(at) + " " + TOP + "V" + (HEIGHT - BOTTOM)));
      svg.with(words(at, HEIGHT - BOTTOM + 18, "middle", ShortNumber.text(rounded(tick))));
    }
    svg.with(path("axis", "M" + LEFT + " " + TOP + "V" + (HEIGHT - BOTTOM) + "H" + (WIDTH - RIGHT)));
    svg.with(words((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "middle", x.label()));
    double middle = (TOP + HEIGHT - BOTTOM) / 2.0;
    svg.with(words(0, 0, "middle", y.label()).attr("transform", "translate(13 " + px(middle) + ") rotate(-90)"));
    for (Series series : all) draw(series, across, up, svg);
    return svg;
  }

  private static void draw(Series series, Axis.Scale across, Axis.Scale up, ContainerTag<?> svg) {
    String colour = " c" + series.colour % COLOURS;
    int n = series.x.length;
    double[] at = new double[n];
    double[] high = new double[n];
    for (int i = 0; i < n; i++) {
      at[i] = LEFT + across.share(series.x[i]) * (WIDTH - LEFT - RIGHT);
      high[i] = height(up, series.y[i]);
    }
    boolean bars = series.mark == Mark.POINTS;
    if (series.spread != null && bars)
      for (int i = 0; i < n; i++)
        svg.with(path(
            "line" + colour,
            "M" + px(at[i]) + " " + px(height(up, series.y[i] - series.spread[i])) + "V"
                + px(height(up, series.y[i] + series.spread[i]))));
    if (series.spread != null && !bars) {
      StringBuilder band = new StringBuilder();
      for (int i = 0; i < n; i++) append(band, at[i], height(up, series.y[i] + series.spread[i]));
      for (int i = n - 1; i >= 0; i--) append(band, at[i], height(up, series.y[i] - series.spread[i]));
      svg.with(path("band" + colour, band + "Z"));
    }
    StringBuilder line = new StringBuilder();
    boolean broken = true;
    for (int i = 0; i < n && !bars; i++) {
      if (!Double.isFinite(high[i])) {
        broken = true;
        continue;
      }
      if (!broken && series.mark == Mark.STEPS) line.append('H').append(px(at[i]));
      line.append(broken ? 'M' : 'L').append(px(at[i])).append(' ').append(px(high[i]));
      broken = false;
    }
    if (line.length() > 0) svg.with(path("line d" + series.dash + colour, line.toString()));
    if (series.mark == Mark.LINE && n > 1 || series.mark == Mark.STEPS) return;
    for (int i = 0; i < n; i++)
      if (Double.isFinite(high[i]))
        svg.with(tag("circle")
            .attr("class", "dot" + colour)
            .attr("cx", px(at[i]))
            .attr("cy", px(high[i]))
            .attr("r", RADIUS));
  }

  private static void append(StringBuilder line, double at, double high) {
    if (Double.isFinite(high))
      line.append(line.length() == 0 ? 'M' : 'L').append(px(at)).append(' ').append(px(high));
  }

  /** Pixels from the top, inside the panel; NaN where the value cannot be drawn. */
  private static double height(Axis.Scale up, double value) {
    double share = up.share(value);
    if (Double.isNaN(share)) return Double.NaN;
    return TOP + (1 - Math.max(-0.02, Math.min(1.02, share))) * (HEIGHT - TOP - BOTTOM);
  }

  private DomContent swatch(Series series) {
    String colour = " c" + series.colour % COLOURS;
    ContainerTag<?> svg = tag("svg").attr("viewBox", "0 0 28 10").attr("aria-hidden", "true");
    if (series.mark != Mark.POINTS) svg.with(path("line d" + series.dash + colour, "M0 5H28"));
    if (series.mark == Mark.POINTS || series.mark == Mark.MARKED_LINE)
      svg.with(tag("circle")
          .attr("class", "dot" + colour)
          .attr("cx", 14)
          .attr("cy", 5)
          .attr("r", RADIUS));
    return svg;
  }

  private double[] values(Function<Series, double[]> of) {
    return all.stream().flatMapToDouble(s -> Arrays.stream(of.apply(s))).toArray();
  }

  private static DoubleStream edges(Series series) {
    if (series.spread == null) return DoubleStream.empty();
    DoubleStream.Builder edges = DoubleStream.builder();
    for (int i = 0; i < series.y.length; i++)
      edges.add(series.y[i] - series.spread[i]).add(series.y[i] + series.spread[i]);
    return edges.build();
  }

  private static ContainerTag<?> path(String style, String d) {
    return tag("path").attr("class", style).attr("d", d);
  }

  private static ContainerTag<?> words(double x, double y, String anchor, String words) {
    return tag("text")
        .attr("x", px(x))
        .attr("y", px(y))
        .attr("text-anchor", anchor)
        .with(text(words));
  }

  private static String px(double value) {
    return ShortNumber.text(Math.rint(value * 10) / 10);
  }

  /** Without the digits that adding up steps leaves behind. */
  private static double rounded(double tick) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.9g", tick));
  }

  private JsonNode numbers() {
    ObjectNode plot = JSON.objectNode();
    plot.set("x", numbers(x));
    plot.set("y", numbers(y));
    plot.put("tools", hasTools);
    ArrayNode series = plot.putArray("series");
    for (Series s : all) {
      ObjectNode one = series.addObject();
      one.put("name", Shown.text(s.name)).put("colour", s.colour % COLOURS).put("dash", s.dash);
      one.put("mark", s.mark.name());
      one.set("x", numbers(s.x));
      one.set("y", numbers(s.y));
      if (s.spread != null) one.set("spread", numbers(s.spread));
    }
    return plot;
  }

  private static ObjectNode numbers(Axis axis) {
    ObjectNode json = JSON.objectNode();
    json.put("label", axis.label()).put("log", axis.log()).put("whole", axis.whole());
    json.set("low", number(axis.low()));
    json.set("high", number(axis.high()));
    ArrayNode ticks = json.putArray("ticks");
    axis.ticks().forEach(ticks::add);
    return json;
  }

  private static ArrayNode numbers(double[] values) {
    ArrayNode array = JSON.arrayNode();
    for (double value : values) array.add(number(value));
    return array;
  }

  /** Six digits are more than a screen shows. */
  private static JsonNode number(double value) {
    if (!Double.isFinite(value)) return JSON.nullNode();
    double shown = Double.parseDouble(String.format(Locale.ROOT, "%.6g", value));
    return shown == Math.rint(shown) && Math.abs(shown) < 1e15 ? JSON.numberNode((long) shown) : JSON.numberNode(shown);
  }
}
