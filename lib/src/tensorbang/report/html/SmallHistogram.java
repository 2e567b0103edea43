package tensorbang.report.html;

import static j2html.TagCreator.div;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.tag;

import j2html.tags.ContainerTag;
import j2html.tags.DomContent;
import java.util.Locale;
import tensorbang.Shown;
import tensorbang.report.ShortNumber;

/** How the values of one array are spread, small enough to stand beside many others. */
public final class SmallHistogram {
  private static final int BINS = 48;
  private static final int WIDTH = 168;
  private static final int HEIGHT = 70;
  private static final int FLOOR = 54;

  private SmallHistogram() {}

  /** @param values those that are not finite are not counted; null is returned where none is */
  public static DomContent of(String name, float[] values) {
    double sum = 0;
    double squares = 0;
    double largest = 0;
    int n = 0;
    for (float value : values) {
      if (!Float.isFinite(value)) continue;
      sum += value;
      squares += (double) value * value;
      largest = Math.max(largest, Math.abs(value));
      n++;
    }
    if (n == 0) return null;
    if (largest == 0) largest = 1;
    int[] counts = new int[BINS];
    int most = 0;
    for (float value : values) {
      if (!Float.isFinite(value)) continue;
      int bin = Math.min(BINS - 1, (int) ((value / largest + 1) / 2 * BINS));
      most = Math.max(most, ++counts[bin]);
    }
    double mean = sum / n;
    double std = Math.sqrt(Math.max(0, squares / n - mean * mean));
    ContainerTag<?> svg = tag("svg")
        .attr("viewBox", "0 0 " + WIDTH + " " + HEIGHT)
        .attr("role", "img")
        .attr("aria-label", "histogram of " + Shown.text(name));
    StringBuilder bars = new StringBuilder("M0 " + FLOOR);
    for (int i = 0; i < BINS; i++)
      bars.append(String.format(
          Locale.ROOT, "V%.1fH%.1f", FLOOR * (1 - counts[i] / (double) most), (i + 1) * WIDTH / (double) BINS));
    svg.with(
        tag("path").attr("class", "band c0").attr("style", "fill-opacity:0.75").attr("d", bars + "V" + FLOOR + "Z"));
    svg.with(tag("path").attr("class", "axis").attr("d", "M0 " + FLOOR + "H" + WIDTH));
    String bound = ShortNumber.text(Double.parseDouble(String.format(Locale.ROOT, "%.2g", largest)));
    svg.with(label(0, "start", "−" + bound), label(WIDTH / 2, "middle", "0"), label(WIDTH, "end", bound));
    return figure(
            figcaption(Shown.text(name)),
            svg,
            div(String.format(Locale.ROOT, "%,d, mean %.2g, std %.2g", n, mean, std))
                .withClass("note"))
        .withClass("small");
  }

  private static ContainerTag<?> label(int x, String anchor, String words) {
    return tag("text")
        .attr("x", x)
        .attr("y", HEIGHT - 4)
        .attr("text-anchor", anchor)
        .withText(words);
  }
}
